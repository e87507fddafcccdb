"""Every public address, for search engines."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from welcome_ruhr.directory import queries as directory
from welcome_ruhr.foundation.languages import is_variant
from welcome_ruhr.portal.site_tree import site_tree

from .frame import absolute


def sitemap() -> list[dict[str, Any]]:
    """Every public address with its languages and the day it last changed, municipalities included."""
    tree = site_tree()
    changed = dict(Page.objects.live().values_list("pk", "last_published_at"))
    slugs = list(directory.municipalities().values_list("slug", flat=True))
    found = []
    for node in tree.nodes:
        versions = tree.versions[node.translation_key]
        for below in ["", *(f"{slug}/" for slug in slugs)] if node.model == "cityindexpage" else [""]:
            found.append(
                {
                    "location": absolute(f"/{node.language}/{node.place}{below}"),
                    "changed_at": changed.get(node.pk),
                    "alternates": []
                    if is_variant(node.language)
                    else [
                        (code, absolute(f"/{code}/{version.place}{below}"))
                        for code, version in sorted(versions.items())
                        if not is_variant(code)
                    ],
                }
            )
    return found
