"""What an enquirer reads of their own enquiry; notes of the desk are never among it."""

from __future__ import annotations

import hmac
import re

from django.db.models import QuerySet

from welcome_ruhr.enquiries.enums import SEEN_BY_ENQUIRER, Author, GuideState, ScanState
from welcome_ruhr.enquiries.fingerprints import stop_token
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message, Referral

MAY_BE_OPENED = (ScanState.CLEAN, ScanState.UNSCANNED)
NUMBER = re.compile(r"[0-9]{1,18}")


def enquiry_of_key(code_key: str) -> Enquiry | None:
    """Return the enquiry whose code has this fingerprint."""
    return _readable().filter(code_key=code_key).first()


def enquiry_of_visit(pk: int, key_begins: str) -> Enquiry | None:
    """Return an enquiry as long as its code is the one that was entered."""
    return _readable().filter(pk=pk, code_key__startswith=key_begins).first()


def enquiry_of_stop_token(token: str) -> Enquiry | None:
    """Return the enquiry about which somebody wants no more mail, as long as more is left of it than numbers."""
    number, _dash, _sign = token.partition("-")
    if not NUMBER.fullmatch(number):
        return None
    enquiry = _readable().filter(pk=int(number)).first()
    return enquiry if enquiry and hmac.compare_digest(token.encode(), stop_token(enquiry).encode()) else None


def conversation(enquiry: Enquiry) -> list[Message]:
    """Return what both sides wrote and what happened, with authors and files."""
    messages = enquiry.messages.for_enquirer().select_related("by").prefetch_related("attachments")
    return list(messages)


def referrals(enquiry: Enquiry) -> list[Referral]:
    return list(enquiry.referrals.select_related("office"))


def referral(enquiry: Enquiry, pk: int) -> Referral | None:
    """Return one referral of just this enquiry."""
    return enquiry.referrals.select_related("enquiry").filter(pk=pk).first()


def attachment(enquiry: Enquiry, pk: int) -> Attachment | None:
    """Return a file of just this enquiry that may be opened."""
    seen = Attachment.objects.filter(message__enquiry=enquiry, message__author__in=SEEN_BY_ENQUIRER)
    return seen.filter(pk=pk, scan__in=MAY_BE_OPENED).first()


def sent_since(enquiry: Enquiry, after: int, text: str, marks: list[str]) -> Message | None:
    """Return the enquirer's message later than `after` that has just this text and files with just these SHA-256."""
    later = enquiry.messages.filter(author=Author.ENQUIRER, pk__gt=after).prefetch_related("attachments")
    return next(
        (one for one in later if one.text == text and marks == [file.sha256 for file in one.attachments.all()]), None
    )


def has_guide(enquiry: Enquiry) -> bool:
    """Whether a Welcome Guide helps, or has helped."""
    return enquiry.guide_requests.filter(
        state__in=(GuideState.ACCEPTED, GuideState.ENDED), answered_at__isnull=False
    ).exists()


def counted(enquiry: Enquiry) -> dict[str, int]:
    """Return how many messages and files the enquirer would lose."""
    written = enquiry.messages.for_enquirer().exclude(author=Author.SYSTEM)
    return {"messages": written.count(), "files": Attachment.objects.filter(message__in=written).count()}


def _readable() -> QuerySet[Enquiry]:
    return Enquiry.objects.readable().select_related("responsible", "place")
