"""What a part holds once its transfer encoding is taken off (RFC 2045 § 6), however carelessly it was put on."""

from __future__ import annotations

import binascii
import quopri
import re

from .parts import Part
from .words import base64

_BEGIN_UU = re.compile(r"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?$", re.MULTILINE)


def content_of(part: Part) -> bytes:
    """Return the bytes of a part."""
    body, encoding = part.body, part.transfer
    if encoding in ("base64", "b", "base-64"):
        return _from_base64(body)
    if encoding.startswith("quoted"):
        return quopri.decodestring(bytes(body).replace(b"\r\n", b"\n"))
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        _text, files = without_uu(bytes(body).decode("latin-1"))
        return files[0][1] if files else bytes(body)
    return bytes(body)


def _from_base64(body: memoryview) -> bytes:
    try:
        # Python passes over what is no letter of base64, but a "=" in the middle ends it or breaks it.
        found = binascii.a2b_base64(body)
    except binascii.Error:
        return base64(bytes(body))
    return found if len(found) * 2 > len(body) or len(body) < 40 else base64(bytes(body))


def without_uu(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return a text without the files that stand in it as uuencoded lines, and these with their names."""
    pieces, files, at = [], [], 0
    while begin := _BEGIN_UU.search(text, at):
        end = text.find("\nend", begin.end())
        data = _from_uu(text[begin.end() : end].split("\n")) if end >= 0 else None
        if data is None:
            break
        pieces.append(text[at : begin.start()])
        files.append((begin[1].strip(), data))
        at = end + len("\nend")
    return "".join([*pieces, text[at:]]), files


def _from_uu(lines: list[str]) -> bytes | None:
    """Return the bytes; None where the lines are none of that kind."""
    data = bytearray()
    for line in filter(None, (line.rstrip("\r\n") for line in lines)):
        try:
            data += binascii.a2b_uu(line.encode("ascii"))
        except UnicodeEncodeError:
            return None
        except binascii.Error:
            try:  # some programs write too long or too short lines
                length = (((ord(line[0]) - 32) & 63) * 4 + 5) // 3
                data += binascii.a2b_uu(line[: 1 + length].encode("ascii"))
            except (binascii.Error, UnicodeEncodeError):
                return None
    return bytes(data)
