"""Those who look after mail read what the portal made no enquiry of, and bring in what came another way."""

from __future__ import annotations

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries.access import NotAllowed, looks_after_mail
from welcome_ruhr.enquiries.queries.incoming import may_be_opened
from welcome_ruhr.foundation import audit, mailbox
from welcome_ruhr.foundation.models import IncomingMail

from .taking_in import take_in


@transaction.atomic
def open_mail(*, mail: IncomingMail, by: User) -> bytes:
    """Return a mail as it came, and note down who read it. Raise NotAllowed, also of one that is an enquiry."""
    if not looks_after_mail(by) or not may_be_opened(mail):
        raise NotAllowed("incoming mail")
    raw = mailbox.raw(mail)
    audit.record("enquiries.open_mail", subject=f"incoming:{mail.pk}", by=by)
    return raw


def take_in_file(*, raw: bytes, by: User) -> IncomingMail:
    """Take in a mail that somebody saved as a file, as if it had been fetched; return it as it is then.

    Raise NotAllowed.
    """
    if not looks_after_mail(by):
        raise NotAllowed("incoming mail")
    mail = mailbox.put(raw)
    with transaction.atomic():
        audit.record("enquiries.take_in_file", subject=f"incoming:{mail.pk}", by=by)
    take_in(mail.pk)
    mail.refresh_from_db()
    return mail
