"""What is left of an enquiry in the end: numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access, mails
from welcome_ruhr.enquiries.access import NotAllowed, Verb
from welcome_ruhr.enquiries.enums import Event, Outcome, State
from welcome_ruhr.enquiries.fingerprints import email_key
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.enquiries.roles import SUPERVISOR
from welcome_ruhr.foundation import clock, mailbox, outbox, uploads

from . import conversation

WARNED_BEFORE = timedelta(days=7)


def warn_due() -> int:
    """Tell those whose words will be deleted within a week, once; return how many."""
    soon = Enquiry.objects.readable().filter(forget_on__lte=clock.today() + WARNED_BEFORE, warned_at=None)
    return conversation.for_each(soon.values_list("pk", flat=True), _warn)


def anonymise_due() -> int:
    """Leave nothing but numbers of those whose time is over and who were warned a week before; return how many."""
    over = Enquiry.objects.readable().filter(
        state=State.CLOSED, forget_on__lte=clock.today(), warned_at__lte=clock.now() - WARNED_BEFORE
    )
    return conversation.for_each(over.values_list("pk", flat=True), _anonymise_locked)


@transaction.atomic
def anonymise(enquiry: Enquiry) -> None:
    """Leave nothing but numbers of a closed enquiry; the files go when the transaction has held."""
    enquiry = conversation.locked(enquiry)
    kept = Attachment.objects.filter(message__enquiry=enquiry).exclude(stored_as=None)
    files = [name for name in kept.values_list("stored_as", flat=True) if name]
    _forget_words(enquiry)
    _blank(enquiry)
    outbox.forget(enquiry.subject)
    mailbox.forget(enquiry.subject)
    conversation.note_down("anonymise", enquiry, by=None)
    transaction.on_commit(lambda: _delete_files(files))


@transaction.atomic
def withdraw(*, enquiry: Enquiry) -> None:
    """The enquirer deletes what they asked; nobody can bring it back."""
    enquiry = conversation.locked(enquiry)
    _end(enquiry, Outcome.WITHDRAWN)
    anonymise(enquiry)
    conversation.note_down("withdraw", enquiry, by=None)


@transaction.atomic
def erase(*, enquiry: Enquiry, by: User) -> None:
    """A supervisor deletes the words of an enquiry, because the person asked (GDPR art. 17). Raise NotAllowed."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.ERASE, enquiry)
    _end(enquiry, Outcome.WITHDRAWN)
    anonymise(enquiry)
    conversation.note_down("erase", enquiry, by=by)


@transaction.atomic
def erase_person(*, email: str, by: User) -> int:
    """Delete the words of all enquiries of an e-mail address; return how many. Raise NotAllowed."""
    if not access.has_role(by, SUPERVISOR):
        raise NotAllowed("erase")
    found = Enquiry.objects.readable().filter(email_key=email_key(email)).exclude(email_key="")
    # All are locked before the audit chain is: who answers one of them holds it and waits for the chain.
    enquiries = list(found.select_for_update().order_by("pk"))
    for enquiry in enquiries:
        erase(enquiry=enquiry, by=by)
    return len(enquiries)


def _end(enquiry: Enquiry, outcome: Outcome) -> None:
    """Close what is not closed yet; an outcome that there is stays, for the numbers."""
    if not enquiry.is_closed:
        enquiry.closed_at, enquiry.outcome = clock.now(), outcome
        enquiry.has_news = False
        conversation.turn(enquiry, State.CLOSED)


def _forget_words(enquiry: Enquiry) -> None:
    """Delete what was said; of referrals and guides, that they were asked and what came of it stays."""
    Message.objects.filter(enquiry=enquiry).delete()
    enquiry.drafts.all().delete()
    enquiry.reminders.all().delete()
    enquiry.referrals.update(passed_on="", code_key=None, by=None, person=None)
    enquiry.guide_requests.update(guide=None, supervisor=None, by=None)


def _blank(enquiry: Enquiry) -> None:
    enquiry.code_key, enquiry.email, enquiry.email_key, enquiry.helped_note = None, "", "", ""
    enquiry.responsible, enquiry.permit_ends_on, enquiry.forget_on = None, None, None
    # That two of them may be one person's is a word about that person.
    enquiry.may_belong_to = None
    Enquiry.objects.filter(may_belong_to=enquiry).update(may_belong_to=None)
    enquiry.anonymised_at = clock.now()
    enquiry.save()


@transaction.atomic
def _warn(pk: int) -> bool:
    enquiry = Enquiry.objects.select_for_update().filter(pk=pk, warned_at=None, state=State.CLOSED).first()
    if enquiry is None:
        return False
    enquiry.warned_at = clock.now()
    # Somebody who hears it late still has the whole week.
    enquiry.forget_on = max(filter(None, (enquiry.forget_on, clock.today() + WARNED_BEFORE)))
    conversation.tell(enquiry, Event.SOON_FORGOTTEN)
    enquiry.save()
    conversation.note_down("warn", enquiry, by=None)
    mails.tell_enquirer(enquiry, "soon_forgotten")
    return True


def _anonymise_locked(pk: int) -> bool:
    with transaction.atomic():
        enquiry = Enquiry.objects.select_for_update().readable().filter(pk=pk, state=State.CLOSED).first()
        if enquiry is not None:
            anonymise(enquiry)
    return enquiry is not None


def _delete_files(names: Iterable[str]) -> None:
    """A crash before this leaves sealed files that nobody knows; the sweep finds them."""
    for name in names:
        uploads.delete(name)
