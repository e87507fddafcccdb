"""What an uploaded file really is: told from its bytes, because a name can say anything."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST_NAME = 100
"""Characters of a file name, ending included."""
LARGEST = {"image": 10 * 1024**2, "document": 20 * 1024**2}
"""In bytes."""
TEXTS = {"csv", "txt"}
ALIKE = {"jpeg": "jpg"}
HEAD = 8192
"""Bytes that tell what a file is."""
ACTIVE = (b"<script", b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<?php")


def refuse_false_image(file: Any, name: str, extensions: list[str]) -> None:
    """Raise ValidationError for an image that is none, is not what its ending says, or is too large."""
    _refuse_false(file, name, extensions, "image")


def refuse_false_document(file: Any, name: str, extensions: list[str]) -> None:
    """Raise ValidationError for a document that is not what its ending says, or is too large."""
    _refuse_false(file, name, extensions, "document")


def _refuse_false(file: Any, name: str, extensions: list[str], kind: str) -> None:
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("The file name has more than %(most)d characters.") % {"most": LONGEST_NAME})
    if ending not in extensions:
        sentence = _("Files ending in “.%(ending)s” are not taken. Possible are: %(known)s.")
        raise ValidationError(sentence % {"ending": ending, "known": ", ".join(extensions)})
    if file.size > LARGEST[kind]:
        raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": LARGEST[kind] // 1024**2})
    if not file.size:
        raise ValidationError(_("The file is empty."))
    found = _real_ending(file)
    if found != ALIKE.get(ending, ending) and not (ending in TEXTS and found == "txt"):
        sentence = _("This file ends in “.%(ending)s”, but it is %(found)s. Please save it in the right format.")
        real = _("a file in the format %(format)s") % {"format": found.upper()} if found else _("no such file")
        raise ValidationError(sentence % {"ending": ending, "found": real})


def _real_ending(file: Any) -> str:
    """Return the ending that fits the bytes; "txt" for plain text, "" for what is not known."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if kind := filetype.guess(head):
        return str(kind.extension)
    return "txt" if _is_plain_text(head) else ""


def _is_plain_text(head: bytes) -> bool:
    """Whether these are words in UTF-8 or Latin-1, without control characters and nothing a browser would run."""
    control = set(range(32)) - {9, 10, 12, 13}
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not control & set(head) and not start.startswith(ACTIVE)
