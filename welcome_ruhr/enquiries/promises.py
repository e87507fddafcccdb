"""When somebody will have an answer, and until when the desk has to act."""

from __future__ import annotations

from datetime import date

from welcome_ruhr.directory.holidays import working_days_after
from welcome_ruhr.foundation import clock

from .enums import OURS, Outcome, State
from .models import USUAL_ANSWER_DAYS, USUAL_RETENTION_DAYS, AnswerTime, Enquiry, RetentionPeriod


def answer_day(language: str, *, asked_on: date | None = None) -> date:
    """Return the working day for which an answer is promised to somebody who writes in a language."""
    return working_days_after(asked_on or clock.today(), answer_days(language))


def answer_days(language: str) -> int:
    """Return in how many working days the office answers in a language."""
    said = AnswerTime.objects.filter(language=language).values_list("working_days", flat=True).first()
    return said or USUAL_ANSWER_DAYS


def retention_days(outcome: str) -> int:
    """Return how many days after closing the words are kept; what the enquirer deletes is gone at once."""
    if outcome == Outcome.WITHDRAWN:
        return 0
    said = RetentionPeriod.objects.filter(outcome=outcome).values_list("days", flat=True).first()
    return said or USUAL_RETENTION_DAYS


def due_on(enquiry: Enquiry) -> date | None:
    """Return the day by which somebody at the desk has to act: the promise, or the end of a permit before it."""
    if enquiry.state == State.REFERRED:
        return min((referral.answer_by for referral in enquiry.referrals.all() if referral.is_open), default=None)
    if enquiry.state not in OURS:
        return None
    ends_on = enquiry.permit_ends_on
    return min(enquiry.promised_on, max(ends_on, clock.today())) if ends_on else enquiry.promised_on
