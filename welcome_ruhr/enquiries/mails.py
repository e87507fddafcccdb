"""What is written to whom. A mail says that something happened and where to read it, never what was asked.

Texts stand in templates/enquiries/mail/, the first line is the subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from welcome_ruhr.accounts.models import User
from welcome_ruhr.foundation import outbox

from .enums import ReplyBy
from .models import Absence, Enquiry, Referral

MOST_PER_DAY = 3
"""to one enquirer: nobody can have us fill somebody else's mailbox"""
OFFICE_LANGUAGE = "de"


def tell_enquirer(enquiry: Enquiry, what: str) -> None:
    """Write to the enquirer, in their language, when they wanted that."""
    if enquiry.reply_by == ReplyBy.EMAIL and enquiry.email:
        letter = Letter(enquiry, what, str(enquiry.email), enquiry.language, MOST_PER_DAY)
        letter.send(href=_address(enquiry.language, "enquiries:mine"))


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
    letter.send(href=_address(language, "enquiries_desk:case", enquiry.pk))


def tell_waiting(person: User, count: int) -> None:
    """Write to somebody at the desk how many enquiries wait for them."""
    language = person.language or OFFICE_LANGUAGE
    Letter(None, "waiting", person.email, language).send(href=_address(language, "enquiries_desk:inbox"), count=count)


def tell_trial(person: User) -> None:
    """Write to somebody that mail arrives."""
    language = person.language or OFFICE_LANGUAGE
    Letter(None, "trial", person.email, language).send(href=_address(language, "enquiries_desk:outgoing"))


def tell_office(referral: Referral, code: str) -> bool:
    """Send an office the code for its page; False where no address of it is known and somebody has to call."""
    to = (referral.person.email if referral.person else "") or (referral.office.email if referral.office else "")
    if to:
        letter = Letter(referral.enquiry, "referred", to, OFFICE_LANGUAGE)
        letter.send(href=_address(OFFICE_LANGUAGE, "enquiries:office_answer"), code=code, referral=referral)
    return bool(to)


@dataclass(frozen=True)
class Letter:
    enquiry: Enquiry | None
    what: str
    """name of the text in templates/enquiries/mail/"""
    to: str
    language: str
    most_per_day: int = 0

    def send(self, **context: Any) -> None:
        """Put it into the outbox; `context` is what its text may name besides the enquiry."""
        with override(self.language):
            written = render_to_string(f"enquiries/mail/{self.what}.txt", {"enquiry": self.enquiry, **context})
        subject, text = written.lstrip().split("\n", 1)
        outbox.send(
            kind=f"enquiries.{self.what}",
            to=self.to,
            subject=subject.strip(),
            text=text.strip() + "\n",
            language=self.language,
            about=self.enquiry.subject if self.enquiry else "",
            most_per_day=self.most_per_day,
        )


def _address(language: str, name: str, *args: object) -> str:
    with override(language):
        return settings.BASE_URL + reverse(name, args=args)
