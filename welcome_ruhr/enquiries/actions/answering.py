"""What is written on both sides."""

from __future__ import annotations

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access, mails
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.enums import BY_MAIL, Author, CameBy, Event, State
from welcome_ruhr.enquiries.errors import CannotBeCalled, IsClosed, NothingWritten, SentBefore
from welcome_ruhr.enquiries.fingerprints import code_key
from welcome_ruhr.enquiries.models import Draft, Enquiry, Mention, Message
from welcome_ruhr.enquiries.promises import answer_day
from welcome_ruhr.enquiries.queries import calling, case
from welcome_ruhr.foundation import clock, receipt_codes

from . import conversation
from .asking import Upload, attach, have_language_guessed
from .guiding import news_of_guide


@transaction.atomic
def answer(  # noqa: PLR0913 — an answer has so many parts
    *,
    enquiry: Enquiry,
    text: str,
    by: User,
    waits: bool = True,
    uploads: list[Upload] | None = None,
    notice_only: bool = False,
    after: int | None = None,
) -> Message:
    """Answer the enquirer; with `waits`, it is their turn then.

    `notice_only`: no word of it leaves by mail, although the enquirer wanted answers so. `after`: the last message
    that the page showed, so that a form that is sent twice is stored once.

    Raise NotAllowed, IsClosed, NothingWritten, SentBefore.
    """
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.ANSWER, enquiry)
    if enquiry.is_closed:
        raise IsClosed
    if not text.strip():
        raise NothingWritten
    if after is not None and case.answered_since(enquiry, by, after, text=text):
        raise SentBefore
    as_adviser = Verb.NOTE in access.verbs(by, enquiry)
    message = conversation.add(enquiry, Author.ADVISER if as_adviser else Author.GUIDE, text, by=by)
    attach(message, uploads or [])
    enquiry.first_answered_at = enquiry.first_answered_at or clock.now()
    if as_adviser:
        _answered(enquiry, by, waits=waits)
    else:
        # Whose turn it is stays for the responsible person to say.
        news_of_guide(enquiry, by)
    conversation.note_down("answer", enquiry, by=by)
    _give_code_that_nobody_has(enquiry)
    mails.tell_enquirer(enquiry, "answered", answer=None if notice_only else message)
    discard_draft(enquiry=enquiry, by=by)
    return message


@transaction.atomic
def write_back(*, enquiry: Enquiry, text: str, uploads: list[Upload] | None = None) -> Message:
    """The enquirer writes again; a closed enquiry is open again. Raise NothingWritten."""
    enquiry = conversation.locked(enquiry)
    if not text.strip() and not uploads:
        raise NothingWritten
    message = conversation.add(enquiry, Author.ENQUIRER, text)
    attach(message, uploads or [])
    have_language_guessed(message)
    heard(enquiry)
    conversation.note_down("write_back", enquiry, by=None)
    return message


def heard(enquiry: Enquiry) -> None:
    """Say that it is the desk's turn, because the enquirer has written; a closed enquiry is open again."""
    if enquiry.is_closed:
        _open_again(enquiry)
    elif enquiry.state in (State.WAITING, State.REFERRED) or enquiry.done_at:
        enquiry.promised_on = answer_day(enquiry.language)
        enquiry.told_late_at = None
    has_been_told = enquiry.has_news
    enquiry.has_news, enquiry.done_at = True, None
    conversation.turn(enquiry, State.OPEN)
    # Told once until somebody looks: a program that writes all night fills no mailbox of ours.
    if not has_been_told:
        mails.tell_responsible(enquiry, "news")


@transaction.atomic
def note(*, enquiry: Enquiry, text: str, by: User) -> Message:
    """Note something for the desk alone; who is called with @ is told. A name that nobody here has keeps no note back.

    Raise NotAllowed, NothingWritten, CannotBeCalled.
    """
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.NOTE, enquiry)
    if not text.strip():
        raise NothingWritten
    called = calling.called(text, enquiry)
    if called.barred:
        raise CannotBeCalled(", ".join(f"@{name}" for name in called.barred))
    message = conversation.add(enquiry, Author.NOTE, text, by=by, language=by.language or "de")
    Mention.objects.bulk_create([Mention(message=message, person=person) for person in called.people])
    enquiry.save()
    conversation.note_down("note", enquiry, by=by)
    for person in called.people:
        mails.tell_staff(person, enquiry, "called")
    return message


@transaction.atomic
def look_at(*, enquiry: Enquiry, by: User) -> None:
    """Note that somebody opened the enquiry: for the responsible person it holds no news then. Raise NotAllowed."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.READ, enquiry)
    if enquiry.responsible_id == by.pk:
        Enquiry.objects.filter(pk=enquiry.pk, has_news=True).update(has_news=False)
    else:
        conversation.note_down("look_at", enquiry, by=by)
    Mention.objects.filter(message__enquiry=enquiry, person=by, seen_at=None).update(seen_at=clock.now())


@transaction.atomic
def keep_draft(*, enquiry: Enquiry, text: str, by: User) -> None:
    """Keep what somebody has begun to write. Raise NotAllowed."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.ANSWER, enquiry)
    if text.strip():
        Draft.objects.update_or_create(enquiry=enquiry, by=by, defaults={"text": text, "changed_at": clock.now()})
    else:
        discard_draft(enquiry=enquiry, by=by)


def discard_draft(*, enquiry: Enquiry, by: User) -> None:
    Draft.objects.filter(enquiry=enquiry, by=by).delete()


def _answered(enquiry: Enquiry, by: User, *, waits: bool) -> None:
    """Who answers a new enquiry becomes responsible for it; who goes on afterwards promises a day anew."""
    enquiry.responsible = enquiry.responsible or by
    enquiry.has_news = False
    if waits:
        conversation.their_turn(enquiry)
    else:
        conversation.our_turn_again(enquiry)


def _give_code_that_nobody_has(enquiry: Enquiry) -> None:
    """Send a code to who wrote by mail and got no acknowledgement: without it, nobody could read on the page."""
    if enquiry.came_by != CameBy.MAIL or enquiry.reply_by not in BY_MAIL:
        return
    if enquiry.messages.filter(event=Event.ACKNOWLEDGED).exists():
        return
    code = receipt_codes.new()
    enquiry.code_key = code_key(code)
    conversation.tell(enquiry, Event.ACKNOWLEDGED)
    enquiry.save()
    mails.acknowledge_mail(enquiry, code)


def _open_again(enquiry: Enquiry) -> None:
    enquiry.closed_at, enquiry.outcome, enquiry.forget_on, enquiry.warned_at = None, "", None, None
    enquiry.promised_on, enquiry.told_late_at = answer_day(enquiry.language), None
    conversation.drop_responsible_who_left(enquiry)
    conversation.tell(enquiry, Event.REOPENED)
