"""Small counts are not said exactly: of four people in a row, their neighbours might know who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST = 5


@dataclass(frozen=True)
class Shown:
    """A count as it may be said: itself, or only below what it lies."""

    text: str
    most: int
    """at most so many; for the length of a bar"""


def shown(counts: Sequence[int]) -> list[Shown]:
    """Return the counts of one breakdown as they may be said.

    When a single one is small, the total would tell it: the next larger one is then said roughly as well.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < SMALLEST}
    if len(hidden) == 1:
        others = [place for place, count in enumerate(counts) if count >= SMALLEST]
        hidden |= {min(others, key=lambda place: counts[place])} if others else set()
    return [_below(count) if place in hidden else Shown(str(count), count) for place, count in enumerate(counts)]


def with_total(counts: Sequence[int]) -> list[str]:
    """Return a total and what it is made of, in that order, as they may be said."""
    total, *parts = counts
    return [one.text for one in (*shown([total]), *shown(parts))]


def _below(count: int) -> Shown:
    bound = (count // SMALLEST + 1) * SMALLEST
    return Shown(f"< {bound}", bound)
