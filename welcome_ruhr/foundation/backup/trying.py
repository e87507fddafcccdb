"""A backup that was never restored is a hope: the way back, tried to its end and compared."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from django.db import connection

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import RestoreTrial

from . import databases, postgresql
from .errors import Refused
from .manifest import Manifest
from .places import workspace
from .restoring import check_rows, unpacked
from .sealed_sample import check_opens


def try_out(path: Path, passphrase: str) -> RestoreTrial:
    """Restore the backup to a place of its own, compare, and note that it went well; raise BackupError."""
    with workspace() as folder:
        return try_in(folder, path, passphrase)


def try_in(folder: Path, path: Path, passphrase: str) -> RestoreTrial:
    """The same inside an empty folder."""
    whole = unpacked(path, passphrase, folder)
    with ExitStack() as stack:
        target = stack.enter_context(postgresql.temporary_database()) if _needs_server(whole) else None
        restored = stack.enter_context(databases.put_back(whole, folder, target))
        check_rows(whole, restored)
        check_opens(restored, folder)
    return RestoreTrial.objects.create(
        at=clock.now(), rows=whole.row_count, files=len(whole.files), bytes=whole.byte_count
    )


def check_may_try() -> None:
    """Raise Refused when a backup of this portal could not be tried here."""
    if connection.vendor == "postgresql":
        postgresql.check_may_try()


def trial_sentence(trial: RestoreTrial) -> str:
    return (
        f"Restored aside and compared, all is well: {trial.rows:,} rows, {trial.files:,} files, {trial.bytes:,} bytes."
    )


def _needs_server(whole: Manifest) -> bool:
    if whole.database == "sqlite":
        return False
    if connection.vendor != "postgresql":
        raise Refused("The backup holds a PostgreSQL database, and this portal has none. Use: restore --database URL")
    check_may_try()
    return True
