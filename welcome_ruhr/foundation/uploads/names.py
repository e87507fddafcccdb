"""File names that strangers chose, made fit to be shown and to be saved under."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 100
"""Characters, ending included."""
LONGEST_LOOKED_AT = 1000
"""Characters from the end of a name; the rest of a longer one is no name."""
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})$")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
"""What Windows takes in no name."""
_JOINERS = "\u200c\u200d"
"""Two signs without a picture that Persian and Indian writing needs."""


def clean_name(name: str, extension: str) -> str:
    """Return a name to show and to save under that ends in `extension` (without a dot), whatever `name` ends in.

    No folders, no control characters, none that turn the direction of writing (they make “photo_exe.jpg” of
    “photo_gpj.exe”), one kind of space, NFC, at most LONGEST_NAME characters. What is nothing then becomes “file”.
    """
    visible = "".join(sign for sign in _last_part(name) if _is_visible(sign))
    spaced = " ".join(unicodedata.normalize("NFC", _NOT_IN_NAMES.sub("_", visible)).split())
    room = LONGEST_NAME - len(extension) - 1
    stem = _ENDING.sub("", spaced).strip(". ")[:room].rstrip(". ")
    return f"{stem or 'file'}.{extension}"


def ending_of(name: str) -> str:
    """Return what stands after the last dot, in small letters; "" where that is no ending."""
    found = _ENDING.search(_last_part(name))
    return found[1].lower() if found else ""


def _last_part(name: str) -> str:
    return re.split(r"[/\\]", name[-LONGEST_LOOKED_AT:])[-1].strip()


def _is_visible(sign: str) -> bool:
    """Not control, format, surrogate, private or unassigned (C…), and no break of line or paragraph."""
    category = unicodedata.category(sign)
    return sign in _JOINERS or not (category.startswith("C") or category in ("Zl", "Zp"))
