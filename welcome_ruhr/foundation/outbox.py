"""The way out for mail: it leaves in the same transaction as its cause, and is sent once or shown as unsure.

    with transaction.atomic():
        enquiry = …
        outbox.send(kind="enquiries.receipt", to=address, subject=…, text=…, about=f"enquiry:{enquiry.pk}")

What is rolled back was never sent. Nothing here speaks to a mail server but the worker (`mail.delivering`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Count, Min

from . import audit, clock
from .enums import MailState
from .mail.addressing import BadAddress, BadHeader, checked_address, checked_headers, checked_value, key_of
from .mail.coming_back import about_of, came_back, thread_of
from .mail.composing import new_message_id
from .mail.delivering import deliver
from .mail.keeping import clear_old, forget, hand_on
from .models import OutgoingMail
from .tasks import deliver_mail

__all__ = [
    "BadAddress",
    "BadHeader",
    "CannotBeSentAgain",
    "NoTransaction",
    "Queue",
    "about_of",
    "came_back",
    "clear_old",
    "deliver",
    "forget",
    "hand_on",
    "key_of",
    "queue",
    "send",
    "send_again",
    "thread_of",
]

A_DAY = timedelta(days=1)
MAY_BE_SENT_AGAIN = (
    MailState.UNSURE,
    MailState.REFUSED,
    MailState.GIVEN_UP,
    MailState.HELD,
    MailState.CAME_BACK,
)


class NoTransaction(RuntimeError):
    """A mail leaves in the transaction of its cause, and there is none."""


class CannotBeSentAgain(Exception):
    """The mail is on its way or has arrived, or its content was erased."""


@dataclass(frozen=True)
class Queue:
    counts: dict[MailState, int]
    """of every state, also of those without a mail"""
    oldest_waiting: datetime | None
    """since when the mail that waits longest is waiting"""


def send(  # noqa: PLR0913 — a mail has so many parts
    *,
    kind: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    language: str = "",
    about: str = "",
    headers: Mapping[str, str] | None = None,
    most_per_day: int = 3,
) -> OutgoingMail:
    """Put a mail into the outbox; the worker sends it when the transaction has been committed.

    `to` is one bare address, `kind` says which mail it is, `about` what it is about ("enquiry:12"), so that `forget`
    finds it. When more than `most_per_day` mails of any kind go to one mailbox within 24 hours, the mail is held:
    kept, shown, and sent only by hand. 0 sets no limit; it is for mail to our own people.

    Raises NoTransaction, BadAddress, BadHeader (subject or `headers`).
    """
    if not connection.in_atomic_block:
        raise NoTransaction("Send a mail within the transaction of what it tells about.")
    now, key = clock.now(), key_of(checked_address(to))
    held = bool(most_per_day) and _sent_within_a_day(key) >= most_per_day
    mail = OutgoingMail.objects.create(
        kind=kind,
        about=about,
        recipient=to,
        recipient_key="" if held else key,  # what is held does not count, be it ten thousand mails
        subject=checked_value(subject),
        text=text,
        html=html,
        headers=checked_headers(headers or {}),
        language=checked_value(language),
        message_id=new_message_id(),
        state=MailState.HELD if held else MailState.WAITING,
        state_since=now,
        created_at=now,
        next_try_at=None if held else now,
    )
    if not held:
        deliver_mail.enqueue(mail.pk)
    return mail


def send_again(mail: OutgoingMail, *, by: AbstractBaseUser) -> None:
    """Send a mail that did not arrive, or perhaps did not; it goes out at once and whatever the limit.

    Raises CannotBeSentAgain.
    """
    with transaction.atomic():
        current = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
        if current.state not in MAY_BE_SENT_AGAIN or current.is_empty:
            raise CannotBeSentAgain
        now = clock.now()
        waiting = {"state": MailState.WAITING, "state_since": now, "next_try_at": now, "sent_at": None, "problem": ""}
        OutgoingMail.objects.filter(pk=mail.pk).update(**waiting, recipient_key=key_of(current.recipient))
        deliver_mail.enqueue(mail.pk)
        audit.record("outbox.send_again", subject=f"mail:{mail.pk}", by=by)


def queue() -> Queue:
    """Return how many mails are in each state, and how long the oldest has been waiting."""
    counted = dict(OutgoingMail.objects.order_by().values_list("state").annotate(Count("pk")))
    waiting = OutgoingMail.objects.filter(state=MailState.WAITING)
    return Queue(
        counts={state: counted.get(state, 0) for state in MailState},
        oldest_waiting=waiting.aggregate(oldest=Min("created_at"))["oldest"],
    )


def _sent_within_a_day(key: str) -> int:
    """Return how many mails went to this mailbox, having all others that would send it one wait for us."""
    if connection.vendor == "postgresql":  # SQLite has one writer at a time as it is
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"mail to {key}"])
    since = clock.now() - A_DAY
    return OutgoingMail.objects.filter(recipient_key=key, created_at__gt=since).count()
