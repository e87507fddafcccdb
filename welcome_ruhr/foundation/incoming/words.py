"""Encoded words in a head (RFC 2047), as they should be and as they are."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from itertools import groupby

from .charsets import decode

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?((?:[^?=]|=(?!\?[^=])|\?(?!=))*+)(?:\?=|$)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_ENDS = re.compile(rb"=+")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


def decoded(value: str) -> str:
    """Return the words of a head as text in one line. Parts of one letter that stand in two words are put together."""
    if "=?" not in value:
        return _one_line(value)
    pieces: list[str] = []
    waiting: list[_Word] = []
    at = 0
    for found in _WORD.finditer(value):
        between = value[at : found.start()]
        if between.strip() or not waiting:
            pieces += [_joined(waiting), between]
            waiting = []
        waiting.append(_Word(found[1].split("*")[0].lower(), found[2].lower(), found[3]))
        at = found.end()
    return _one_line("".join([*pieces, _joined(waiting), value[at:]]))


@dataclass(frozen=True)
class _Word:
    charset: str
    kind: str
    """b or q"""
    text: str

    @property
    def is_cut(self) -> bool:
        """Whether its base64 goes on in the next word."""
        return self.kind == "b" and len(self.text) % 4 != 0 and not self.text.endswith("=")


def _bytes(kind: str, text: str) -> bytes:
    if kind == "b":
        return base64(text.encode("ascii", "ignore"))
    plain = text.replace("_", " ").encode("utf-8", "replace")
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), plain)


def base64(data: bytes) -> bytes:
    """Return what base64 holds, whatever stands between its letters, and however often it ends."""
    return b"".join(_from_letters(_NOT_BASE64.sub(b"", piece)) for piece in _ENDS.split(data))


def _from_letters(letters: bytes) -> bytes:
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _joined(words: list[_Word]) -> str:
    """Words of one charset are one text: a letter may be spread over two of them, and so may the signs of base64."""
    text = ""
    for charset, group in groupby(words, key=lambda word: word.charset):
        pieces: list[_Word] = []
        for word in group:
            if pieces and pieces[-1].is_cut and word.kind == "b":
                pieces[-1] = _Word(charset, "b", pieces[-1].text + word.text)
            else:
                pieces.append(word)
        text += decode(b"".join(_bytes(word.kind, word.text) for word in pieces), charset)
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())
