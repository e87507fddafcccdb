"""Saying that a page is still correct, for all its languages at once."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from welcome_ruhr.delivery.changes import changed
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.desk.queries.laws import CONFIRMED
from welcome_ruhr.portal.models import KeptPage, TopicPage, Translation
from welcome_ruhr.portal.translations import source_of

QUICK_TOPICS = ("residence", "recognition", "german")
"""Topics whose law, fees and courses change often."""
QUICK_MONTHS, SLOW_MONTHS = 6, 12


class NotPublic(Exception):
    """A page is confirmed as readers see it; this one they do not see."""


@transaction.atomic
def confirm_page(*, page: KeptPage, by: Any) -> list[KeptPage]:
    """Say that a page and all its languages are still correct today; return them.

    It is checked again in six months where the topic moves fast, else in twelve. No text changes: nothing is
    published, no translation falls behind, and a draft keeps its text and its time. A draft only takes over
    the new days, so that publishing it does not take the check back. Raises NotPublic.
    """
    source = _source(page)
    if not source.live:
        raise NotPublic
    checked_on = clock.today()
    next_check_on = months_later(checked_on, months_between_checks(source))
    versions = list(type(source).objects.filter(translation_key=source.translation_key).order_by("path"))
    _carry_into_revisions(versions, checked_on, next_check_on)
    type(source).objects.filter(pk__in=[version.pk for version in versions]).update(
        checked_on=checked_on, next_check_on=next_check_on
    )
    # Changed past Wagtail, which tells of nothing then.
    changed(f"page:{source.translation_key}", f"kind:{source._meta.model_name}")
    days = {"checked_on": checked_on.isoformat(), "next_check_on": next_check_on.isoformat()}
    for version in versions:
        log(instance=version, action=CONFIRMED, user=by, data=days, timestamp=clock.now())
    return versions


def months_between_checks(page: KeptPage) -> int:
    """Return how long a check of this source page holds."""
    parent = page.path[: -Page.steplen]
    quick = TopicPage.objects.filter(path=parent, topic__key__in=QUICK_TOPICS).exists()
    return QUICK_MONTHS if quick else SLOW_MONTHS


def months_later(day: date, months: int) -> date:
    """Return the same day so many months on; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _source(page: KeptPage) -> KeptPage:
    record = Translation.objects.filter(page_id=page.pk).select_related("source_locale").first()
    source = source_of(page, record) if record else page
    return source if isinstance(source, KeptPage) else page


def _carry_into_revisions(versions: list[KeptPage], checked_on: date, next_check_on: date) -> None:
    """Write the days into what the editor opens next; a draft whose author has set a later day keeps it."""
    former = {str(version.pk): version.checked_on for version in versions}
    current = [pk for version in versions for pk in (version.latest_revision_id, version.live_revision_id)]
    scheduled = Q(approved_go_live_at__isnull=False, object_id__in=list(former))
    changed = []
    for revision in Revision.page_revisions.filter(Q(pk__in=current) | scheduled):
        day = former[revision.object_id]
        if (revision.content.get("checked_on") or "") <= (day.isoformat() if day else ""):
            revision.content["checked_on"] = checked_on.isoformat()
            revision.content["next_check_on"] = next_check_on.isoformat()
            changed.append(revision)
    Revision.objects.bulk_update(changed, ["content"])
