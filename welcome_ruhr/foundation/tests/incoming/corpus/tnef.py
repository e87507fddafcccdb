"""A small winmail.dat, as Outlook sends it to whoever it takes for an Outlook (MS-OXTNEF)."""

from __future__ import annotations

import struct

SIGNATURE = 0x223E9F78
KEY = 1
MESSAGE, ATTACHMENT = 1, 2
VERSION, CODEPAGE, MESSAGE_CLASS, BODY = 0x00089006, 0x00069007, 0x00078008, 0x0002800C
RENDERING, TITLE, DATA, PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
LONG_NAME = 0x3707001F
"""PidTagAttachLongFilename, as Unicode."""


def winmail(body: str, name: str, data: bytes) -> bytes:
    """Return a TNEF stream with a body in Windows-1252 and one attachment."""
    return b"".join(
        [
            struct.pack("<LH", SIGNATURE, KEY),
            _attribute(MESSAGE, VERSION, struct.pack("<L", 0x00010000)),
            _attribute(MESSAGE, CODEPAGE, struct.pack("<LL", 1252, 0)),
            _attribute(MESSAGE, MESSAGE_CLASS, b"IPM.Microsoft Mail.Note\0"),
            _attribute(MESSAGE, BODY, body.encode("cp1252") + b"\0"),
            _attribute(ATTACHMENT, RENDERING, struct.pack("<HLHHL", 1, 0xFFFFFFFF, 0, 0, 0)),
            _attribute(ATTACHMENT, TITLE, b"VERTRA~1.PDF\0"),
            _attribute(ATTACHMENT, DATA, data),
            _attribute(ATTACHMENT, PROPERTIES, _text_property(LONG_NAME, name)),
        ]
    )


def _attribute(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BLL", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _text_property(number: int, text: str) -> bytes:
    """Return a list of one property with one text, filled up to four bytes."""
    data = text.encode("utf-16-le") + b"\0\0"
    filled = data + b"\0" * (-len(data) % 4)
    return struct.pack("<LLLL", 1, number, 1, len(data)) + filled
