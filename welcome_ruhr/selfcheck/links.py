"""From ids of the content files to links: "journey:first-14-days" → its title and address for a reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.foundation.per_request import PerRequest
from welcome_ruhr.portal.models import PAGE_MODELS, KeptPage
from welcome_ruhr.portal.site_tree import site_tree


@dataclass(frozen=True)
class PageLink:
    title: str
    href: str
    lang: str
    """of the page where it differs from the reader's, else empty"""


@PerRequest
def _numbers() -> dict[str, int]:
    """Return the number of one public version of each page that has an id, by its id."""
    made_of("pages")
    models = (model for model in PAGE_MODELS.values() if issubclass(model, KeptPage))
    return {
        f"{model.kind}:{content_id}": pk
        for model in models
        for content_id, pk in model.objects.live().order_by("-pk").values_list("content_id", "pk")
    }


def page_links(ids: Iterable[str], language: str) -> list[PageLink]:
    """Return links to those of these pages that are public, in their order."""
    tree, numbers = site_tree(), _numbers()
    nodes = ((tree.node(numbers[one]) if one in numbers else None) for one in ids)
    chosen = [tree.best(node, language) for node in nodes if node]
    return [
        PageLink(node.title, tree.address(node, language), node.language if node.language != language else "")
        for node in chosen
    ]
