"""Silencing a link that is broken for a known reason, for a time; and hearing it again."""

from __future__ import annotations

from datetime import date

from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.models import CheckedLink


class NoReason(Exception):
    """Whoever looks at the ignore list next has to know why."""


class EndNotAhead(Exception):
    """A link is ignored until a day to come."""


def ignore_link(*, link: CheckedLink, reason: str, until: date) -> None:
    """Report a link no more until the end of that day. Raises NoReason, EndNotAhead."""
    if not reason.strip():
        raise NoReason
    if until < clock.today():
        raise EndNotAhead
    link.ignore_reason, link.ignored_until = reason.strip(), until
    link.save(update_fields=["ignore_reason", "ignored_until"])


def hear_link(*, link: CheckedLink) -> None:
    """Take a link off the ignore list."""
    link.ignore_reason, link.ignored_until = "", None
    link.save(update_fields=["ignore_reason", "ignored_until"])


def ask_for_another_try(*, link: CheckedLink) -> None:
    """Let the next round try this link, whenever it was tried last."""
    link.due_at = clock.now()
    link.save(update_fields=["due_at"])
