"""Lists of pages: doors, articles, news, events."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from wagtail.models import Page

from welcome_ruhr.foundation import clock, formats
from welcome_ruhr.portal.models import ArticlePage, EventPage, NewsPage
from welcome_ruhr.portal.site_tree import site_tree

from .entries import Entry, P, entries, link, live

NO_ICON, NO_ILLUSTRATION = "hexagon", "skyline"
"""What a door shows for which the editors have chosen no drawing."""


def doors(model: type[P], term_name: str, language: str) -> list[Entry]:
    """Door pages of one type in the order of the vocabulary, each with its icon or picture and colour."""
    found = []
    for door in entries(live(model).select_related(term_name), language):
        term = getattr(door.page, term_name)
        shown = replace(door, icon=term.icon or NO_ICON, illustration=door.illustration or NO_ILLUSTRATION)
        found.append((term.position, replace(shown, phase=term.key if term_name == "phase" else "")))
    return [door for _position, door in sorted(found, key=lambda pair: pair[0])]


def articles(language: str, **tagged: int) -> list[Entry]:
    """Articles tagged so, such as `audiences=3`, in the reader's best version and in tree order."""
    return entries(live(ArticlePage).filter(**tagged), language)


def by_topic(found: list[Entry], language: str) -> list[dict[str, Any]]:
    """Group articles under the topic pages they stand below."""
    tree = site_tree()
    groups: dict[str, dict[str, Any]] = {}
    for one in found:
        parent = tree.by_tree_path.get(one.page.path[: -Page.steplen])
        if parent:
            group = groups.setdefault(parent.translation_key, {**link(parent, language, tree), "entries": []})
            group["entries"].append(one)
    return list(groups.values())


def news(language: str) -> list[Entry]:
    found = entries(live(NewsPage).filter(published_on__lte=clock.today()), language)
    newest_first = sorted(found, key=lambda item: item.page.published_on, reverse=True)
    words = get_language() or language
    return [replace(item, meta=formats.day(item.page.published_on, words)) for item in newest_first]


def coming_events(language: str) -> list[Entry]:
    found = entries(live(EventPage).filter(starts_at__gte=clock.now()), language)
    soonest_first = sorted(found, key=lambda item: item.page.starts_at)
    words = get_language() or language
    return [replace(item, meta=formats.moment(localtime(item.page.starts_at), words)) for item in soonest_first]
