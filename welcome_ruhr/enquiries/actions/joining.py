"""A mail that became an enquiry of its own is added to the one that it belongs to."""

from __future__ import annotations

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.enums import Author, CameBy
from welcome_ruhr.enquiries.errors import CannotBeJoined
from welcome_ruhr.enquiries.fingerprints import email_key
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import mailbox, outbox
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.models import IncomingMail

from . import conversation
from .answering import heard


@transaction.atomic
def join(*, enquiry: Enquiry, into: Enquiry, by: User) -> Enquiry:
    """Move what was written in an enquiry that came by mail into another, and return that one.

    The emptied one is deleted: one matter is one enquiry, in the numbers too. Where we answer stays as it was.
    Raise NotAllowed, CannotBeJoined.
    """
    enquiry, into = _locked(enquiry, into)
    for one in (enquiry, into):
        access.check(by, Verb.NOTE, one)
    if not _can_be_joined(enquiry, into):
        raise CannotBeJoined
    _move_words(enquiry, into)
    _move_mails(enquiry, into)
    into.news_at = max(into.news_at, enquiry.news_at)
    heard(into)
    conversation.note_down("join", enquiry, by=by, into=into.pk)
    conversation.note_down("join", into, by=by, joined=enquiry.pk)
    Enquiry.objects.filter(may_belong_to=enquiry).exclude(pk=into.pk).update(may_belong_to=into)
    enquiry.delete()
    return into


def _locked(enquiry: Enquiry, into: Enquiry) -> tuple[Enquiry, Enquiry]:
    """Lock both, everybody in the same order: of two who join them the other way round, one waits."""
    first, second = sorted((enquiry, into), key=lambda one: one.pk)
    locked = {one.pk: conversation.locked(one) for one in (first, second)}
    return locked[enquiry.pk], locked[into.pk]


def _can_be_joined(enquiry: Enquiry, into: Enquiry) -> bool:
    """What somebody has already worked on stays what it is: its answers and referrals belong to it."""
    has_begun = enquiry.is_closed or enquiry.first_answered_at or enquiry.referrals.exists()
    is_new = enquiry.came_by == CameBy.MAIL and not (has_begun or enquiry.guide_requests.exists())
    return is_new and enquiry.pk != into.pk


def _move_words(enquiry: Enquiry, into: Enquiry) -> None:
    if _is_of_office(enquiry, into):
        enquiry.messages.filter(author=Author.ENQUIRER).update(author=Author.OFFICE)
    enquiry.messages.exclude(author=Author.SYSTEM).update(enquiry=into)
    enquiry.reminders.update(enquiry=into)
    enquiry.drafts.exclude(by__in=into.drafts.values("by")).update(enquiry=into)


def _is_of_office(enquiry: Enquiry, into: Enquiry) -> bool:
    """Whether it was written by an office that got the other enquiry passed on, and not by the enquirer."""
    passed_on = into.referrals.exclude(sent_at=None).select_related("office", "person")
    people = [who for referral in passed_on for who in (referral.office, referral.person) if who]
    return bool(enquiry.email_key) and enquiry.email_key in {email_key(who.email) for who in people}


def _move_mails(enquiry: Enquiry, into: Enquiry) -> None:
    """Answers to what we wrote reach the other enquiry, and with it all of them will be forgotten."""
    for mail in IncomingMail.objects.filter(about=enquiry.subject):
        mailbox.conclude(mail, IncomingState(mail.state), reason=mail.reason, about=into.subject)
    outbox.hand_on(enquiry.subject, to=into.subject)
