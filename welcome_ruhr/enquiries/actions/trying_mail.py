"""Whether mail arrives at all."""

from __future__ import annotations

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import mails
from welcome_ruhr.enquiries.access import NotAllowed, looks_after_mail
from welcome_ruhr.foundation import audit


@transaction.atomic
def try_mail(*, by: User) -> None:
    """Send a mail to the person who asks for it, the way all others go. Raise NotAllowed."""
    if not looks_after_mail(by):
        raise NotAllowed("outgoing mail")
    mails.tell_trial(by)
    audit.record("enquiries.try_mail", subject=f"user:{by.pk}", by=by)
