"""Where somebody asks from: "article:apply-for-visa" → its title, its address, and what it says of the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.portal.models import PAGE_MODELS, AudiencePage, KeptPage, PhasePage, PortalPage, TopicPage
from welcome_ruhr.portal.queries import cities_address
from welcome_ruhr.portal.site_tree import site_tree
from welcome_ruhr.search.documents import sources
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

TOOLS = {"finder": "check:find-office", "plan": "check:plan"}
"""Tools of the room above, under the names that the search knows them by."""


@dataclass(frozen=True)
class CameFrom:
    """The page, town, office or tool that somebody looked at before they asked."""

    key: str
    title: str
    href: str
    lang: str = ""
    """of the title, where it is not the reader's"""
    number: int | None = None
    """of the page, where it is one"""
    topic: Topic | None = None
    audience: Audience | None = None
    phase: Phase | None = None
    place: Municipality | None = None


def came_from(key: str, language: str) -> CameFrom | None:
    """Return what stands behind a key for a reader of a language; None when there is nothing, or nothing any more."""
    kind, _colon, name = key.partition(":")
    if kind == "town":
        return _town(key, name, language)
    if kind == "office":
        return _office(key, name, language)
    if kind == "check" or key in TOOLS:
        return _tool(key, language)
    return _page(key, kind, name, language) if name else None


def _town(key: str, slug: str, language: str) -> CameFrom | None:
    town = directory.municipality(slug)
    if town is None:
        return None
    return CameFrom(key, town.name, f"{cities_address(language)}{slug}/", "de", place=town)


def _office(key: str, name: str, language: str) -> CameFrom | None:
    office = directory.office(name)
    return CameFrom(key, office.name, cities_address(language), "de") if office else None


def _tool(key: str, language: str) -> CameFrom | None:
    source, name = sources().get("check"), TOOLS.get(key, key)
    known = source.read(None) if source else ()
    tool = next((one for one in known if (one.name, one.language) == (name, language)), None)
    place = source.places([tool.number], language).get(tool.number) if source and tool else None
    return CameFrom(key, tool.title, place.href) if tool and place else None


def _page(key: str, kind: str, content_id: str, language: str) -> CameFrom | None:
    page = next(_pages(kind, content_id), None)
    tree = site_tree()
    node = tree.node(page.pk) if page else None
    if page is None or node is None or node.is_private:
        return None
    best = tree.best(node, language)
    lang = best.language if best.language != language else ""
    return CameFrom(key, best.title, tree.address(node, language), lang, best.pk, **_terms(page))


def _pages(kind: str, content_id: str) -> Iterator[PortalPage]:
    """Yield the versions of a page, the source first, which was there first."""
    for model in PAGE_MODELS.values():
        if model.kind == kind:
            yield from model.objects.live().filter(content_id=content_id).order_by("pk")[:1]


def _terms(page: PortalPage) -> dict[str, Any]:
    """Return topic, audience and phase of a page, as far as they are clear: a page for all says nothing of one."""
    if isinstance(page, KeptPage):
        above = TopicPage.objects.filter(path=page.path[: -page.steplen]).select_related("topic").first()
        terms = {"audience": list(page.audiences.all()), "phase": list(page.phases.all())}
        clear = {name: found[0] for name, found in terms.items() if len(found) == 1}
        return {"topic": above.topic, **clear} if above else clear
    doors = {TopicPage: "topic", AudiencePage: "audience", PhasePage: "phase"}
    return {name: getattr(page, name) for model, name in doors.items() if isinstance(page, model)}
