from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path

from django.conf import settings

from .errors import Refused

SHORTEST = 12


def new_passphrase(file: Path | None) -> str:
    """Return the passphrase for a backup: from the file, the setting, or typed twice; raise Refused."""
    given = _given(file)
    if given is None:
        given = _typed("Passphrase of the backup: ")
        if given != _typed("Once more: "):
            raise Refused("The two passphrases differ. Nothing was written.")
    if len(given) < SHORTEST:
        raise Refused(f"The passphrase is too short: {SHORTEST} characters or more, five words for example.")
    return given


def known_passphrase(file: Path | None) -> str:
    """Return the passphrase of a backup that is there: from the file, the setting, or typed; raise Refused."""
    given = _given(file)
    return _typed("Passphrase of the backup: ") if given is None else given


def _given(file: Path | None) -> str | None:
    if file is None:
        return settings.BACKUP_PASSPHRASE or None
    try:
        return file.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"The passphrase cannot be read from {file}.") from error


def _typed(question: str) -> str:
    if not sys.stdin.isatty():
        raise Refused("There is no passphrase: --passphrase-file PATH, or the variable BACKUP_PASSPHRASE.")
    return getpass(question).strip()
