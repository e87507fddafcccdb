"""Encoded words in a head (RFC 2047), as they should be and as they are."""

from __future__ import annotations

import binascii
import re

from .charsets import decode

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)(?:\?=|$)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


def decoded(value: str) -> str:
    """Return the words of a head as text in one line. Parts of one letter that stand in two words are put together."""
    if "=?" not in value:
        return _one_line(value)
    pieces: list[str] = []
    waiting: list[tuple[str, bytes]] = []
    at = 0
    for found in _WORD.finditer(value):
        between = value[at : found.start()]
        if between.strip() or not waiting:
            pieces += [_joined(waiting), between]
            waiting = []
        waiting.append((found[1].split("*")[0].lower(), _bytes(found[2], found[3])))
        at = found.end()
    return _one_line("".join([*pieces, _joined(waiting), value[at:]]))


def _bytes(kind: str, text: str) -> bytes:
    if kind in "bB":
        return base64(text.encode("ascii", "ignore"))
    plain = text.replace("_", " ").encode("utf-8", "replace")
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), plain)


def base64(data: bytes) -> bytes:
    """Return what base64 holds, whatever stands between its letters and however it ends."""
    letters = _NOT_BASE64.sub(b"", data)
    left_over = len(letters) % 4
    if left_over == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _joined(words: list[tuple[str, bytes]]) -> str:
    text, at = "", 0
    while at < len(words):
        charset, data = words[at]
        at += 1
        parts = [data]
        while at < len(words) and words[at][0] == charset:
            parts.append(words[at][1])
            at += 1
        text += decode(b"".join(parts), charset)
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())
