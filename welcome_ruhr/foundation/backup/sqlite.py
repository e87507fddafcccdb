from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from .connecting import connected
from .errors import Differs


@contextmanager
def copied(folder: Path) -> Iterator[tuple[Path, BaseDatabaseWrapper]]:
    """Copy the database as it is now, while the portal reads and writes it (https://sqlite.org/backup.html)."""
    file = folder / Path(connection.settings_dict["NAME"]).name
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
    file.chmod(0o600)
    with opened(file) as database:
        yield file, database


@contextmanager
def opened(file: Path) -> Iterator[BaseDatabaseWrapper]:
    """Give a connection to the file; raise Differs when SQLite finds a fault in it."""
    with connected({"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}) as database:
        found = _fault(database)
        if found:
            raise Differs(f"The copy of the database is damaged: {found}")
        yield database


def _fault(database: BaseDatabaseWrapper) -> str:
    """Return the first fault that SQLite finds in the whole file, "" for none."""
    try:
        with database.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(1)")
            found = str(cursor.fetchone()[0])
    except DatabaseError as error:
        return str(error)
    return "" if found == "ok" else found
