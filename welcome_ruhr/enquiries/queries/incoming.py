"""Incoming mail as those see it who look after it: what became of each; what was taken in stays closed to them."""

from __future__ import annotations

from dataclasses import dataclass

from welcome_ruhr.accounts.models import User
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.models import IncomingMail

from .waiting import MOST_COUNTED

MOST_SHOWN = 50
MAY_BE_OPENED = (IncomingState.UNREAD, IncomingState.SET_ASIDE, IncomingState.DOUBLE)
"""Of which nobody at the desk has an enquiry to read."""
MAY_BE_TAKEN_IN = (IncomingState.SET_ASIDE, IncomingState.DOUBLE)


@dataclass(frozen=True)
class Page:
    mails: list[IncomingMail]
    next: int
    """number of the mail after which the next page begins; 0 on the last one"""


def page(state: str = "", before: int = 0) -> Page:
    """Return the newest mails, of one state or all, and older than a mail when its number is given."""
    found = IncomingMail.objects.filter(state=state) if state else IncomingMail.objects.all()
    if before:
        found = found.filter(pk__lt=before)
    mails = list(found.order_by("-pk")[: MOST_SHOWN + 1])
    return Page(mails[:MOST_SHOWN], mails[MOST_SHOWN - 1].pk if len(mails) > MOST_SHOWN else 0)


def unread_for(user: User) -> int:
    """Return how many mails could not be read: each may be somebody who waits."""
    return IncomingMail.objects.filter(state=IncomingState.UNREAD)[: MOST_COUNTED + 1].count()


def mail(pk: int) -> IncomingMail | None:
    return IncomingMail.objects.filter(pk=pk).first()


def may_be_opened(mail: IncomingMail) -> bool:
    """Whether its text may be read here: it belongs to no enquiry, and is still there.

    A copy of a mail that is one, or a mail that came back with an answer in it, holds words for the desk alone.
    """
    return mail.state in MAY_BE_OPENED and not mail.about and not mail.is_erased


def may_be_taken_in(mail: IncomingMail) -> bool:
    """Whether somebody can say that it is an enquiry all the same."""
    return mail.state in MAY_BE_TAKEN_IN and not mail.is_erased
