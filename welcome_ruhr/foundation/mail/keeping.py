"""How long the outbox knows what it sent: words and addresses go, the row with its dates stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When

from welcome_ruhr.foundation import clock, local_mailbox
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import OutgoingMail

KEEP_CONTENT = timedelta(days=30)
KEEP_KEY = timedelta(days=1)
"""As long as mails to one address are counted; an erasure must not give its address a new allowance."""

NOTHING: dict[str, Any] = {"recipient": "", "subject": "", "text": "", "html": "", "headers": {}, "problem": ""}


def forget(about: str, *, kinds: Collection[str] = ()) -> int:
    """Erase what the mails about one subject ("enquiry:12") said and to whom; return how many there are.

    With `kinds`, the mails of these kinds alone. What was still waiting is not sent any more. Only the keyed
    fingerprint of the address stays, for a day or two.
    """
    if not about:
        raise ValueError("Mails about nothing are many people's.")
    mails = OutgoingMail.objects.filter(about=about)
    return _empty(mails.filter(kind__in=kinds) if kinds else mails)


def hand_on(about: str, *, to: str) -> int:
    """Count the mails about one subject ("enquiry:13") to another, of which it is a part now; return how many."""
    if not about or not to:
        raise ValueError("Mails about nothing are many people's.")
    return OutgoingMail.objects.filter(about=about).update(about=to)


def clear_old() -> int:
    """Erase the content of mails that have come to rest for 30 days, and fingerprints that count no more."""
    now = clock.now()
    at_rest = OutgoingMail.objects.filter(state_since__lt=now - KEEP_CONTENT).exclude(recipient="")
    emptied = _empty(at_rest)
    past = OutgoingMail.objects.filter(created_at__lt=now - KEEP_KEY, recipient="").exclude(recipient_key="")
    past.update(recipient_key="")
    return emptied


def _empty(mails: QuerySet[OutgoingMail]) -> int:
    with transaction.atomic():
        # The copies on our own disk first: should this be rolled back, they are missing, and no more.
        local_mailbox.forget(mails.values_list("message_id", flat=True))
        return mails.update(state=_at_rest(), next_try_at=None, **NOTHING)


def _at_rest() -> Case:
    return Case(
        When(state=MailState.WAITING, then=Value(MailState.GIVEN_UP)),
        When(state=MailState.SENDING, then=Value(MailState.UNSURE)),
        default=F("state"),
    )
