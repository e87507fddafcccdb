"""Which kinds of files are taken, and which of them a file is, told from its bytes.

No picture is decoded and nothing is unpacked. So a file can begin right and hold something else behind (a picture
with a web page after it, a PDF file with a script in it): that is why `answers.download` has it saved and never opened
in the portal's own origin, and why there is `scanning`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO

import filetype

from .refusals import HoldsMacros
from .zip_directory import NoPlainZip, names_in

HEAD_BYTES = 8192


@dataclass(frozen=True)
class Kind:
    extension: str
    content_type: str
    endings: frozenset[str]
    """what its names may end in"""
    is_picture: bool = False


def _kind(extension: str, content_type: str, *more_endings: str, is_picture: bool = False) -> Kind:
    return Kind(extension, content_type, frozenset({extension, *more_endings}), is_picture)


_ODT = "application/vnd.oasis.opendocument.text"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = (
    _kind("pdf", "application/pdf"),
    _kind("jpg", "image/jpeg", "jpeg", "jpe", "jfif", is_picture=True),
    _kind("png", "image/png", is_picture=True),
    _kind("webp", "image/webp", is_picture=True),
    _kind("heic", "image/heic", "heif", is_picture=True),
    _kind("docx", _DOCX),
    _kind("odt", _ODT),
    _kind("txt", "text/plain; charset=utf-8"),
)
BY_EXTENSION = {kind.extension: kind for kind in KINDS}
ENDINGS = frozenset(ending for kind in KINDS for ending in kind.endings)

_BY_FIRST_BYTES = {"pdf": "pdf", "jpg": "jpg", "png": "png", "apng": "png", "webp": "webp", "heic": "heic"}
"""What the library `filetype` says → our extension."""
_MORE_HEIC = {b"heix", b"heim", b"heis", b"mif1"}
"""Brands of HEIF (ISO/IEC 23008-12) that the library does not know."""
_ZIP = b"PK\3\4"
_ODT_BEGINS = b"mimetype" + _ODT.encode() + b"PK"
"""From byte 30 on: its first file says what it is, not compressed, and then comes the next."""
_MACROS = re.compile(r"(^|/)(vba\w*\.bin|Basic/|Scripts/)", re.IGNORECASE)
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"<[a-z!?/]|%!|%pdf|\{\\rtf|#!", re.IGNORECASE)
"""How web pages, SVG, PostScript, PDF, RTF and scripts begin."""


def kind_of(file: IO[bytes]) -> Kind | None:
    """Return what kind the bytes are, wherever the file stood; None for any that is not taken. Raise HoldsMacros."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head.startswith(_ZIP):
        extension = _kind_of_zip(file, head)
    else:
        extension = _kind_of_head(head) or ("txt" if _is_plain_text(file) else "")
    return BY_EXTENSION.get(extension)


def _kind_of_head(head: bytes) -> str:
    guessed = filetype.guess_extension(head)
    if guessed is None and head[4:8] == b"ftyp" and head[8:12] in _MORE_HEIC:
        return "heic"
    return _BY_FIRST_BYTES.get(guessed or "", "")


def _kind_of_zip(file: IO[bytes], head: bytes) -> str:
    try:
        names = names_in(file)
    except NoPlainZip:
        return ""
    extension = _kind_of_names(names, head)
    if extension and any(_MACROS.search(name) for name in names):
        raise HoldsMacros
    return extension


def _kind_of_names(names: Collection[str], head: bytes) -> str:
    if "[Content_Types].xml" in names and any(name.startswith("word/document") for name in names):
        return "docx"
    is_odt = head[30 : 30 + len(_ODT_BEGINS)] == _ODT_BEGINS and "content.xml" in names
    return "odt" if is_odt else ""


def _is_plain_text(file: IO[bytes]) -> bool:
    """Whether all of it is UTF-8 without control characters, and does not begin like something a program would run."""
    file.seek(0)
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(text) and not _MARKUP.match(text.lstrip())
