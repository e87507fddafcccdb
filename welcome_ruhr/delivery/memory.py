"""What a process remembers from one request to the next, for as long as nothing it was read from changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from django.conf import settings

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.ingredients import Ingredients, made_like, made_of, noting
from welcome_ruhr.foundation.per_request import PerRequest

from . import changes
from .counters import Counters, Needs, shared

T = TypeVar("T")


@dataclass
class _State(Generic[T]):
    value: T
    ingredients: Ingredients
    needs: Needs
    birth: int
    """birth of the counters to which `needs` belongs"""
    epoch: int
    """the counters' epoch at which `needs` were last found unchanged"""
    head: int
    """where the ring of changed names stood before the value was read"""

    def is_fresh(self, counters: Counters) -> bool:
        until, epoch = self.ingredients.until, counters.epoch
        if self.birth != counters.birth or (until is not None and clock.now() >= until):
            return False
        if self.epoch != epoch:
            if not counters.hold(self.needs):
                return False
            self.epoch = epoch
        return True


class Kept(Generic[T]):
    """Wrap a read without arguments: it is made anew only when something it was made of has changed.

    >>> bases = Kept(read_bases)                     # read_bases says made_of("laws"); whoever asks is made of it too
    >>> tree = Kept(read_tree, of=["tree"])          # whoever asks says himself which part of it he shows

    `mend(value, names)` may bring a value up to date from the names that changed; it returns None where it cannot.
    A value is not kept, but read once per request, while this transaction has changed something of it that only it
    can see, and where nothing is kept at all (settings.PAGE_STORE). Nobody may change what is returned.
    """

    def __init__(
        self,
        read: Callable[[], T],
        *,
        of: Iterable[str] = (),
        mend: Callable[[T, list[str]], T | None] | None = None,
    ) -> None:
        self._read = read
        self._of = tuple(of)
        self._mend = mend
        self._state: _State[T] | None = None
        self._lock = Lock()
        self._once = PerRequest(self._noted_read)

    def __call__(self) -> T:
        if not settings.PAGE_STORE or self._concerned_by(changes.pending()):
            value, ingredients = self._once()
        else:
            state = self._fresh_state()
            value, ingredients = state.value, state.ingredients
        if not self._of:
            made_like(ingredients)
        return value

    def forget(self) -> None:
        """Read anew at the next call."""
        self._state = None
        self._once.forget()

    def _concerned_by(self, names: set[str]) -> bool:
        if not names:
            return False
        # What it will be made of, if it was never read, nobody knows.
        state = self._state
        return state is None or changes.EVERYTHING in names or not names.isdisjoint(state.ingredients.names)

    def _noted_read(self) -> tuple[T, Ingredients]:
        with noting(alone=True) as ingredients:
            made_of(*self._of)
            return self._read(), ingredients

    def _fresh_state(self) -> _State[T]:
        counters = shared()
        state = self._state
        if state is None or not state.is_fresh(counters):
            with self._lock:
                state = self._state
                if state is None or not state.is_fresh(counters):
                    self._state = state = self._renewed(state, counters)
        return state

    def _renewed(self, old: _State[T] | None, counters: Counters) -> _State[T]:
        # Before reading: a change that comes meanwhile makes the value look old, never new.
        epoch, head, before = counters.epoch, counters.ring_head, counters.copy()
        value, ingredients = self._mended(old, counters) or self._noted_read()
        needs = counters.needs({*ingredients.names, changes.EVERYTHING}, before)
        return _State(value, ingredients, needs, counters.birth, epoch, head)

    def _mended(self, old: _State[T] | None, counters: Counters) -> tuple[T, Ingredients] | None:
        known = old and old.birth == counters.birth
        names = counters.changed_since(old.head) if old and known and self._mend else None
        if old is None or self._mend is None or names is None or changes.EVERYTHING in names:
            return None
        value = self._mend(old.value, names)
        return None if value is None else (value, old.ingredients)
