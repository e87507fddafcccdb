"""Pages as lists show them: each once, in the reader's best version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice

from welcome_ruhr.design import tokens
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.portal.models import PAGE_MODELS
from welcome_ruhr.portal.site_tree import Node, SiteTree, site_tree

from .statements import ANY, ByNumber, rows_of


@dataclass(frozen=True)
class Entry:
    """A page as a list shows it, in the reader's best version; the names are what components take."""

    node: Node
    href: str
    summary: str
    lang: str
    """Language of title and summary where it differs from the reader's, else empty."""
    icon: str = ""
    phase: str = ""
    illustration: str = ""
    meta: str = ""

    @property
    def title(self) -> str:
        return self.node.title


def entries(nodes: Iterable[Node], language: str, most: int | None = None) -> list[Entry]:
    """Choose each page's version for the reader and read its summary, all in one query; keeps the order of `nodes`.

    `most`: so many pages at most, the first ones.
    """
    tree = site_tree()
    first_seen = {node.translation_key: node for node in nodes}
    chosen = [tree.best(node, language) for node in islice(first_seen.values(), most)]
    summaries = read_summaries(chosen)
    return [entry(node, summaries.get(node.pk, ""), language, tree) for node in chosen]


def entry(node: Node, summary: str, language: str, tree: SiteTree) -> Entry:
    """Return a page whose summary was read already as a list shows it."""
    return Entry(
        node=node,
        href=tree.address(node, language),
        summary=tokens.in_text(summary, node.language),
        lang=node.language if node.language != language else "",
    )


def read_summaries(nodes: Iterable[Node]) -> dict[int, str]:
    """Return the summaries of pages by their number, whatever types the pages have, in one query."""
    pks: dict[str, list[int]] = {}
    for node in nodes:
        made_of(f"page:{node.translation_key}")
        pks.setdefault(node.model, []).append(node.pk)
    return dict(rows_of([(_summaries(model), found) for model, found in pks.items()]))


@cache
def _summaries(model: str) -> ByNumber:
    return ByNumber(lambda: PAGE_MODELS[model].objects.order_by().filter(pk__in=[ANY]).values_list("pk", "summary"))


def link(node: Node, language: str, tree: SiteTree) -> dict[str, str]:
    """A link as components take it; `lang` only where the title is not in the reader's language."""
    best = tree.best(node, language)
    return {
        "title": best.title,
        "href": tree.address(node, language),
        "lang": best.language if best.language != language else "",
        "key": best.translation_key,
    }
