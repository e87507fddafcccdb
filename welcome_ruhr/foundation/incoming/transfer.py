"""What a part holds once its transfer encoding is taken off (RFC 2045 § 6), however carelessly it was put on."""

from __future__ import annotations

import binascii
import re
from itertools import takewhile

from .parts import Part
from .words import base64

_PLAIN_BASE64 = re.compile(rb"\s*+(?:(?:[A-Za-z0-9+/]{4})++\s*+)*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_BEGIN_UU = re.compile(r"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?$", re.MULTILINE)


def content_of(part: Part) -> bytes:
    """Return the bytes of a part."""
    body, encoding = part.body, part.transfer
    if encoding in ("base64", "b", "base-64"):
        return _from_base64(body)
    if encoding.startswith("quoted"):
        return _from_quoted_printable(bytes(body))
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        _text, files = without_uu(bytes(body).decode("latin-1"))
        return files[0][1] if files else bytes(body)
    return bytes(body)


def _from_quoted_printable(data: bytes) -> bytes:
    """Read =XX as a byte and = at the end of a line as no end; every other = stands for itself."""
    lines = [line.rstrip(b" \t\r") for line in data.split(b"\n")]
    joined = b"".join(line[:-1] if line.endswith(b"=") else line + b"\n" for line in lines[:-1])
    last = lines[-1].removesuffix(b"=")
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), joined + last)


def _from_base64(body: memoryview) -> bytes:
    """Read the letters of base64; what is said to be base64 and is plain text stays as it is."""
    if _PLAIN_BASE64.fullmatch(body):
        return binascii.a2b_base64(body)
    lines = bytes(body).split(b"\n")
    first = next((line.strip() for line in lines if line.strip()), b"")
    if b" " in first:
        found = base64(bytes(body))
        return found if _is_text(found) else bytes(body)
    # Mailing lists write their words below.
    kept = takewhile(lambda line: b" " not in line.strip() and not line.startswith((b"_", b"--")), lines)
    return base64(b"\n".join(kept))


def _is_text(data: bytes) -> bool:
    try:
        return not _CONTROL.search(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


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
