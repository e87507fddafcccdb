"""What is held of one person: found by an address, a receipt code or a number, counted, and told in full."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count

from welcome_ruhr.enquiries.enums import SEEN_BY_ENQUIRER
from welcome_ruhr.enquiries.fingerprints import code_key, email_key
from welcome_ruhr.enquiries.models import Attachment, Draft, Enquiry, Message, Referral, Reminder
from welcome_ruhr.foundation import audit
from welcome_ruhr.foundation.models import AuditEntry, IncomingMail, OutgoingMail

NUMBER = re.compile(r"(?:A-?)?(\d{1,18})", re.IGNORECASE)


class By(StrEnum):
    EMAIL = "email"
    CODE = "code"
    NUMBER = "number"


@dataclass(frozen=True)
class Found:
    """The enquiries that belong to what was typed, the newest first."""

    by: By | None
    """None when it was neither an address nor a code nor a number"""
    enquiries: list[Enquiry]
    others: int = 0
    """how many further enquiries have the e-mail address of the one that was found"""
    email: str = ""
    """the address by which the other ones are found"""


@dataclass(frozen=True)
class Held:
    """How much hangs on one enquiry."""

    enquiry: Enquiry
    messages: int
    notes: int
    files: int
    mails: int
    drafts: int
    reminders: int
    referrals: int


@dataclass(frozen=True)
class Whole:
    enquiry: Enquiry
    messages: list[Message]
    referrals: list[Referral]
    drafts: list[Draft]
    reminders: list[Reminder]
    mails: list[OutgoingMail]
    """to the person"""
    incoming: list[IncomingMail]
    """as they came, as long as they are here"""
    history: list[AuditEntry]


def find(typed: str) -> Found:
    """Return the enquiries of an e-mail address, or the one of a receipt code or number ("A-12" or "12")."""
    typed = typed.strip()
    if "@" in typed:  # so the fingerprint is never "", which all without an address share
        return Found(By.EMAIL, _readable(email_key=email_key(typed)))
    if number := NUMBER.fullmatch(typed):
        return _one(By.NUMBER, _readable(pk=int(number[1])))
    if key := code_key(typed):
        return _one(By.CODE, _readable(code_key=key))
    return Found(None, [])


def held(enquiries: Iterable[Enquiry]) -> list[Held]:
    """Return how much hangs on each of some enquiries."""
    enquiries = list(enquiries)
    keys, subjects = [one.pk for one in enquiries], [one.subject for one in enquiries]
    notes = dict(_counted(Message.objects.filter(enquiry__in=keys, author="note"), "enquiry"))
    messages = dict(_counted(Message.objects.filter(enquiry__in=keys, author__in=SEEN_BY_ENQUIRER), "enquiry"))
    files = dict(_counted(Attachment.objects.filter(message__enquiry__in=keys), "message__enquiry"))
    mails = dict(_counted(OutgoingMail.objects.filter(about__in=subjects).exclude(recipient=""), "about"))
    others = [
        dict(_counted(model.objects.filter(enquiry__in=keys), "enquiry")) for model in (Draft, Reminder, Referral)
    ]
    return [
        Held(
            one,
            messages.get(one.pk, 0),
            notes.get(one.pk, 0),
            files.get(one.pk, 0),
            mails.get(one.subject, 0),
            *(counts.get(one.pk, 0) for counts in others),
        )
        for one in enquiries
    ]


def files(enquiries: Iterable[Enquiry]) -> list[Attachment]:
    """Return the files of some enquiries, each with its message."""
    return list(Attachment.objects.filter(message__enquiry__in=list(enquiries)).select_related("message"))


def whole(enquiry: Enquiry) -> Whole:
    """Return an enquiry with all that is held of it."""
    mails = OutgoingMail.objects.filter(about=enquiry.subject).exclude(recipient="").order_by("pk")
    return Whole(
        enquiry=enquiry,
        messages=list(enquiry.messages.select_related("by").prefetch_related("attachments")),
        referrals=list(enquiry.referrals.all()),
        drafts=list(enquiry.drafts.all()),
        reminders=list(enquiry.reminders.all()),
        # Of mails to offices and to the desk that they left is said by the history; their codes are not the person's.
        mails=[mail for mail in mails if enquiry.email and mail.recipient == enquiry.email],
        incoming=list(IncomingMail.objects.filter(about=enquiry.subject).exclude(stored_as=None).order_by("pk")),
        history=list(audit.of(enquiry.subject).order_by("number")),
    )


def _one(by: By, found: list[Enquiry]) -> Found:
    if not found or not found[0].email_key:
        return Found(by, found)
    same = Enquiry.objects.readable().filter(email_key=found[0].email_key)
    others = same.exclude(pk=found[0].pk).count()
    # Who wants no more mails of one enquiry may have left the address with another one.
    known = same.exclude(email="").first() if others else None
    return Found(by, found, others, str(known.email)) if known else Found(by, found)


def _readable(**fields: Any) -> list[Enquiry]:
    related = ("topic", "audience", "phase", "place", "responsible")
    return list(Enquiry.objects.readable().select_related(*related).filter(**fields).order_by("-pk"))


def _counted(found: Any, by: str) -> Any:
    return found.order_by().values_list(by).annotate(Count("pk"))
