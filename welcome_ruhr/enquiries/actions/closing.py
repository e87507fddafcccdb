"""How an enquiry ends, and the one question back."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access, mails
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.enums import CHOSEN_OUTCOMES, Event, Helped, Outcome, ReferralOutcome, ReferralState, State
from welcome_ruhr.enquiries.errors import IsClosed, NotClosed, NotSorted, OutcomeDoesNotFit, ReferralOpen, UnreadNews
from welcome_ruhr.enquiries.models import Draft, Enquiry
from welcome_ruhr.enquiries.promises import answer_day, retention_days
from welcome_ruhr.foundation import clock

from . import conversation

SILENCE = timedelta(days=30)
"""So long we wait for somebody to write back."""
FITS = {
    Outcome.REFERRED_TAKEN_UP: (ReferralOutcome.TAKEN_UP,),
    Outcome.REFERRED_NOT_TAKEN_UP: (ReferralOutcome.NOT_TAKEN_UP, ReferralOutcome.NO_ANSWER),
}
"""What a referral must have come to, that the enquiry may close so."""


@transaction.atomic
def close(*, enquiry: Enquiry, outcome: str, by: User) -> Enquiry:
    """Close with an outcome; the enquirer is asked whether it helped.

    Raise NotAllowed, IsClosed, NotSorted without topic and audience, ReferralOpen, OutcomeDoesNotFit, UnreadNews.
    """
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.CLOSE, enquiry)
    _refuse_unless_ready(enquiry, outcome)
    if enquiry.has_news and enquiry.responsible_id == by.pk:
        raise UnreadNews
    return _closed(enquiry, outcome, by=by)


def close_silent() -> int:
    """Close what waits for somebody who has not written for SILENCE, so that nothing is kept for ever; return how many.

    Topic and audience may be missing then: the evaluation counts such an enquiry without them.
    """
    silent = Enquiry.objects.filter(state=State.WAITING, news_at__lt=clock.now() - SILENCE)
    return conversation.for_each(silent.values_list("pk", flat=True), _close_silent)


@transaction.atomic
def _close_silent(pk: int) -> bool:
    silent = Enquiry.objects.select_for_update().filter(state=State.WAITING, news_at__lt=clock.now() - SILENCE)
    enquiry = silent.filter(pk=pk).first()
    if enquiry is None:
        return False
    for referral in enquiry.referrals.filter(state=ReferralState.ASKED):
        referral.state, referral.passed_on = ReferralState.WITHDRAWN, ""
        referral.save()
    _closed(enquiry, Outcome.ANSWERED if enquiry.first_answered_at else Outcome.NO_ANSWER, by=None)
    return True


def _closed(enquiry: Enquiry, outcome: str, *, by: User | None) -> Enquiry:
    enquiry.outcome, enquiry.closed_at = outcome, clock.now()
    enquiry.forget_on = clock.today() + timedelta(days=retention_days(outcome))
    enquiry.has_news = False
    conversation.tell(enquiry, Event.CLOSED)
    conversation.turn(enquiry, State.CLOSED)
    conversation.note_down("close", enquiry, by=by, outcome=outcome)
    Draft.objects.filter(enquiry=enquiry).delete()
    mails.tell_enquirer(enquiry, "closed")
    return enquiry


@transaction.atomic
def reopen(*, enquiry: Enquiry, by: User) -> Enquiry:
    """Go on with a closed enquiry. Raise NotAllowed, NotClosed."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.CLOSE, enquiry)
    if not enquiry.is_closed:
        raise NotClosed
    enquiry.closed_at, enquiry.outcome, enquiry.forget_on, enquiry.warned_at = None, "", None, None
    enquiry.promised_on, enquiry.told_late_at, enquiry.done_at = answer_day(enquiry.language), None, None
    conversation.drop_responsible_who_left(enquiry)
    conversation.tell(enquiry, Event.REOPENED)
    conversation.turn(enquiry, State.OPEN)
    conversation.note_down("reopen", enquiry, by=by)
    return enquiry


@transaction.atomic
def finish(*, enquiry: Enquiry) -> Enquiry:
    """The enquirer needs nothing more, which they say once; the responsible person then closes. Raise IsClosed."""
    enquiry = conversation.locked(enquiry)
    if enquiry.is_closed:
        raise IsClosed
    if enquiry.done_at:
        return enquiry
    enquiry.done_at, enquiry.has_news = clock.now(), True
    conversation.tell(enquiry, Event.DONE)
    enquiry.promised_on = answer_day(enquiry.language)
    conversation.turn(enquiry, State.OPEN)
    conversation.note_down("finish", enquiry, by=None)
    mails.tell_responsible(enquiry, "news")
    return enquiry


@transaction.atomic
def say_whether_it_helped(*, enquiry: Enquiry, helped: Helped, note: str = "") -> Enquiry:
    """The enquirer's answer to the one question after closing; it may be given anew. Raise NotClosed."""
    enquiry = conversation.locked(enquiry)
    if not enquiry.is_closed:
        raise NotClosed
    enquiry.helped, enquiry.helped_note = helped, note.strip()
    enquiry.save(update_fields=["helped", "helped_note"])
    conversation.note_down("say_whether_it_helped", enquiry, by=None, helped=helped)
    return enquiry


def _refuse_unless_ready(enquiry: Enquiry, outcome: str) -> None:
    if enquiry.is_closed:
        raise IsClosed
    if not enquiry.topic_id or not enquiry.audience_id:
        raise NotSorted
    if outcome not in dict(CHOSEN_OUTCOMES):
        raise OutcomeDoesNotFit
    referrals = list(enquiry.referrals.all())
    if any(referral.is_open for referral in referrals):
        raise ReferralOpen
    needed = FITS.get(Outcome(outcome))
    if needed and not any(referral.outcome in needed for referral in referrals):
        raise OutcomeDoesNotFit
