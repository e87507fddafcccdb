"""Numbers about enquiries, counted by the database: no names, no words, and nothing that leads to one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.utils.timezone import get_default_timezone, localtime

from welcome_ruhr.directory.holidays import working_days_between
from welcome_ruhr.enquiries.enums import GuideState
from welcome_ruhr.enquiries.models import Enquiry, Referral
from welcome_ruhr.enquiries.models.referral import PASSED_ON
from welcome_ruhr.foundation import clock
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

ANSWERED = Q(first_answered_at__isnull=False)
IN_TIME = Q(first_answered_at__date__lte=F("first_promised_on"))
WITH_GUIDE = Q(
    guide_requests__state__in=(GuideState.ACCEPTED, GuideState.ENDED), guide_requests__answered_at__isnull=False
)
TERMS: Mapping[str, Any] = {"topic": Topic, "audience": Audience, "phase": Phase}
FIELDS = ("language", "place__name", "whereabouts", "outcome", "helped", "about", "trust")

Counts = dict[str, int]
"""What was counted by its key; "" where nothing was said."""


@dataclass(frozen=True)
class Period:
    """Whole months, the first day of the first and of the last of them."""

    first: date
    last: date

    def asked(self) -> QuerySet[Enquiry]:
        return Enquiry.objects.filter(
            asked_at__gte=_begin(self.first), asked_at__lt=_begin(next_month(self.last))
        ).order_by()


@dataclass(frozen=True)
class Month:
    """How many asked, and how soon they had an answer; also for a whole period."""

    asked: int
    answered: int
    in_time: int
    due: int
    """answered, or not answered though the promised day has passed"""
    closed: int
    median_days: float | None
    """working days from the question to the first answer; None where nothing was answered"""


@dataclass(frozen=True)
class Numbers:
    total: Month
    months: dict[date, Month]
    counts: dict[str, Counts]
    """by "topic", "audience", "phase", and by each of FIELDS"""
    referrals: dict[tuple[str, str], int]
    """by kind of office and outcome; "" where the office is gone, or there is no outcome yet"""
    with_guide: int


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_until_now() -> list[date]:
    """Return each month from that of the first question on, the newest first."""
    oldest = Enquiry.objects.aggregate(oldest=Min("asked_at"))["oldest"]
    month, found = localtime(oldest or clock.now()).date().replace(day=1), []
    while month <= clock.today():
        found.append(month)
        month = next_month(month)
    return found[::-1]


def numbers(period: Period) -> Numbers:
    """Return what became of those who asked within a period; the count of queries does not depend on it."""
    asked = period.asked()
    waited = _days_until_answer(asked)
    rows = {row.pop("month"): row for row in _monthly(asked)}
    months = {month.date(): Month(**row, median_days=_median(waited, month.date())) for month, row in rows.items()}
    sums = {name: sum(row[name] for row in rows.values()) for name in ("asked", "answered", "in_time", "due", "closed")}
    return Numbers(
        total=Month(**sums, median_days=_median(waited)),
        months=dict(sorted(months.items(), reverse=True)),
        counts={**_by_term(asked), **{field: _by(asked, field) for field in FIELDS}},
        referrals=_referrals(asked),
        with_guide=asked.filter(WITH_GUIDE).distinct().count(),
    )


def _monthly(asked: QuerySet[Enquiry]) -> Any:
    return (
        asked.annotate(month=TruncMonth("asked_at"))
        .values("month")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=ANSWERED),
            in_time=Count("pk", filter=IN_TIME),
            due=Count("pk", filter=ANSWERED | _broken_promise()),
            closed=Count("pk", filter=Q(closed_at__isnull=False)),
        )
    )


def _broken_promise() -> Q:
    """Nobody answered, and the promised day passed before the enquiry ended."""
    open_still = Q(closed_at=None) | Q(closed_at__date__gt=F("first_promised_on"))
    return Q(first_answered_at=None, first_promised_on__lt=clock.today()) & open_still


def _days_until_answer(asked: QuerySet[Enquiry]) -> Mapping[date, Counter[int]]:
    """Return by month how often a first answer took how many working days."""
    days = asked.filter(ANSWERED).annotate(asked_on=TruncDate("asked_at"), on=TruncDate("first_answered_at"))
    found: dict[date, Counter[int]] = {}
    for asked_on, on, count in days.values_list("asked_on", "on").annotate(Count("pk")):
        found.setdefault(asked_on.replace(day=1), Counter())[working_days_between(asked_on, on)] += count
    return found


def _median(waited: Mapping[date, Counter[int]], month: date | None = None) -> float | None:
    """Return the median of a month, or of all."""
    counted: Counter[int] = sum(waited.values(), Counter()) if month is None else waited.get(month, Counter())
    days = sorted(counted.elements())
    if not days:
        return None
    return (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2


def _by(asked: QuerySet[Enquiry], field: str) -> Counts:
    return {key or "": count for key, count in asked.values_list(field).annotate(Count("pk"))}


def _by_term(asked: QuerySet[Enquiry]) -> dict[str, Counts]:
    """Return the counts of topics, audiences and phases by their names in the reader's language."""
    found = {}
    for field, terms in TERMS.items():
        named = {str(term.pk): str(term) for term in terms.objects.all()}
        counted = _by(asked, field).items()
        found[field] = {named.get(str(key), ""): count for key, count in counted}
    return found


def _referrals(asked: QuerySet[Enquiry]) -> dict[tuple[str, str], int]:
    passed_on = Referral.objects.filter(enquiry__in=asked, state__in=PASSED_ON).exclude(sent_at=None).order_by()
    counted = passed_on.values_list("office__kind", "outcome").annotate(Count("pk"))
    return {(kind or "", outcome): count for kind, outcome, count in counted}


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, get_default_timezone())
