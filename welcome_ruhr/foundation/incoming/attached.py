"""What is attached to a mail: names and types, and what lies in the envelope of Outlook."""

from __future__ import annotations

import mimetypes
import re

import filetype
from tnefparse import TNEF
from tnefparse.tnef import TNEFAttachment

from welcome_ruhr.foundation.uploads import clean_name

from . import words
from .charsets import decode
from .heads import read_head
from .mail import File
from .parts import Part
from .transfer import content_of

_ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})\s*$")
_UNKNOWN = frozenset({"application/octet-stream", "application/unknown", "binary/octet-stream"})
_ENDINGS = {
    "message/rfc822": "eml",
    "text/calendar": "ics",
    "message/delivery-status": "txt",
    "text/rfc822-headers": "txt",
    "image/heic": "heic",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "text/plain": "txt",
    "text/html": "html",
    "application/pkcs7-signature": "p7s",
    "application/pgp-signature": "asc",
}
_ENVELOPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
TNEF_SIGN = b"\x78\x9f\x3e\x22"
MOST_IN_AN_ENVELOPE = 200


def file_of(part: Part) -> File:
    """Return a part as a file."""
    data = content_of(part)
    name = part.file_name
    if part.content_type == "message/rfc822" and not name:
        name = _subject(data)
    return made(name, part.content_type if part.says_type or not part.file_name else "", data)


def made(name: str, content_type: str, data: bytes) -> File:
    """Return a file; without a type or a name, these are told from the other and from the bytes."""
    if not content_type or (content_type in _UNKNOWN and not _ENDING.search(name)):
        content_type = mimetypes.guess_type(name)[0] or filetype.guess_mime(data[:8192]) or "application/octet-stream"
    return File(_name(name, content_type), content_type, data)


def is_envelope(part: Part) -> bool:
    return part.content_type in _ENVELOPES or part.file_name.lower() == "winmail.dat"


def opened(data: bytes) -> tuple[str, str, list[File]] | None:
    """Return text, HTML and files of Outlook's envelope (MS-OXTNEF); None where it cannot be opened."""
    if not data.startswith(TNEF_SIGN):
        return None
    try:
        envelope = TNEF(data, do_checksum=False)
        files = [_in_envelope(one) for one in envelope.attachments[:MOST_IN_AN_ENVELOPE]]
        found = _text(envelope.body), _text(envelope.htmlbody), files
    except Exception:  # a library that meets a broken envelope with errors of any kind; the envelope itself is kept
        return None
    return found if any(found) else None


def _in_envelope(found: TNEFAttachment) -> File:
    name = _text(found.long_filename() or found.name)
    return made(name, "", bytes(found.data or b""))


def _text(value: object) -> str:
    if isinstance(value, list):
        value = b"".join(part for part in value if isinstance(part, bytes))
    text = decode(value) if isinstance(value, bytes) else str(value or "")
    return text.strip("\0 ")


def _name(name: str, content_type: str) -> str:
    found = _ENDING.search(name)
    ending = found[1] if found else _ENDINGS.get(content_type) or _guessed(content_type)
    return clean_name(name if found else f"{name}.{ending}", ending)


def _guessed(content_type: str) -> str:
    return (mimetypes.guess_extension(content_type) or ".bin").lstrip(".")


def _subject(data: bytes) -> str:
    head, _at = read_head(data, 0, min(len(data), 100_000))
    return words.decoded(head.first("subject"))[:80]
