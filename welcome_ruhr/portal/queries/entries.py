"""Pages as lists show them: each once, in the reader's best version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet
from wagtail.models import Page

from welcome_ruhr.design import tokens
from welcome_ruhr.foundation.languages import fallbacks_of
from welcome_ruhr.portal.models import PortalPage
from welcome_ruhr.portal.site_tree import Node, SiteTree, site_tree

P = TypeVar("P", bound=PortalPage)


@dataclass(frozen=True)
class Entry:
    """A page as a list shows it, in the reader's best version; the names are what components take."""

    page: PortalPage
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
        return self.page.title


def entries(pages: Iterable[P], language: str) -> list[Entry]:
    """Choose each page's version for the reader and give its address; keeps the order of `pages`."""
    tree = site_tree()
    chosen: dict[str, P] = {}
    order = {code: rank for rank, code in enumerate(fallbacks_of(language))}
    for page in pages:
        key = str(page.translation_key)
        if page.pk in tree.by_pk and (key not in chosen or _rank(page, order) < _rank(chosen[key], order)):
            chosen[key] = page
    return [entry(page, language, tree) for page in chosen.values()]


def entry(page: PortalPage, language: str, tree: SiteTree | None = None) -> Entry:
    tree = tree or site_tree()
    return Entry(
        page=page,
        href=tree.address(tree.by_pk[page.pk], language),
        summary=tokens.in_text(page.summary, page.language),
        lang=page.language if page.language != language else "",
        illustration=getattr(page, "illustration", ""),
    )


def _rank(page: PortalPage, order: dict[str, int]) -> int:
    return order.get(page.language, len(order))


def live(model: type[P]) -> QuerySet[P]:
    return model.objects.live().select_related("locale").defer_streamfields().order_by("path")


def versions_of(nodes: Iterable[Node]) -> list[PortalPage]:
    """All languages of the given pages, in the order given."""
    tree = site_tree()
    keys = [pk for node in nodes for pk in (version.pk for version in tree.versions[node.translation_key].values())]
    found = {page.pk: page for page in Page.objects.filter(pk__in=keys).select_related("locale").specific(defer=False)}
    return [found[pk] for pk in keys if pk in found]


def link(node: Node, language: str, tree: SiteTree) -> dict[str, str]:
    """A link as components take it; `lang` only where the title is not in the reader's language."""
    best = tree.best(node, language)
    return {
        "title": best.title,
        "href": tree.address(node, language),
        "lang": best.language if best.language != language else "",
        "key": best.translation_key,
    }
