"""Counters that all processes of a machine share: one number for each name of a thing, raised when it changes.

They lie in one memory-mapped file. A reader asks no one and waits for no one; writers take turns.

    number 0          raised at every change: who finds it unchanged need not look at anything else
    number 1          drawn when the file was made: what was kept under another file is worth nothing
    numbers 2 …       one for each name; names that share a number only make each other's pages look old too soon
    behind them       a ring of the names that changed last, so that a map in memory can be mended instead of read anew
"""

from __future__ import annotations

import fcntl
import mmap
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from zlib import crc32

from django.conf import settings

NUMBERS = 65_536
WIDTH = 8  # bytes of a number
RESERVED = 2
RING = 1_024
RING_WIDTH = 64  # bytes of a name in the ring, filled up with zeros
RING_AT = NUMBERS * WIDTH
SIZE = RING_AT + WIDTH + RING * RING_WIDTH

Needs = tuple[tuple[int, int], ...]
"""What a stored answer rests on: (place of a counter, its value before the answer was made), …"""


def place_of(name: str) -> int:
    """Return which number belongs to a name; the same in every process."""
    return RESERVED + crc32(name.encode()) % (NUMBERS - RESERVED)


class Counters:
    """The counters in the file at `path`, which is made when it is not there."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._thread = Lock()
        with self._alone():
            if os.fstat(self._file).st_size != SIZE:
                os.ftruncate(self._file, 0)
                os.ftruncate(self._file, SIZE)
                os.pwrite(self._file, secrets.token_bytes(WIDTH), WIDTH)
        self._map = mmap.mmap(self._file, SIZE)
        # One store of eight bytes each: a reader never meets half a number.
        self.numbers = memoryview(self._map)[:RING_AT].cast("Q")
        self._ring_head = memoryview(self._map)[RING_AT : RING_AT + WIDTH].cast("Q")

    @property
    def epoch(self) -> int:
        return self.numbers[0]

    @property
    def birth(self) -> int:
        return self.numbers[1]

    @property
    def ring_head(self) -> int:
        """How many names have changed since the file was made."""
        return self._ring_head[0]

    def copy(self) -> memoryview:
        """Return all numbers as they are now; to be taken before anything is read that they stand for."""
        return memoryview(bytes(self.numbers)).cast("Q")

    def needs(self, names: Iterable[str], before: memoryview | None = None) -> Needs:
        """Return what an answer made of `names` rests on, with the values of `before`, a copy made earlier."""
        numbers = self.numbers if before is None else before
        return tuple((place, numbers[place]) for place in sorted({place_of(name) for name in names}))

    def hold(self, needs: Needs) -> bool:
        """Whether nothing of `needs` has changed."""
        numbers = self.numbers
        return all(numbers[place] == value for place, value in needs)

    def raise_for(self, names: Iterable[str]) -> None:
        """Let every process know that things of these names have changed; after the change can be read, not before."""
        changed = sorted(set(names))
        if not changed:
            return
        with self._alone():
            for name in changed:
                self.numbers[place_of(name)] += 1
                self._note(name)
            # Last: who sees the new epoch has to see all of the change.
            self.numbers[0] += 1

    def changed_since(self, head: int) -> list[str] | None:
        """Return the names that have changed since the ring's head was at `head`; None when that is too long ago."""
        now = self.ring_head
        if not 0 <= now - head < RING:
            return None
        names = [self._noted(position) for position in range(head, now)]
        # Whoever wrote meanwhile may have gone once round and overwritten what was just read.
        return names if self.ring_head - head < RING else None

    def _note(self, name: str) -> None:
        head = self._ring_head[0]
        start = RING_AT + WIDTH + head % RING * RING_WIDTH
        self._map[start : start + RING_WIDTH] = name.encode()[:RING_WIDTH].ljust(RING_WIDTH, b"\0")
        self._ring_head[0] = head + 1

    def _noted(self, position: int) -> str:
        start = RING_AT + WIDTH + position % RING * RING_WIDTH
        return self._map[start : start + RING_WIDTH].rstrip(b"\0").decode(errors="replace")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # flock keeps processes apart but not the threads of one, which share the open file.
        with self._thread:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


@cache
def _at(folder: Path) -> Counters:
    return Counters(folder / "counters")


def shared() -> Counters:
    """Return the counters of this installation."""
    return _at(settings.PAGES_DIR)
