"""A mail becomes an enquiry, or part of one; or it is set aside, where everybody who looks after mail sees it.

What the worker finds out beforehand (reading, guessing, sealing files) takes long and changes nothing: no lock is held
meanwhile. Then all of it is stored in one transaction with the state of the mail, so that a mail is taken in once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import intake, mails
from welcome_ruhr.enquiries.enums import CameBy, Event, ReplyBy, ScanState, State
from welcome_ruhr.enquiries.errors import Forgotten
from welcome_ruhr.enquiries.intake import Decision, Kind, Written
from welcome_ruhr.enquiries.intake.senders import address_for_answers
from welcome_ruhr.enquiries.models import Attachment, Enquiry
from welcome_ruhr.foundation import clock, incoming, mailbox, outbox, receipt_codes
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.incoming import Automatic, File, Mail
from welcome_ruhr.foundation.models import IncomingMail, OutgoingMail

from . import conversation
from .answering import heard
from .asking import Question, Upload, attach_kept, kept, store
from .conversation import Mailed

MOST_ATTEMPTS = 3
"""A mail that ends the process which reads it is not read for ever."""
ACKNOWLEDGED = "enquiries.acknowledged_by_mail"
AN_HOUR, A_DAY, OLD = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
NOT_ITS_FAULT = (OperationalError, InterfaceError, Forgotten)
"""The database did not answer, or an enquiry was deleted in this very moment: the task is tried again."""
LONGEST_TYPE = 80


@dataclass(frozen=True, repr=False)
class Read:
    """A mail with all that takes long, done."""

    mail: Mail
    written: Written
    files: list[Attachment]
    """sealed; of no message yet"""


def take_in(mail_id: int) -> None:
    """Take in a mail that waits to be read; leave alone one that does not.

    Whatever is wrong with it is noted at it (IncomingState.UNREAD), and the next mail goes on.
    """
    row = _begun(mail_id)
    if row is None:
        return
    try:
        _take_in(row)
    except NOT_ITS_FAULT:
        raise
    except Exception as error:
        # Whatever is in a mail, it arrives: those who look after mail see it, with its text.
        _could_not_be_read(row.pk, type(error).__name__)


def _could_not_be_read(mail_id: int, reason: str) -> None:
    """Show a mail among those that could not be read; `reason` says nothing of its content."""
    with transaction.atomic():
        row = IncomingMail.objects.select_for_update().filter(pk=mail_id, state=IncomingState.WAITING).first()
        if row is not None:
            mailbox.conclude(row, IncomingState.UNREAD, reason=reason[:40])


def prepared(mail: Mail, decision: Decision) -> Read:
    """Return a mail with its language guessed and its files sealed, where it is to be taken in."""
    if not decision.is_taken:
        return Read(mail, Written("", "", "", ""), [])
    prior = decision.enquiry.language if decision.enquiry else ""
    written = intake.written(mail, prior)
    return Read(mail, written, [_kept(file) for file in mail.files[: intake.MOST_FILES]])


def store_taken(row: IncomingMail, read: Read, decision: Decision, *, by: User | None = None) -> Enquiry:
    """Store a locked mail in its enquiry, old or new, and return that. `by`: who wants it taken in anyway."""
    if decision.enquiry:
        enquiry = _written_back(row, read, decision.enquiry, by=by)
    else:
        enquiry = _asked(row, read, decision, by=by)
    mailbox.conclude(row, IncomingState.TAKEN, about=enquiry.subject)
    return enquiry


@transaction.atomic
def _begun(mail_id: int) -> IncomingMail | None:
    """Return a mail that is to be read, this attempt counted before anything of it is looked at."""
    waiting = IncomingMail.objects.filter(pk=mail_id, state=IncomingState.WAITING).exclude(stored_as=None)
    row = waiting.select_for_update().first()
    if row is None:
        return None
    if row.attempts >= MOST_ATTEMPTS:
        mailbox.conclude(row, IncomingState.UNREAD, reason=intake.Reason.TRIED_TOO_OFTEN)
        return None
    waiting.update(attempts=F("attempts") + 1)
    return row


def _take_in(row: IncomingMail) -> None:
    raw = mailbox.raw(row)
    mail = incoming.read(raw)
    key = intake.key_of(mail, raw)
    # Noted beforehand: of two that come at once, the second to be stored sees the first.
    IncomingMail.objects.filter(pk=row.pk, state=IncomingState.WAITING).update(key=key)
    expected = intake.decide(mail, key=key, besides=row.pk)
    read = prepared(mail, expected)
    with transaction.atomic():
        if locked := _locked(row.pk, key):
            decision = intake.decide(mail, key=key, besides=row.pk)
            if decision.is_taken and not expected.is_taken:
                read = prepared(mail, decision)
            _conclude(locked, read, decision)


def _locked(pk: int, key: str) -> IncomingMail | None:
    """Return the mail while it waits, with all that may be the same one locked, each process in the same order."""
    same = IncomingMail.objects.select_for_update().filter(Q(pk=pk) | Q(key=key)).order_by("pk")
    return next((one for one in same if one.pk == pk and one.state == IncomingState.WAITING), None)


def _conclude(row: IncomingMail, read: Read, decision: Decision) -> None:
    if decision.is_taken:
        store_taken(row, read, decision)
    else:
        _laid_aside(row, read, decision)


def _asked(row: IncomingMail, read: Read, decision: Decision, *, by: User | None) -> Enquiry:
    """Somebody asks by mail: they are answered by mail, and told that it has arrived unless nobody reads that."""
    email, code = address_for_answers(read.mail), receipt_codes.new()
    question = Question(
        text=read.written.text,
        language=intake.language_to_answer_in(read.written.language),
        reply_by=ReplyBy.LETTER if email else ReplyBy.PAGE,
        email=email,
        came_by=CameBy.MAIL,
        may_belong_to=decision.may_belong_to,
    )
    enquiry = store(question, code)
    attach_kept(conversation.add_mailed(enquiry, Mailed(read.written, row)), read.files)
    is_told = by is None and not _is_old(read.mail) and _may_be_told(email)
    if is_told:
        conversation.tell(enquiry, Event.ACKNOWLEDGED)
        mails.acknowledge_mail(enquiry, code, in_reply_to=read.mail.message_id)
    conversation.turn(enquiry, State.NEW)
    conversation.note_down("take_in", enquiry, by=by, mail=row.pk, told=is_told, language=enquiry.language)
    return enquiry


def _written_back(row: IncomingMail, read: Read, enquiry: Enquiry, *, by: User | None) -> Enquiry:
    enquiry = conversation.locked(enquiry)
    attach_kept(conversation.add_mailed(enquiry, Mailed(read.written, row)), read.files)
    heard(enquiry)
    conversation.note_down("write_back", enquiry, by=by, mail=row.pk)
    return enquiry


def _laid_aside(row: IncomingMail, read: Read, decision: Decision) -> None:
    if decision.kind == Kind.DOUBLE:
        mailbox.conclude(row, IncomingState.DOUBLE, about=decision.about)
        return
    if decision.reason == Automatic.BOUNCE and read.mail.bounce:
        _came_back(read.mail.bounce, decision.enquiry)
    mailbox.conclude(row, IncomingState.SET_ASIDE, reason=decision.reason, about=decision.about)


def _came_back(bounce: incoming.Bounce, about: Enquiry | None) -> None:
    """Say at the case that a mail to the enquirer came back, once; what went to others, the outbox alone says."""
    noted = outbox.came_back(bounce.message_id, f"{bounce.status} {bounce.said}".strip())
    sent = OutgoingMail.objects.filter(message_id=bounce.message_id, kind__in=mails.TO_ENQUIRER)
    if about is None or not noted or not sent.exists():
        return
    enquiry = conversation.locked(about)
    conversation.tell(enquiry, Event.CAME_BACK)
    has_been_told, enquiry.has_news = enquiry.has_news, True
    if enquiry.state == State.WAITING:
        # Who never got the answer cannot be waited for.
        conversation.our_turn_again(enquiry)
    else:
        conversation.turn(enquiry, State(enquiry.state))
    if not has_been_told:
        mails.tell_responsible(enquiry, "news")
    conversation.note_down("came_back", enquiry, by=None)


def _is_old(mail: Mail) -> bool:
    """Whether nobody waits for an acknowledgement any more: a mailbox that is new to us may hold years."""
    return mail.written_at is not None and mail.written_at < clock.now() - OLD


def _may_be_told(email: str) -> bool:
    """Whether a mailbox gets another acknowledgement: one an hour, and none that the outbox would hold back.

    Another desk that answers each of ours is answered once.
    """
    if not email:
        return False
    since = clock.now() - A_DAY
    today = OutgoingMail.objects.filter(recipient_key=outbox.key_of(email), created_at__gt=since)
    told_lately = today.filter(kind=ACKNOWLEDGED, created_at__gt=clock.now() - AN_HOUR)
    return not told_lately.exists() and today.count() < mails.MOST_PER_DAY


def _kept(file: File) -> Attachment:
    """Return the row of a file: sealed under a name of its own, or left in the mail when it is of another kind."""
    looked_at = intake.looked_at(file)
    if looked_at.found:
        return kept(Upload(looked_at.found, file.data))
    return Attachment(
        stored_as=None,
        name=file.name,
        content_type=file.content_type[:LONGEST_TYPE],
        size=file.size,
        sha256=file.sha256,
        scan=ScanState.NOT_KEPT,
    )
