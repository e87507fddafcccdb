"""Which files of a mail are taken; the mail as it came holds all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from welcome_ruhr.foundation import uploads
from welcome_ruhr.foundation.incoming import File

MOST_FILES = 50
"""of one mail, with a line of their own"""


@dataclass(frozen=True, repr=False)
class LookedAt:
    file: File
    found: uploads.Inspected | None
    """None: not taken"""
    why: str = ""
    """it is not taken: a sentence in the language that is active"""


def looked_at(file: File) -> LookedAt:
    """Say whether a file is of a kind that we take, told from its bytes."""
    try:
        found = uploads.inspect(SimpleUploadedFile(file.name or "file", file.data))
    except uploads.Refused as refused:
        return LookedAt(file, None, str(refused))
    return LookedAt(file, found)
