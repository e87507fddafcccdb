"""Figures that have run out or soon will, and the pages that print them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, ReferenceIndex

from welcome_ruhr.facts.models import Figure
from welcome_ruhr.facts.queries import FigureToday, figures_today
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.models import KeptPage

from .pages import PageInLanguages, grouped, longest_unchecked_first

SOON = timedelta(days=60)
"""So long before its last day a figure is listed: time enough to ask the authority for the new one."""


@dataclass(frozen=True)
class FigureInUse:
    """A figure and the public or drafted pages whose text names it."""

    today: FigureToday
    pages: list[Page]

    @property
    def edit_href(self) -> str:
        return reverse(Figure.snippet_viewset.get_url_name("edit"), args=[self.today.figure.pk])

    @property
    def in_languages(self) -> list[PageInLanguages]:
        return grouped(self.pages)


@dataclass
class PageBehind:
    """A source page that was last checked before figures it prints took their value of today."""

    page: KeptPage
    figures: list[FigureToday] = field(default_factory=list)


class Uses:
    """Which pages name which figure, told by Wagtail's reference index in two reads."""

    def __init__(self) -> None:
        pages, figures = (ContentType.objects.get_for_model(model) for model in (Page, Figure))
        references = ReferenceIndex.objects.filter(to_content_type=figures, base_content_type=pages)
        pairs = set(references.values_list("to_object_id", "object_id"))
        found = Page.objects.select_related("locale").in_bulk({int(page) for _figure, page in pairs})
        self.pages: dict[int, list[Page]] = {}
        for figure, page in sorted(pairs, key=lambda pair: found[int(pair[1])].path if int(pair[1]) in found else ""):
            if int(page) in found:
                self.pages.setdefault(int(figure), []).append(found[int(page)])

    def of(self, figures: Iterable[FigureToday]) -> list[FigureInUse]:
        """Put their pages beside figures; those that readers meet come first."""
        entries = [FigureInUse(today, self.pages.get(today.figure.pk, [])) for today in figures]
        return sorted(entries, key=lambda entry: not entry.pages)


def pages_behind(uses: Uses, sources: dict[Any, KeptPage]) -> list[PageBehind]:
    """Source pages whose last check is older than the value they print today, the longest unchecked first."""
    changed = _changed_on()
    behind: dict[Any, PageBehind] = {}
    for today in figures_today().values():
        for page in uses.pages.get(today.figure.pk, []):
            source = sources.get(page.translation_key)
            if source and (source.checked_on or date.min) < changed[today.figure.pk]:
                entry = behind.setdefault(source.pk, PageBehind(source))
                entry.figures += [today] * (today not in entry.figures)
    return sorted(behind.values(), key=lambda entry: longest_unchecked_first(entry.page))


def _changed_on() -> dict[int, date]:
    """When each figure's value of today came to be: its first day, the day its source was read, the last edit."""
    log = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Figure), content_changed=True)
    edits = dict(log.values("object_id").annotate(last=Max("timestamp")).values_list("object_id", "last"))
    table = {}
    for today in figures_today().values():
        value, edited_at = today.value, edits.get(str(today.figure.pk))
        started_on = value.valid_from if value.valid_from and value.valid_from <= clock.today() else None
        moments = [value.as_of, started_on, timezone.localdate(edited_at) if edited_at else None]
        table[today.figure.pk] = max(moment for moment in moments if moment)
    return table
