"""Judge what readers were answered while an editor published: was anything stale, when did the new first show."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Published:
    """One edition; moments are nanoseconds of the machine's monotonic clock."""

    edition: int
    committed_ns: int
    returned_ns: int


@dataclass(frozen=True)
class Seen:
    """One answer, and which edition it showed."""

    edition: int
    began_ns: int
    ended_ns: int


def stale(seen: Sequence[Seen], published: Sequence[Published]) -> list[Seen]:
    """Return the answers to requests that began after an edition had been published, and that show an older one."""
    returned = [one.returned_ns for one in published]
    return [
        answer
        for answer in seen
        if (known := bisect_right(returned, answer.began_ns)) and answer.edition < published[known - 1].edition
    ]


def waits_ms(seen: Sequence[Seen], published: Sequence[Published]) -> list[float]:
    """Return, of each edition that was seen or overtaken, how long after its commit the first answer showed it."""
    answers = sorted(seen, key=lambda one: one.ended_ns)
    newest = list(accumulate((one.edition for one in answers), max))
    waits = []
    for one in published:
        place = bisect_right(newest, one.edition - 1)
        if place < len(answers):
            waits.append(max(answers[place].ended_ns - one.committed_ns, 0) / 1e6)
    return waits
