"""Files on the disk that only the key file opens, under names that say nothing (settings.SEALED_FILES_DIR)."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from welcome_ruhr.foundation import clock, vault
from welcome_ruhr.foundation.whole_files import DRAFT, write_whole

_NAME = re.compile(rf"[0-9a-f]{{40}}(\.[0-9a-f]+{re.escape(DRAFT)})?")
"""160 random bits; and what a killed process left of such a file"""


class NoSuchFile(Exception):
    """There is no sealed file of this name: it was deleted, or the name is none of ours."""


def store(data: bytes) -> str:
    """Seal the data and return the name under which `read` finds it; it is on the disk when this returns.

    A transaction that is rolled back leaves its file behind, until somebody deletes the `orphans`.
    """
    name = secrets.token_hex(20)
    path = _path(name)
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, vault.seal_bytes(data))
    # By our own clock, with which `orphans` compares.
    moment = clock.now().timestamp()
    os.utime(path, (moment, moment))
    return name


def read(name: str | None) -> bytes:
    """Return what was stored; raise NoSuchFile, also where no name says that it was not kept, or `vault.Unreadable`."""
    if name is None:
        raise NoSuchFile(name)
    try:
        return vault.unseal_bytes(_path(name).read_bytes())
    except FileNotFoundError as error:
        raise NoSuchFile(name) from error


def delete(name: str) -> None:
    """Have the file gone, also when it is gone already; raise NoSuchFile for a name that is none of ours."""
    _path(name).unlink(missing_ok=True)


def orphans(known: Iterable[str], older_than: timedelta) -> list[str]:
    """Return the names, for `delete`, of files that are not in `known` and were stored longer ago than `older_than`.

    Choose that longer than any transaction takes: until it ends, nobody knows the file that it stored.
    """
    latest = (clock.now() - older_than).timestamp()
    stored = Path(settings.SEALED_FILES_DIR).glob("??/*")
    old = {path.name for path in stored if _NAME.fullmatch(path.name) and _stored_before(path, latest)}
    return sorted(old.difference(known))


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise NoSuchFile(name)
    return Path(settings.SEALED_FILES_DIR) / name[:2] / name


def _stored_before(path: Path, latest: float) -> bool:
    try:
        return path.stat().st_mtime < latest
    except FileNotFoundError:  # deleted since it was listed
        return False
