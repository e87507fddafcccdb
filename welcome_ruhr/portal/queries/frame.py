"""What stands around every page: navigation, breadcrumbs, languages, addresses."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from welcome_ruhr.portal.models import PhasePage
from welcome_ruhr.portal.site_tree import Node, SiteTree, site_tree

from .entries import link
from .lists import doors


def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def navigation(language: str, tree: SiteTree | None = None) -> dict[str, Any]:
    """Header, footer and help links, as every page (also search and 404) shows them."""
    tree = tree or site_tree()

    def links(*models: str) -> list[dict[str, str]]:
        return [link(node, language, tree) for model in models for node in tree.of_model(model, language)]

    topics, cities = links("topicpage"), links("cityindexpage")
    phases = [
        {"title": door.page.phase.name, "href": door.href, "group": door.phase}
        for door in doors(PhasePage, "phase", language)
    ]
    return {
        "home_href": f"/{language}/",
        "search_href": reverse("portal:search"),
        "nav_main": [*phases, *links("journeyindexpage"), *cities, *links("askpage")],
        "nav_more": [*topics, *links("audiencepage")],
        "nav_topics": topics,
        "nav_news": links("newsindexpage"),
        "nav_cities": cities,
        "ask": next(iter(links("askpage")), None),
        "footer_groups": [
            {"heading": _("Topics"), "links": topics},
            {
                "heading": _("For you"),
                "links": links("audiencepage", "journeyindexpage", "cityindexpage", "newsindexpage"),
            },
            {"heading": _("About us"), "links": links("askpage", "standardpage")},
        ],
    }


def addresses(node: Node | None, language: str, tree: SiteTree, below: tuple[str, str] | None = None) -> dict[str, Any]:
    """Breadcrumbs, language switch, canonical and alternate addresses of one page (none for an unsaved preview)."""
    if node is None:
        return {"breadcrumbs": [], "languages": language_switch({}, language), "canonical": "", "alternates": []}
    versions = tree.versions[node.translation_key]
    end = below[0] if below else ""
    own = {code: absolute(f"/{code}/{version.place}{end}") for code, version in versions.items()}
    switch = {code: (tree.address(node, code) + end, code in versions) for code, _label in settings.LANGUAGES}
    return {
        "breadcrumbs": breadcrumbs(node, language, tree, below),
        "languages": language_switch(switch, language),
        "canonical": own[node.language],
        "alternates": [*sorted(own.items()), ("x-default", own.get("en") or own[node.language])]
        if len(own) > 1
        else [],
    }


def breadcrumbs(node: Node, language: str, tree: SiteTree, below: tuple[str, str] | None) -> list[dict[str, str]]:
    """The way from the home page; the last step is the page itself, without an address. Home has none."""
    if node.is_home:
        return []
    home, *between = [link(above, language, tree) for above in tree.ancestors(node)]
    trail = [{**home, "title": _("Home"), "lang": ""}, *between]
    if below:
        return [*trail, link(node, language, tree), {"title": below[1], "lang": "de"}]
    return [*trail, {"title": node.title, "lang": node.language if node.language != language else ""}]


def language_switch(places: dict[str, tuple[str, bool]], language: str) -> list[dict[str, Any]]:
    """Items of the language switch: the same page in each language, its name in that language."""
    items = []
    for code, _label in settings.LANGUAGES:
        href, available = places.get(code, (f"/{code}/", True))
        items.append(
            {
                "name": get_language_info(code)["name_local"].capitalize(),
                "lang": code,
                "href": href,
                "current": code == language,
                "available": available,
            }
        )
    return items


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
