"""The only place that asks what time it is, so that a test can say it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

# A context variable and not a module variable: a test that fixes its clock must not stop another thread's.
_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> datetime:
    """Return this moment, aware, in UTC unless a fixed clock says otherwise."""
    return _fixed.get() or timezone.now()


def today() -> date:
    """Return the date in the office's time zone (`settings.TIME_ZONE`)."""
    return now().astimezone(timezone.get_default_timezone()).date()


def a_year_after(day: date) -> date:
    """Return the same day of the next year; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Let `now` and `today` answer `moment` inside the block, in this thread or async task only.

    Raises ValueError when `moment` has no time zone.
    """
    if timezone.is_naive(moment):
        raise ValueError("A fixed moment needs a time zone.")
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
