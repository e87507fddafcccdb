"""What has changed between two texts, word by word, for a person to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

WORD = re.compile(r"\{\{.*?\}\}|\[\[.*?\]\]|\w+|\s+|[^\w\s]")
SAME, GONE, NEW = "same", "gone", "new"
CLOSE = 0.4
"""Lines at least so much alike are compared word by word; others are shown as one line gone, one line new."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `same` in both, `gone` from the earlier one or `new` in the later one."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[list[Piece]]:
    """Return the lines of both texts together, each as pieces in reading order."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[list[Piece]] = []
    for action, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if action == "equal":
            lines += [[Piece(SAME, line)] for line in new[c:d]]
        else:
            lines += _changed(old[a:b], new[c:d])
    return lines


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    """Pair lines that resemble each other, in order; what has no partner is gone or new as a whole."""
    rest = list(old)
    for line in new:
        partner = next((other for other in rest if _alike(other, line)), None)
        if partner is None:
            yield [Piece(NEW, line)]
            continue
        while rest[0] != partner:
            yield [Piece(GONE, rest.pop(0))]
        yield _words(rest.pop(0), line)
    yield from ([Piece(GONE, line)] for line in rest)


def _alike(one: str, other: str) -> bool:
    if not one.strip() or not other.strip():
        return one.strip() == other.strip()
    return SequenceMatcher(a=WORD.findall(one), b=WORD.findall(other), autojunk=False).ratio() >= CLOSE


def _words(before: str, after: str) -> list[Piece]:
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for action, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if action == "equal":
            pieces.append(Piece(SAME, "".join(new[c:d])))
        else:
            pieces += [Piece(GONE, "".join(old[a:b])), Piece(NEW, "".join(new[c:d]))]
    filled = [piece for piece in pieces if piece.text]
    return [Piece(kind, "".join(p.text for p in group)) for kind, group in groupby(filled, key=lambda p: p.kind)]
