"""A question arrives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.enquiries import mails
from welcome_ruhr.enquiries.enums import BY_MAIL, Author, CameBy, Event, ReplyBy, ScanState, State, Trust
from welcome_ruhr.enquiries.fingerprints import code_key, email_key
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.enquiries.promises import answer_day
from welcome_ruhr.foundation import clock, receipt_codes, uploads
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from . import conversation


@dataclass(frozen=True, repr=False)
class Upload:
    """A file that was looked at and found to be what it says (`uploads.inspect`)."""

    found: uploads.Inspected
    data: bytes


@dataclass(frozen=True, repr=False)
class Question:
    """What somebody asks, and where they came from; no log or error report can print it."""

    text: str
    language: str
    reply_by: str = ReplyBy.PAGE
    email: str = ""
    about: str = ""
    whereabouts: str = ""
    permit_ends_on: date | None = None
    place: Municipality | None = None
    audience: Audience | None = None
    phase: Phase | None = None
    topic: Topic | None = None
    uploads: list[Upload] = field(default_factory=list)
    trust: Trust = Trust.UNCHECKED
    came_by: CameBy = CameBy.PAGE
    may_belong_to: Enquiry | None = None


@dataclass(frozen=True, repr=False)
class Receipt:
    enquiry: Enquiry
    code: str
    """in groups, to be shown once: nobody can find it out again"""


@transaction.atomic
def ask(question: Question, *, code: str = "") -> Receipt:
    """Take in a question, acknowledge it, and return the receipt.

    `code`: a receipt code that nobody else has, for who asks for one receipt twice (`asking.sending`).
    """
    code = code or receipt_codes.new()
    enquiry = store(question, code)
    message = conversation.add(enquiry, Author.ENQUIRER, question.text)
    attach(message, question.uploads)
    have_language_guessed(message)
    conversation.tell(enquiry, Event.ACKNOWLEDGED)
    conversation.turn(enquiry, State.NEW)
    conversation.note_down("ask", enquiry, by=None, language=enquiry.language, trust=enquiry.trust)
    mails.tell_enquirer(enquiry, "acknowledged")
    return Receipt(enquiry, code)


def attach(message: Message, files: list[Upload]) -> None:
    """Store files sealed, to be scanned when the transaction has held; what is rolled back is swept away later."""
    attach_kept(message, [kept(file) for file in files])


def kept(file: Upload) -> Attachment:
    """Store a file sealed, and return its row, which no message has yet."""
    return Attachment(
        stored_as=uploads.store(file.data),
        name=file.found.name,
        content_type=file.found.content_type,
        size=file.found.size,
        sha256=file.found.sha256,
        scan=ScanState.HELD,
    )


def attach_kept(message: Message, files: list[Attachment]) -> None:
    """Give a message its files, which are sealed already, to be scanned when the transaction has held."""
    for file in files:
        file.message = message
        file.save()
    if any(file.scan == ScanState.HELD for file in files):
        from welcome_ruhr.enquiries.tasks import scan_attachments

        scan_attachments.enqueue(message.pk)


def have_language_guessed(message: Message) -> None:
    """Have the worker look in which language somebody wrote: what it takes for that, no page waits for."""
    from welcome_ruhr.enquiries.tasks import guess_language

    if message.text:
        guess_language.enqueue(message.pk)


def store(question: Question, code: str) -> Enquiry:
    """Store an enquiry without its words."""
    now, promised_on = clock.now(), answer_day(question.language)
    email = question.email.strip() if question.reply_by in BY_MAIL else ""
    return Enquiry.objects.create(
        code_key=code_key(code),
        language=question.language,
        reply_by=question.reply_by,
        came_by=question.came_by,
        may_belong_to=question.may_belong_to,
        email=email,
        email_key=email_key(email),
        about=question.about,
        audience=question.audience,
        phase=question.phase,
        topic=question.topic,
        place=question.place,
        whereabouts=question.whereabouts,
        permit_ends_on=question.permit_ends_on,
        trust=question.trust,
        asked_at=now,
        news_at=now,
        promised_on=promised_on,
        first_promised_on=promised_on,
    )
