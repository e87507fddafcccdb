"""`Content-Type` and `Content-Disposition`: a value with parameters, as RFC 2231 has them and as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from . import words
from .charsets import decode

_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}")
_PIECE = re.compile(r"(\d{1,3})(\*?)$")
MOST = 200


@dataclass(frozen=True)
class Valued:
    value: str
    """small letters"""
    params: dict[str, str]


def read_valued(text: str) -> Valued:
    """Return value and parameters; names in small letters, values decoded."""
    value, *rest = _split(text)
    if "=" in value:  # the semicolon is missing, or the value itself
        first, *more = value.split(maxsplit=1)
        value, rest = ("", [value, *rest]) if "=" in first else (first, [*more, *rest])
    return Valued(value.strip().strip('"').lower(), _params(rest))


def media_type(valued: Valued, default: str = "text/plain") -> str:
    """Return the type, such as "text/plain"; the default where there is none that can be one (RFC 2045 § 5.2)."""
    found = _TYPE.match(valued.value)
    return found[0] if found else {"text": "text/plain", "html": "text/html"}.get(valued.value, default)


def _split(text: str) -> list[str]:
    """Return the parts between semicolons, those within quotes left whole."""
    parts: list[str] = []
    start, quoted, at = 0, False, 0
    while at < len(text) and len(parts) < MOST:
        sign = text[at]
        if sign == "\\" and quoted:
            at += 1
        elif sign == '"':
            quoted = not quoted and text.find('"', at + 1) >= 0
        elif sign == ";" and not quoted:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def _params(parts: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        name, value = name.strip().lower(), _unquoted(value)
        if not equals or not name:
            continue
        base, star, tail = name.partition("*")
        if not star:
            found.setdefault(name, words.decoded(value))
        elif not tail:
            pieces.setdefault(base, {})[0] = (value, True)
        elif number := _PIECE.match(tail):
            pieces.setdefault(base, {})[int(number[1])] = (value, bool(number[2]))
    return {**found, **{base: _put_together(parts) for base, parts in pieces.items()}}


def _put_together(pieces: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231 § 3 and § 4: pieces in the order of their numbers, of which the first may name a charset."""
    ordered = [pieces[number] for number in sorted(pieces)]
    charset = ""
    if ordered[0][1] and ordered[0][0].count("'") >= 2:
        charset, _language, first = ordered[0][0].split("'", 2)
        ordered[0] = (first, True)
    data = b"".join(
        unquote_to_bytes(value) if encoded else value.encode("utf-8", "replace") for value, encoded in ordered
    )
    return words.decoded(decode(data, charset))


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        end = value.rfind('"')
        value = value[1:end] if end > 0 else value[1:]
        return re.sub(r"\\(.)", r"\1", value)
    return value.strip("'") if value.startswith("'") else value
