"""Lists of pages: articles, news, events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.foundation import clock, formats
from welcome_ruhr.foundation.ingredients import changes_at, changes_on
from welcome_ruhr.portal.models import ArticlePage, EventPage, NewsPage, TopicPage
from welcome_ruhr.portal.site_tree import by_place, site_tree

from .entries import Entry, entries, link


def articles_tagged(language: str, **tagged: int) -> list[Entry]:
    """Articles tagged so, such as `audiences=3`, in the reader's best version and in tree order."""
    pks = ArticlePage.objects.order_by().filter(**tagged).values_list("pk", flat=True)
    return entries(sorted(site_tree().of_kind("articlepage", pks), key=by_place), language)


def articles_below(topic: TopicPage, language: str) -> list[Entry]:
    """Articles below a topic in any of its languages, in the reader's best version and in tree order."""
    tree = site_tree()
    below = [node for version in tree.versions(topic.translation_key).values() for node in tree.children(version)]
    return entries(sorted((node for node in below if node.model == "articlepage"), key=by_place), language)


def by_topic(found: list[Entry], language: str) -> list[dict[str, Any]]:
    """Group articles under the topic pages they stand below."""
    tree = site_tree()
    groups: dict[str, dict[str, Any]] = {}
    for one in found:
        if parent := tree.parent(one.node.tree_path):
            group = groups.setdefault(parent.translation_key, {**link(parent, language, tree), "entries": []})
            group["entries"].append(one)
    return list(groups.values())


def _read_news() -> list[tuple[int, date]]:
    return list(NewsPage.objects.live().order_by("-published_on", "path").values_list("pk", "published_on"))


def _read_events() -> list[tuple[int, datetime]]:
    return list(EventPage.objects.live().order_by("starts_at", "path").values_list("pk", "starts_at"))


_news = Kept(_read_news, of=["kind:newspage"])
_events = Kept(_read_events, of=["kind:eventpage"])
"""Number and day of every item in every language: so the next change of a list by itself is known without a read."""


def news(language: str, most: int | None = None) -> list[Entry]:
    """News of today and before, the newest first."""
    days, today = dict(_news()), clock.today()
    changes_on(min((day for day in days.values() if day > today), default=None))
    nodes = site_tree().of_kind("newspage", (pk for pk, day in days.items() if day <= today))
    words = get_language() or language
    return [replace(item, meta=formats.day(days[item.node.pk], words)) for item in entries(nodes, language, most)]


def coming_events(language: str) -> list[Entry]:
    """Events that have not begun, the soonest first."""
    moments, now = dict(_events()), clock.now()
    coming = [pk for pk, moment in moments.items() if moment > now]
    changes_at(min((moments[pk] for pk in coming), default=None))
    nodes = site_tree().of_kind("eventpage", coming)
    words = get_language() or language
    return [
        replace(item, meta=formats.moment(localtime(moments[item.node.pk]), words)) for item in entries(nodes, language)
    ]
