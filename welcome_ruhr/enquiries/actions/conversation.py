"""What the actions have in common: a message or an event is added, and the enquiry's turn follows from its state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.enums import OURS, Author, Event, ReferralState, State
from welcome_ruhr.enquiries.errors import Forgotten
from welcome_ruhr.enquiries.intake import Written
from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.enquiries.promises import answer_day, due_on
from welcome_ruhr.enquiries.roles import ADVISER, SUPERVISOR
from welcome_ruhr.foundation import audit, clock
from welcome_ruhr.foundation.models import IncomingMail


@dataclass(frozen=True, repr=False)
class Mailed:
    """What somebody wrote in a mail, and the mail."""

    written: Written
    mail: IncomingMail


def locked(enquiry: Enquiry) -> Enquiry:
    """Return the enquiry as it is now, kept from others until the transaction ends. Raise Forgotten."""
    found = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if found.anonymised_at:
        raise Forgotten
    return found


def add(enquiry: Enquiry, author: Author, text: str, *, by: User | None = None, language: str = "") -> Message:
    """Add what somebody wrote; without `language` it is in the enquirer's."""
    return _added(enquiry, author=author, by=by, text=text.strip(), language=language or enquiry.language)


def add_mailed(enquiry: Enquiry, mailed: Mailed) -> Message:
    """Add what somebody wrote in a mail; its language is not taken to be the enquirer's."""
    return _added(enquiry, author=Author.ENQUIRER, mail=mailed.mail, **vars(mailed.written))


def tell(enquiry: Enquiry, event: Event) -> Message:
    """Say on both sides what happened."""
    return _added(enquiry, author=Author.SYSTEM, event=event, language=enquiry.language)


def turn(enquiry: Enquiry, state: State) -> None:
    """Say whose turn it is, and store the enquiry; while nobody is responsible, it is new."""
    nobody = enquiry.responsible_id is None and state != State.CLOSED
    enquiry.state = State.NEW if nobody else state
    enquiry.due_on = due_on(enquiry)
    enquiry.save()


def their_turn(enquiry: Enquiry) -> None:
    """Say that it is the person's turn, or still an office's, so that the day it was asked for is not lost.

    While an office is to be told that no mail reaches, it is the desk's: else nobody would tell it.
    """
    sent = [referral.sent_at for referral in enquiry.referrals.filter(state=ReferralState.SENT)]
    if None in sent:
        our_turn(enquiry)
    else:
        turn(enquiry, State.REFERRED if sent else State.WAITING)


def our_turn(enquiry: Enquiry) -> None:
    """Say that it is the desk's turn; what was promised stays, where it is the desk's already."""
    if enquiry.state in OURS:
        turn(enquiry, State.OPEN)
    else:
        our_turn_again(enquiry)


def our_turn_again(enquiry: Enquiry) -> None:
    """Say that it is the desk's turn once more, with a new promise: the old day may be long over."""
    enquiry.promised_on, enquiry.told_late_at = answer_day(enquiry.language), None
    turn(enquiry, State.OPEN)


def drop_responsible_who_left(enquiry: Enquiry) -> None:
    """Say that nobody is responsible any more, where who was can no longer answer: it is opened again after years."""
    if enquiry.responsible and not access.has_role(enquiry.responsible, ADVISER, SUPERVISOR):
        enquiry.responsible = None


def drop_drafts(enquiry: Enquiry) -> None:
    """Delete what people have begun to write who can no longer answer: nobody is to wait for it."""
    for draft in enquiry.drafts.select_related("by").defer("text"):
        if not access.may(draft.by, Verb.ANSWER, enquiry):
            draft.delete()


def for_each(numbers: Iterable[int], act: Callable[[int], bool]) -> int:
    """Do something with every enquiry of these numbers; return with how many it was done.

    One with which it fails keeps no other one waiting. Then its error is raised, so that the task is seen to fail.
    """
    done, errors = 0, []
    for number in list(numbers):
        try:
            done += act(number)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return done


def note_down(action: str, enquiry: Enquiry, *, by: User | None, **details: int | str | bool | None) -> None:
    """Add an entry to the audit chain; values say nothing of the enquirer."""
    audit.record(f"enquiries.{action}", subject=enquiry.subject, by=by, **details)


def _added(enquiry: Enquiry, **fields: Any) -> Message:
    enquiry.news_at = clock.now()
    return Message.objects.create(enquiry=enquiry, written_at=enquiry.news_at, **fields)
