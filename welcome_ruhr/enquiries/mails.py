"""What is written to whom. A mail says that something happened and where to read it, never what was asked.

One alone carries an answer: to who wants it so, and where the adviser does not think it too private for a mail.
"""

from __future__ import annotations

from welcome_ruhr.accounts.models import User
from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.mail.paragraphs import paragraphs
from welcome_ruhr.foundation.mail.reply_addresses import reply_address

from .enums import BY_MAIL, ReplyBy
from .letters import ANSWERED_BY_US, WRITTEN_BY_SOMEBODY, WRITTEN_BY_US, Letter, address_of, heads, stop_address
from .models import Absence, Enquiry, Message, Referral

MOST_PER_DAY = 3
"""to one enquirer: nobody can have us fill somebody else's mailbox"""
MOST_BY_HAND_PER_DAY = 30
"""of those behind which an adviser stands: a conversation may go back and forth all day"""
BY_HAND = ("answered", "letter", "consent_asked")
OFFICE_LANGUAGE = "de"
TO_ENQUIRER = (
    *("enquiries.acknowledged", "enquiries.acknowledged_by_mail", "enquiries.answered", "enquiries.letter"),
    *("enquiries.consent_asked", "enquiries.late", "enquiries.closed", "enquiries.soon_forgotten"),
)
"""Kinds of mails that go to the person who asked."""


def tell_enquirer(enquiry: Enquiry, what: str, *, answer: Message | None = None) -> None:
    """Write to the enquirer, in their language, when they wanted that.

    With `answer`, its words go along to who wants answers in the mail; files never do.
    """
    if enquiry.reply_by not in BY_MAIL or not enquiry.email:
        return
    if answer is not None and enquiry.reply_by == ReplyBy.LETTER:
        _send_answer(enquiry, answer)
        return
    _to_enquirer(enquiry, what, automatic=WRITTEN_BY_US).send(href=_mine(enquiry))


def acknowledge_mail(enquiry: Enquiry, code: str, *, in_reply_to: str = "") -> None:
    """Tell somebody that their mail has arrived, with the code that nobody has shown them.

    `in_reply_to`: the Message-ID of their mail; one that does not fit into a header is left out.
    """
    letter = _to_enquirer(enquiry, "acknowledged_by_mail", automatic=ANSWERED_BY_US, in_reply_to=in_reply_to)
    letter.send(href=_mine(enquiry), code=code, stop_href=stop_address(enquiry))


def tell_responsible(enquiry: Enquiry, what: str) -> None:
    """Write to the responsible person, and to their cover while they are away."""
    if enquiry.responsible is None:
        return
    away = Absence.objects.current().filter(person=enquiry.responsible).select_related("cover")
    for person in {enquiry.responsible, *(absence.cover for absence in away)}:
        tell_staff(person, enquiry, what)


def tell_staff(person: User, enquiry: Enquiry, what: str) -> None:
    """Write to somebody at the desk, with the number of the enquiry alone."""
    language = person.language or OFFICE_LANGUAGE
    letter = Letter(enquiry, what, person.email, language)
    letter.send(href=address_of(language, "enquiries_desk:case", enquiry.pk))


def tell_waiting(person: User, count: int) -> None:
    """Write to somebody at the desk how many enquiries wait for them."""
    _tell_of_inbox(person, "waiting", count)


def tell_left_behind(person: User, count: int) -> None:
    """Write to a supervisor how many enquiries nobody is responsible for any more."""
    _tell_of_inbox(person, "left_behind", count)


def tell_trial(person: User) -> None:
    """Write to somebody that mail arrives."""
    language = person.language or OFFICE_LANGUAGE
    Letter(None, "trial", person.email, language).send(href=address_of(language, "enquiries_desk:outgoing"))


def tell_office(referral: Referral, code: str) -> bool:
    """Send an office the code for its page; False where no address of it is known and somebody has to call."""
    to = (referral.person.email if referral.person else "") or (referral.office.email if referral.office else "")
    if to:
        letter = Letter(referral.enquiry, "referred", to, OFFICE_LANGUAGE)
        letter.send(href=address_of(OFFICE_LANGUAGE, "enquiries:office_answer"), code=code, referral=referral)
    return bool(to)


def _tell_of_inbox(person: User, what: str, count: int) -> None:
    language = person.language or OFFICE_LANGUAGE
    href = address_of(language, "enquiries_desk:inbox")
    Letter(None, what, person.email, language).send(href=href, count=count)


def _send_answer(enquiry: Enquiry, answer: Message) -> None:
    letter = _to_enquirer(enquiry, "letter", automatic=WRITTEN_BY_SOMEBODY, has_html=True)
    words = "\n".join(str(answer.text).splitlines())
    letter.send(
        words=words,
        paragraphs=paragraphs(words, enquiry.language),
        has_files=answer.attachments.exists(),
        can_be_answered=bool(_reply_to(enquiry)),
        href=_mine(enquiry),
        stop_href=stop_address(enquiry),
    )


def _to_enquirer(
    enquiry: Enquiry, what: str, *, automatic: str, in_reply_to: str = "", has_html: bool = False
) -> Letter:
    headers = heads(enquiry, reply_to=_reply_to(enquiry), automatic=automatic, in_reply_to=in_reply_to)
    most = MOST_BY_HAND_PER_DAY if what in BY_HAND else MOST_PER_DAY
    return Letter(enquiry, what, str(enquiry.email), enquiry.language, most, headers, has_html)


def _reply_to(enquiry: Enquiry) -> str:
    """Return where the enquirer can answer our mail; "" while nobody fetches mail."""
    return reply_address(enquiry.subject) if mailbox.is_set() else ""


def _mine(enquiry: Enquiry) -> str:
    return address_of(enquiry.language, "enquiries:mine")
