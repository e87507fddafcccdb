"""Looking at a file before anything is kept of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from .kinds import BY_EXTENSION, ENDINGS, Kind, kind_of
from .names import clean_name, ending_of
from .refusals import Empty, KindNotAllowed, NotWhatItSays, TooLarge

MAX_BYTES = 10 * 1024**2


@dataclass(frozen=True)
class Inspected:
    content_type: str
    """as `download` sends it, by content"""
    extension: str
    """without a dot, by content"""
    size: int
    """bytes"""
    sha256: str
    """64 hex digits"""
    name: str
    """clean, with the extension of what it is"""


def inspect(file: UploadedFile) -> Inspected:
    """Return what this file is, told from its bytes; raise Refused with a sentence when it is not taken.

    The file stands at its beginning afterwards. A picture may be of another kind than its name says, because phones
    and messengers rename them; it gets the right ending. Nothing else may.
    """
    _refuse_size(file.size or 0)
    name = file.name or ""
    kind = _kind_by_name_and_content(file, ending_of(name))
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return Inspected(kind.content_type, kind.extension, file.size or 0, sha256, clean_name(name, kind.extension))


def _refuse_size(size: int) -> None:
    if not size:
        raise Empty
    if size > MAX_BYTES:
        raise TooLarge(MAX_BYTES)


def _kind_by_name_and_content(file: UploadedFile, ending: str) -> Kind:
    if ending and ending not in ENDINGS:
        raise _not_allowed(ending)
    kind = kind_of(file)
    if kind is None:
        raise NotWhatItSays(ending) if ending else _not_allowed("")
    if ending and ending not in kind.endings and not (kind.is_picture and _is_picture(ending)):
        raise NotWhatItSays(ending)
    return kind


def _is_picture(ending: str) -> bool:
    return any(ending in kind.endings for kind in BY_EXTENSION.values() if kind.is_picture)


def _not_allowed(ending: str) -> KindNotAllowed:
    return KindNotAllowed(ending, ", ".join(BY_EXTENSION))
