"""What somebody is told once their question has arrived."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from welcome_ruhr.directory.enums import Matter
from welcome_ruhr.enquiries.actions import Receipt
from welcome_ruhr.enquiries.enums import BY_MAIL, ReplyBy, Whereabouts
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.queries.helping import finder_address, office_for_deadline
from welcome_ruhr.foundation import formats

DEADLINES = "residence"
"""The topic whose questions often have a deadline that nobody thinks of."""


def shown(receipt: Receipt, language: str) -> dict[str, Any]:
    """Return what the receipt says to a reader of a language."""
    enquiry = receipt.enquiry
    answer_by = format_date(enquiry.promised_on, "full", locale=formats.locale_of(language))
    mine_href = reverse("enquiries:mine")
    return {
        "enquiry": enquiry,
        "code": receipt.code,
        "answer_by": answer_by,
        "mine_href": mine_href,
        "mail_href": _mail_to_oneself(receipt.code, settings.BASE_URL + mine_href, answer_by),
        "gets_mail": enquiry.reply_by in BY_MAIL,
        "gets_letter": enquiry.reply_by == ReplyBy.LETTER,
        "deadline": _deadline(enquiry),
    }


def _mail_to_oneself(code: str, address: str, answer_by: str) -> str:
    """Return what opens the reader's own mail program, with everything in it but the address (RFC 6068)."""
    subject = _("My question to welcome.RUHR")
    lines = [_("My code: %(code)s"), _("I read the answer here: %(address)s"), _("Answer promised by: %(day)s")]
    body = "\r\n\r\n".join(lines) % {"code": code, "address": address, "day": answer_by}
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"


def _deadline(enquiry: Enquiry) -> dict[str, Any] | None:
    """Return whom to ask today where a legal deadline may run; None where there seems to be none."""
    topic = enquiry.topic.key if enquiry.topic else ""
    if not enquiry.permit_ends_on and topic != DEADLINES:
        return None
    is_abroad = enquiry.whereabouts == Whereabouts.ABROAD
    office = office_for_deadline(enquiry.place) if enquiry.place and not is_abroad else None
    finder_href = finder_address(enquiry.place, Matter.RESIDENCE)
    return {"office": office, "is_abroad": is_abroad, "finder_href": finder_href, "day": enquiry.permit_ends_on}
