"""The 53 municipalities as links, in groups and as tiles."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.enums import MunicipalityType
from welcome_ruhr.portal.site_tree import site_tree


def cities_address(language: str) -> str:
    tree = site_tree()
    node = tree.first_of_model("cityindexpage", language)
    return tree.address(node, language) if node else f"/{language}/"


def places(language: str) -> dict[str, Any]:
    """The 53 municipalities as tiles for the map and in groups for the list, the districts; not to be changed."""
    return _kept_places(language, get_language() or language)()


@cache
def _kept_places(language: str, words: str) -> Kept[dict[str, Any]]:
    return Kept(partial(_read_places, language, words))


def _read_places(language: str, words: str) -> dict[str, Any]:
    with override(words):
        return _places(language)


def _places(language: str) -> dict[str, Any]:
    tiles = towns(language)
    groups: dict[str, list[dict[str, Any]]] = {}
    for tile in tiles:
        groups.setdefault(tile["district"], []).append(tile)
    independent = groups.pop("", [])
    listed = [{"title": _("Independent cities"), "towns": independent}]
    listed += [{"title": name, "towns": groups[name]} for name in sorted(groups)]
    return {"tiles": tiles, "town_groups": listed, "areas": sorted(groups)}


def towns(language: str) -> list[dict[str, Any]]:
    base = cities_address(language)
    return [
        {
            "name": town.name,
            "href": f"{base}{town.slug}/",
            "q": town.q,
            "r": town.r,
            "district": town.district,
            "strong": town.kind == MunicipalityType.INDEPENDENT_CITY,
        }
        for town in directory.municipalities()
    ]
