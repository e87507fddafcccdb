"""What stands around every page: navigation, breadcrumbs, languages, addresses."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.foundation.fields import text_in
from welcome_ruhr.foundation.languages import FALLBACKS, base_of, is_variant, own_name
from welcome_ruhr.portal.models import JourneyPage, PhasePage
from welcome_ruhr.portal.site_tree import Node, SiteTree, site_tree

from .doors import door_of
from .entries import link

EMPLOYERS = "hire-from-abroad"


def navigation(language: str) -> dict[str, Any]:
    """Header, footer and help links, as every page (also search and 404) shows them; not to be changed."""
    return _kept_navigation(language)()


@cache
def _kept_navigation(language: str) -> Kept[dict[str, Any]]:
    return Kept(partial(_read_navigation, language))


def _read_navigation(language: str) -> dict[str, Any]:
    with override(language):
        return _navigation(language, site_tree())


def _navigation(language: str, tree: SiteTree) -> dict[str, Any]:

    def links(*models: str) -> list[dict[str, str]]:
        nodes = [node for model in models for node in tree.of_model(model, language)]
        return [link(node, language, tree) for node in nodes if _leads_on(node.language, language)]

    topics, cities = links("topicpage"), links("cityindexpage")
    phases = _phase_links(language, tree)
    # Imprint and privacy belong on every page, also where they are not written in easy language.
    about_us = [link(node, language, tree) for node in tree.of_model("standardpage", language)]
    # Asking and the self-checks are rooms above: known by the names of their addresses alone.
    ask = {"title": _("Ask us"), "href": reverse("enquiries:ask")}
    checks = [
        {"title": _("Find my office"), "href": reverse("selfcheck:find_office")},
        {"title": _("Self-checks"), "href": reverse("selfcheck:checks")},
    ]
    return {
        "home_href": f"/{language}/",
        "search_href": reverse("portal:search"),
        "feed_href": reverse("portal:feed"),
        "nav_main": [*phases, *links("journeyindexpage"), *cities, ask],
        "nav_more": [*checks, *topics, *links("audiencepage")],
        "nav_topics": topics,
        "nav_news": links("newsindexpage"),
        "nav_cities": cities,
        "ask": ask,
        "footer_groups": [
            {"heading": _("Topics"), "links": topics},
            {
                "heading": _("For you"),
                "links": [
                    *links("audiencepage"),
                    *_for_employers(language, tree),
                    *links("journeyindexpage"),
                    *checks,
                    *links("cityindexpage", "newsindexpage"),
                ],
            },
            {"heading": _("About us"), "links": [ask, *links("askpage"), *about_us]},
        ],
    }


def _for_employers(language: str, tree: SiteTree) -> list[dict[str, str]]:
    """Employers are no audience of those who come, but some land here: the journey that is theirs."""
    pages = JourneyPage.objects.filter(content_id=EMPLOYERS).values_list("pk", flat=True)
    nodes = [node for pk in pages if (node := tree.node(pk))]
    best = tree.best(nodes[0], language) if nodes else None
    if best is None or not _leads_on(best.language, language):
        return []
    return [{"title": _("For employers"), "href": tree.address(best, language)}]


def _phase_links(language: str, tree: SiteTree) -> list[dict[str, str]]:
    """The phases under their short names, in the order of the vocabulary."""
    found = [
        (door.position, {"title": text_in(door.names, language) or door.key, "href": href, "group": door.key})
        for node in tree.of_model("phasepage", language)
        if _leads_on(node.language, language) and (door := door_of(PhasePage, node.pk))
        for href in (tree.address(node, language),)
    ]
    return [shown for _position, shown in sorted(found, key=lambda pair: pair[0])]


def _leads_on(found: str, language: str) -> bool:
    """Whether the frame offers a page: easy language leads to easy pages only, others to what there is."""
    return found == language or not is_variant(language)


def addresses(node: Node | None, language: str, tree: SiteTree, below: tuple[str, str] | None = None) -> dict[str, Any]:
    """Breadcrumbs, language switch, canonical and alternate addresses of one page (none for an unsaved preview)."""
    if node is None:
        return {
            "breadcrumbs": [],
            "languages": language_switch({}, language),
            "canonical": "",
            "alternates": [],
            "original_href": "",
            "easy_href": "",
        }
    versions = tree.versions(node.translation_key)
    end = below[0] if below else ""
    own = {code: absolute(f"/{code}/{version.place}{end}") for code, version in versions.items()}
    offered = sorted((code, href) for code, href in own.items() if not is_variant(code))
    switch = {code: (tree.address(node, code) + end, code in versions) for code, _label in settings.LANGUAGES}
    return {
        "breadcrumbs": breadcrumbs(node, language, tree, below),
        "languages": language_switch(switch, language),
        "canonical": own[node.language],
        "original_href": original_address(node, tree),
        "easy_href": _easy_address(node, tree),
        "alternates": [*offered, ("x-default", own[standing_in(own)])]
        if len(offered) > 1 and not is_variant(node.language)
        else [],
    }


def standing_in(offered: Collection[str]) -> str:
    """Return which of some languages is shown to readers of all others; the same on every version of a page."""
    return next((code for code in FALLBACKS if code in offered), min(offered))


def original_address(node: Node, tree: SiteTree) -> str:
    """The German version of a page in another language: what the law says is binding in German only."""
    german = tree.versions(node.translation_key).get("de")
    return f"/de/{german.place}" if german and base_of(node.language) != "de" else ""


def _easy_address(node: Node, tree: SiteTree) -> str:
    """The same page in the easy form of its language, where there is one."""
    versions = tree.versions(node.translation_key)
    easy = [code for code in versions if is_variant(code) and base_of(code) == node.language]
    return f"/{easy[0]}/{versions[easy[0]].place}" if easy else ""


def breadcrumbs(node: Node, language: str, tree: SiteTree, below: tuple[str, str] | None) -> list[dict[str, str]]:
    """The way from the home page; the last step is the page itself, without an address. Home has none."""
    if node.is_home:
        return []
    home, *between = [link(above, language, tree) for above in tree.ancestors(node)]
    trail = [{**home, "title": _("Home"), "lang": ""}, *between]
    if below:
        return [*trail, link(node, language, tree), {"title": below[1], "href": "", "lang": "de"}]
    return [*trail, {"title": node.title, "href": "", "lang": node.language if node.language != language else ""}]


def language_switch(places: dict[str, tuple[str, bool]], language: str) -> list[dict[str, Any]]:
    """Items of the language switch: the same page in each language, its name in that language."""
    items = []
    for code, _label in settings.LANGUAGES:
        href, available = places.get(code, (f"/{code}/", True))
        items.append(
            {
                "name": own_name(code),
                "lang": code,
                "href": href,
                "current": code == language,
                "available": available,
            }
        )
    return items


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
