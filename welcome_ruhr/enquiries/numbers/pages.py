"""The titles of the pages that people asked from, many at once."""

from __future__ import annotations

from collections.abc import Sequence

from welcome_ruhr.portal.models import PAGE_MODELS
from welcome_ruhr.portal.site_tree import site_tree


def titles(keys: Sequence[str], language: str) -> dict[str, str]:
    """Return the titles of pages by key ("article:apply-for-visa"); what is no page, or none any more, is left out."""
    tree, found = site_tree(), {}
    for model in PAGE_MODELS.values():
        names = [key.partition(":")[2] for key in keys if key.startswith(f"{model.kind}:")]
        if names:
            pages = model.objects.live().filter(content_id__in=names).order_by("pk").values_list("content_id", "pk")
            for name, pk in reversed(list(pages)):  # of several versions, the source was there first
                if (node := tree.node(pk)) and not node.is_private:
                    found[f"{model.kind}:{name}"] = tree.best(node, language).title
    return found
