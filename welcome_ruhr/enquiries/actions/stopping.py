"""The enquirer wants no more mails."""

from __future__ import annotations

from django.db import transaction

from welcome_ruhr.enquiries import mails
from welcome_ruhr.enquiries.enums import CameBy, ReplyBy
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import outbox

from . import conversation


@transaction.atomic
def stop_mail(*, enquiry: Enquiry) -> Enquiry:
    """Write to the enquirer no more, and forget their address; their code still opens everything. Raise Forgotten.

    Of an enquiry that came by mail, the address's fingerprint stays: the mail as it came holds the address anyway, and
    what the person writes next, or wants to have erased, is found by it.
    """
    enquiry = conversation.locked(enquiry)
    if enquiry.reply_by == ReplyBy.PAGE:
        return enquiry
    enquiry.reply_by, enquiry.email = ReplyBy.PAGE, ""
    if enquiry.came_by != CameBy.MAIL:
        enquiry.email_key = ""
    enquiry.save(update_fields=["reply_by", "email", "email_key"])
    outbox.forget(enquiry.subject, kinds=mails.TO_ENQUIRER)
    conversation.note_down("stop_mail", enquiry, by=None)
    return enquiry
