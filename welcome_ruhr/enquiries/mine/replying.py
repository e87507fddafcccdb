"""A reply is stored once, however often it was sent: a button pressed twice, a page loaded again, a lost answer."""

from __future__ import annotations

from django.db import transaction

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.actions import Upload
from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.enquiries.queries import mine as queries


@transaction.atomic
def reply(enquiry: Enquiry, text: str, files: list[Upload], *, after: int | None) -> Message:
    """Return what the enquirer wrote: stored now, or since the message `after`, when the same was sent before."""
    # Kept from the same form that is sent at this very moment.
    Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    marks = [file.found.sha256 for file in files]
    before = queries.sent_since(enquiry, after, text, marks) if after is not None else None
    return before or actions.write_back(enquiry=enquiry, text=text, uploads=files)
