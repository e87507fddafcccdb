"""Handing a mail over: once, or "unsure".

Between "being sent" and "sent" stands a server that nobody can ask again. So the first is committed before a word is
said to it, and a mail that a later run still finds there (its worker was killed) is never offered again by itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.foundation.retry import RetryPolicy

from .answers import NotTaken, Refused, Unsure, without_addresses
from .composing import compose

RETRY = RetryPolicy(max_attempts=72, first_delay_seconds=30)
"""Two days: after some eight tries it is one an hour. A weekend without a mail server loses nothing."""
OVERDUE = timedelta(minutes=15)
MOST_OVERDUE = 500


class TryAgain(Exception):
    """The server did not take the mail: the task is to be run again. Says nothing more, as tracebacks are kept."""


def deliver(mail_id: int) -> None:
    """Offer a waiting mail to the mail server; raise TryAgain when that should be repeated later."""
    mail = _take(mail_id)
    if mail is None:
        return
    try:
        _hand_over(mail)
    except Refused as error:
        _conclude(mail, MailState.REFUSED, problem=str(error))
    except Unsure as error:
        _conclude(mail, MailState.UNSURE, problem=str(error))
    except NotTaken as error:
        _put_back(mail, str(error))
    else:
        _conclude(mail, MailState.SENT)


def overdue() -> list[int]:
    """Return the mails on their way that should have gone on a while ago, the oldest first and not all at once."""
    late = clock.now() - OVERDUE
    waiting = Q(state=MailState.WAITING, next_try_at__lt=late)
    sending = Q(state=MailState.SENDING, state_since__lt=late)
    return list(
        OutgoingMail.objects.filter(waiting | sending).order_by("pk").values_list("pk", flat=True)[:MOST_OVERDUE]
    )


def _take(mail_id: int) -> OutgoingMail | None:
    """Mark the mail as being sent, for all to see; None when it is not for us to send."""
    # Durable: inside another transaction nothing would be committed when the server hears of it.
    with transaction.atomic(durable=True):
        mail = OutgoingMail.objects.select_for_update().get(pk=mail_id)
        if mail.state == MailState.SENDING:
            _conclude(mail, MailState.UNSURE, problem="The run that sent it ended before it could tell.")
        if mail.state != MailState.WAITING:
            return None
        mail.state, mail.state_since, mail.next_try_at = MailState.SENDING, clock.now(), None
        mail.attempts += 1
        mail.save(update_fields=["state", "state_since", "next_try_at", "attempts"])
    return mail


def _hand_over(mail: OutgoingMail) -> None:
    message = compose(mail)
    with get_connection() as connection:
        connection.send_messages([message])


def _put_back(mail: OutgoingMail, problem: str) -> None:
    attempt = (mail.attempts - 1) % RETRY.max_attempts + 1  # of this round; `send_again` begins another one
    if attempt == RETRY.max_attempts:
        _conclude(mail, MailState.GIVEN_UP, problem=problem)
        return
    next_try_at = clock.now() + RETRY.longest_delay_after(attempt)
    if _conclude(mail, MailState.WAITING, problem=problem, next_try_at=next_try_at):
        raise TryAgain from None


def _conclude(mail: OutgoingMail, state: MailState, *, problem: str = "", next_try_at: datetime | None = None) -> bool:
    """Record what came of this run's try; False when somebody has decided otherwise meanwhile.

    A run that was taken for dead comes back and knows better than "unsure".
    """
    now = clock.now()
    ours = OutgoingMail.objects.filter(
        pk=mail.pk, attempts=mail.attempts, state__in=(MailState.SENDING, MailState.UNSURE)
    )
    if state == MailState.WAITING:
        ours = ours.exclude(recipient="")  # erased meanwhile: there is nobody left to send it to
    return bool(
        ours.update(
            state=state,
            state_since=now,
            sent_at=now if state == MailState.SENT else None,
            next_try_at=next_try_at,
            problem=without_addresses(problem, mail.recipient),
        )
    )
