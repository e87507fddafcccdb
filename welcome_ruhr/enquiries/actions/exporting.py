"""What is held of a person is given to them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.models import Enquiry

from . import conversation


@transaction.atomic
def export(*, enquiries: Sequence[Enquiry], by: User) -> None:
    """Note down that enquiries are given out, because the person asked (GDPR art. 15, 20). Raise NotAllowed."""
    for enquiry in enquiries:
        access.check(by, Verb.EXPORT, enquiry)
    for enquiry in enquiries:
        conversation.note_down("export", enquiry, by=by)
