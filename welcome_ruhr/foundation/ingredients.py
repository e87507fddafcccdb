"""What an answer is made from, noted while it is made.

Whoever reads something that may change says its name before reading it, and whoever shows something that ends by
itself says when. What listens (the page store) need not know the one who speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone


@dataclass
class Ingredients:
    """What was noted: names of things that may change, and the first moment at which the answer changes by itself."""

    names: set[str] = field(default_factory=set)
    until: datetime | None = None

    def add(self, other: Ingredients) -> None:
        self.names |= other.names
        self.end_at(other.until)

    def end_at(self, moment: datetime | None) -> None:
        if moment is not None and (self.until is None or moment < self.until):
            self.until = moment


# None: nobody listens (a command, a task, a test).
_noted: ContextVar[Ingredients | None] = ContextVar("ingredients", default=None)


def made_of(*names: str) -> None:
    """Say that what is being made shows things of these names, such as "figure:salary"; before reading them."""
    if (noted := _noted.get()) is not None:
        noted.names.update(names)


def changes_at(moment: datetime | None) -> None:
    """Say that what is being made will read otherwise from `moment` on; None: never."""
    if (noted := _noted.get()) is not None:
        noted.end_at(moment)


def changes_on(day: date | None) -> None:
    """Say that what is being made will read otherwise from the beginning of `day` on, in the office's time zone."""
    if day is not None:
        changes_at(datetime.combine(day, time(), timezone.get_default_timezone()))


def made_like(part: Ingredients) -> None:
    """Say that what is being made contains a part whose ingredients were noted earlier."""
    if (noted := _noted.get()) is not None:
        noted.add(part)


@contextmanager
def noting(*, alone: bool = False) -> Iterator[Ingredients]:
    """Listen within this block; who listens outside hears of it as well, unless `alone`."""
    outer, own = _noted.get(), Ingredients()
    token = _noted.set(own)
    try:
        yield own
    finally:
        _noted.reset(token)
        if outer is not None and not alone:
            outer.add(own)
