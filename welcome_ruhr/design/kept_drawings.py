"""Pieces of a page drawn once: as long as they are made of the very same objects, they look the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 1_000
"""So many drawings are kept; the oldest goes first."""
PLAIN = (str, int, float, bool, type(None))

Key = tuple[Any, ...]


class KeptDrawings:
    """Drawings by what they were made of: plain values by what they say, other objects by which they are.

    An object that may be changed must not be given here; who keeps one in memory and makes a new one when something
    has changed gets a new drawing then.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._drawn: dict[Key, tuple[Any, SafeString]] = {}

    def get(self, name: str, inputs: Mapping[str, Any], draw: Callable[[], SafeString]) -> SafeString:
        """Return the drawing of these inputs in the active language; draw it when it is not there."""
        key: Key = (name, get_language(), *((key, type(value), _mark(value)) for key, value in inputs.items()))
        found = self._drawn.get(key)
        if found is None:
            while len(self._drawn) >= self._most:
                self._drawn.pop(next(iter(self._drawn)), None)
            # With the objects themselves: as long as they are held, no other can have their number.
            found = self._drawn[key] = (tuple(inputs.values()), draw())
        return found[1]


def _mark(value: Any) -> Any:
    return value if isinstance(value, PLAIN) else id(value)


kept_drawings = KeptDrawings()
