"""Outgoing mail as those see it who look after it: how far each came, never to whom it goes or what it says."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q

from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.foundation.outbox import MAY_BE_SENT_AGAIN

MOST_SHOWN = 50


@dataclass(frozen=True)
class Sent:
    """A mail of the outbox without its content."""

    mail: OutgoingMail
    is_erased: bool
    """whether recipient and text are gone"""

    @property
    def may_be_sent_again(self) -> bool:
        return self.mail.state in MAY_BE_SENT_AGAIN and not self.is_erased


@dataclass(frozen=True)
class Page:
    mails: list[Sent]
    next: int
    """number of the mail after which the next page begins; 0 on the last one"""


def page(state: str = "", before: int = 0) -> Page:
    """Return the newest mails, of one state or all, and older than a mail when its number is given."""
    found = OutgoingMail.objects.without_content()
    found = found.annotate(is_erased=ExpressionWrapper(Q(recipient=""), output_field=BooleanField()))
    if state:
        found = found.filter(state=state)
    if before:
        found = found.filter(pk__lt=before)
    mails = [Sent(mail, mail.is_erased) for mail in found.order_by("-pk")[: MOST_SHOWN + 1]]
    more = len(mails) > MOST_SHOWN
    return Page(mails[:MOST_SHOWN], mails[MOST_SHOWN - 1].mail.pk if more else 0)


def mail(pk: int) -> OutgoingMail | None:
    return OutgoingMail.objects.without_content().filter(pk=pk).first()
