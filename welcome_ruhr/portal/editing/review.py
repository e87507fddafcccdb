"""What editors should look at again: figures, pages, offices, and what readers have said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Revision

from welcome_ruhr.directory.queries import offices_to_check
from welcome_ruhr.facts.models import Figure
from welcome_ruhr.facts.queries import FigureToday, expired_figures, figures_today, unverified_figures
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.models import KeptPage, PageFeedback, PortalPage, Translation
from welcome_ruhr.portal.queries import KEPT_MODELS, pages_due

RECENT = timedelta(days=30)


@dataclass(frozen=True)
class FigureInUse:
    """A figure and the public or drafted pages whose text names it."""

    today: FigureToday
    pages: list[Page]

    @property
    def edit_href(self) -> str:
        return reverse(Figure.snippet_viewset.get_url_name("edit"), args=[self.today.figure.pk])


@dataclass
class PageBehind:
    """A source page that was last checked before figures it prints took their value of today."""

    page: KeptPage
    figures: list[FigureToday] = field(default_factory=list)


@dataclass(frozen=True)
class FeedbackEntry:
    feedback: PageFeedback
    page: Page | None


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
        return [FigureInUse(today, self.pages.get(today.figure.pk, [])) for today in figures]


def pages_behind(uses: Uses) -> list[PageBehind]:
    """Source pages whose last check is older than the value they print today, the longest unchecked first."""
    changed = _changed_on()
    sources = _checked_sources()
    behind: dict[Any, PageBehind] = {}
    for today in figures_today().values():
        for page in uses.pages.get(today.figure.pk, []):
            source = sources.get(page.translation_key)
            if source and (source.checked_on or date.min) < changed[today.figure.pk]:
                entry = behind.setdefault(source.pk, PageBehind(source))
                entry.figures += [today] * (today not in entry.figures)
    return sorted(behind.values(), key=lambda entry: entry.page.checked_on or date.min)


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


def _checked_sources() -> dict[Any, KeptPage]:
    translated = Translation.objects.values("page_id")
    return {
        page.translation_key: page
        for model in KEPT_MODELS
        for page in model.objects.live().exclude(pk__in=translated).select_related("locale").defer_streamfields()
    }


def refused_in_time() -> list[PortalPage]:
    """Pages whose time to go public has come, but whose figures are not verified."""
    late = [revision.as_object() for revision in Revision.objects.filter(approved_go_live_at__lt=clock.now())]
    return [page for page in late if isinstance(page, PortalPage) and page.problems()]


def feedback_entries(feedback: Iterable[PageFeedback]) -> list[FeedbackEntry]:
    """Put beside each answer the page it is about, in the language of the answer where there is one."""
    answers = list(feedback)
    names = {answer.about.partition(":")[2] for answer in answers}
    pages: dict[str, dict[str, Page]] = {}
    for model in KEPT_MODELS:
        for page in model.objects.filter(content_id__in=names).select_related("locale").defer_streamfields():
            pages.setdefault(page.key, {})[page.language] = page
    return [FeedbackEntry(answer, _version(pages.get(answer.about, {}), answer.language)) for answer in answers]


def _version(versions: dict[str, Page], language: str) -> Page | None:
    return versions.get(language) or next(iter(versions.values()), None)


def feedback_newest_first() -> QuerySet[PageFeedback]:
    return PageFeedback.objects.order_by("-given_on", "-pk")


def counts() -> dict[str, int]:
    """How much waits in each part of the review list, for the dashboard."""
    return {
        "expired": len(expired_figures()),
        "unverified": len(unverified_figures()),
        "refused": len(refused_in_time()),
        "behind": len(pages_behind(Uses())),
        "due": len(pages_due()),
        "offices": offices_to_check().count(),
        "feedback": PageFeedback.objects.filter(given_on__gte=clock.today() - RECENT).count(),
    }
