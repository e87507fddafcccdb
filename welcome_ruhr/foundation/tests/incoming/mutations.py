"""Mails with a few bytes changed, the same ones on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator

from .corpus import MAILS

INTERESTING = (
    b"\0",
    b"\r",
    b"\n",
    b"\r\n",
    b"\r\n\r\n",
    b"--",
    b"=?",
    b"?=",
    b"=",
    b'"',
    b"<",
    b">",
    b";",
    b":",
    b"\xff",
    b"\x80",
)


def mutated(count: int, seed: int = 20261203) -> Iterator[tuple[str, bytes]]:
    """Yield `count` mails of the corpus, each changed in one to twelve places, with the names they had."""
    chance = random.Random(seed)
    names = [name for name, sample in MAILS.items() if len(sample.raw) < 50_000]
    for _each in range(count):
        name = chance.choice(names)
        data = bytearray(MAILS[name].raw)
        for _change in range(chance.randint(1, 12)):
            _change_one(data, chance)
        yield name, bytes(data)


def _change_one(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    length = chance.choice((1, 1, 1, 2, 8, 40))
    kind = chance.randrange(5)
    if kind == 0:  # another byte
        data[at : at + 1] = bytes([chance.randrange(256)])
    elif kind == 1:  # some left out
        del data[at : at + length]
    elif kind == 2:  # some twice
        data[at:at] = data[at : at + length] * chance.choice((1, 1, 30))
    elif kind == 3:  # something that means something
        data[at:at] = chance.choice(INTERESTING) * chance.choice((1, 1, 2, 50))
    else:  # cut off
        del data[max(at, len(data) // 2) :]
