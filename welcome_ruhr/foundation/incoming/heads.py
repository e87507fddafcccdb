"""The head of a mail or of one of its parts: fields by name, in their order, unfolded."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .charsets import decode

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
LONGEST_VALUE = 200_000
"""bytes of one field; nothing that anybody needs is longer"""


@dataclass
class Head:
    fields: dict[str, list[str]] = field(default_factory=dict)
    """name in small letters → values, words still encoded"""

    def first(self, name: str) -> str:
        """Return the first value; "" where there is none."""
        return next(iter(self.fields.get(name, ())), "")

    def every(self, name: str) -> list[str]:
        return self.fields.get(name, [])


def read_head(
    raw: bytes, start: int, end: int, is_boundary: Callable[[bytes], bool] = lambda line: False
) -> tuple[Head, int]:
    """Return the head that begins at `start`, and where the body begins.

    Lines that are none of a head are passed over as long as fields follow; otherwise the body begins with them.
    """
    lines = _Lines(raw, start, end)
    found: list[tuple[bytes, list[bytes]]] = []
    while (line := lines.take()) is not None:
        if line.startswith(b"--") and is_boundary(line):
            lines.at = lines.before
            break
        if not line.strip():
            # Spaces alone may be a folded line that lost its words.
            if not line.strip(b"\r\n") or not (found and _goes_on(lines.peek())):
                break
        elif line[:1] in b" \t" and found:
            found[-1][1].append(line)
        elif named := _FIELD.match(line):
            found.append((named[1], [line[named.end() :]]))
        elif not _goes_on(lines.peek()):
            lines.at = lines.before
            break
    return Head(_by_name(found)), lines.at


def _by_name(found: list[tuple[bytes, list[bytes]]]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, lines in found:
        # A line end may be anything but part of the value: what it holds is one line for whoever reads on.
        value = b"".join(line.rstrip(b"\r\n") for line in lines)[:LONGEST_VALUE]
        text = decode(value).replace("\r", " ").replace("\n", " ").strip()
        fields.setdefault(name.decode("ascii").lower(), []).append(text)
    return fields


def _begins_field(line: bytes) -> bool:
    return _FIELD.match(line) is not None


def _goes_on(line: bytes) -> bool:
    return _begins_field(line) or line[:1] in (b" ", b"\t")


class _Lines:
    """Lines one after the other, each with its end."""

    def __init__(self, raw: bytes, start: int, end: int) -> None:
        self.raw, self.at, self.before, self.end = raw, start, start, end

    def take(self) -> bytes | None:
        if self.at >= self.end:
            return None
        self.before, self.at = self.at, self._line_end(self.at)
        return self.raw[self.before : self.at]

    def peek(self) -> bytes:
        return self.raw[self.at : min(self._line_end(self.at), self.at + 300)]

    def _line_end(self, at: int) -> int:
        found = self.raw.find(b"\n", at, self.end)
        return found + 1 if found >= 0 else self.end
