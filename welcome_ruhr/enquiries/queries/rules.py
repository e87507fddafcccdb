"""What the desk has agreed on, for the page “How we answer”."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from welcome_ruhr.enquiries.enums import CHOSEN_OUTCOMES
from welcome_ruhr.enquiries.models import (
    USUAL_ANSWER_DAYS,
    USUAL_RETENTION_DAYS,
    Absence,
    AnswerTemplate,
    AnswerTime,
    RetentionPeriod,
)
from welcome_ruhr.foundation import clock


@dataclass(frozen=True)
class Agreed:
    """How many days hold for a language or an outcome."""

    key: str
    days: int
    is_usual: bool
    """whether nobody has said anything else"""


def answer_times() -> list[Agreed]:
    """Return in how many working days each language of the interface is answered."""
    said = dict(AnswerTime.objects.values_list("language", "working_days"))
    return [Agreed(code, said.get(code, USUAL_ANSWER_DAYS), code not in said) for code, _name in settings.LANGUAGES]


def retention_periods() -> list[Agreed]:
    """Return how many days after closing the words are kept, for each outcome that an adviser can choose."""
    said = dict(RetentionPeriod.objects.values_list("outcome", "days"))
    return [Agreed(key, said.get(key, USUAL_RETENTION_DAYS), key not in said) for key, _label in CHOSEN_OUTCOMES]


def templates() -> QuerySet[AnswerTemplate]:
    return AnswerTemplate.objects.select_related("topic")


def absences() -> QuerySet[Absence]:
    """Return who is away now or will be, the next first."""
    return (
        Absence.objects.filter(until_on__gte=clock.today()).select_related("person", "cover").order_by("from_on", "pk")
    )
