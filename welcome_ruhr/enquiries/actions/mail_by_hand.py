"""What people do with mails that the portal did not put where they belong."""

from __future__ import annotations

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access, intake
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.errors import MailIsGone, MailWasDecidedOn
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import audit, incoming, mailbox
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.models import IncomingMail

from .taking_in import prepared, store_taken


@transaction.atomic
def try_again(*, mail: IncomingMail, by: User) -> None:
    """Have the worker read a mail once more that could not be read. Raise NotAllowed, MailWasDecidedOn, MailIsGone."""
    from welcome_ruhr.enquiries.tasks import take_in_mail

    if not access.looks_after_mail(by):
        raise NotAllowed("incoming mail")
    row = _locked(mail, IncomingState.UNREAD)
    if row.stored_as is None:
        raise MailIsGone
    IncomingMail.objects.filter(pk=row.pk).update(attempts=0)
    mailbox.conclude(row, IncomingState.WAITING)
    take_in_mail.enqueue(row.pk)
    audit.record("enquiries.try_again", subject=f"incoming:{row.pk}", by=by)


def take_in_anyway(*, mail: IncomingMail, by: User) -> Enquiry:
    """Make an enquiry of a mail that was set aside or came twice, or add it where it belongs; nobody is told of it.

    Raise NotAllowed, MailIsGone, MailWasDecidedOn.
    """
    if not access.takes_in_mail(by):
        raise NotAllowed("incoming mail")
    found = incoming.read(_raw(mail))
    read = prepared(found, intake.decide(found, key=mail.key, besides=mail.pk, anyway=True))
    with transaction.atomic():
        row = _locked(mail, IncomingState.SET_ASIDE, IncomingState.DOUBLE)
        decision = intake.decide(found, key=row.key, besides=row.pk, anyway=True)
        enquiry = store_taken(row, read, decision, by=by)
        audit.record("enquiries.take_in_anyway", subject=f"incoming:{row.pk}", by=by, reason=mail.reason)
    return enquiry


def _raw(mail: IncomingMail) -> bytes:
    try:
        return mailbox.raw(mail)
    except mailbox.Erased as error:
        raise MailIsGone from error


def _locked(mail: IncomingMail, *states: IncomingState) -> IncomingMail:
    row = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    if row.state not in states:
        raise MailWasDecidedOn
    return row
