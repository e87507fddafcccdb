"""The database of a backup, whichever it is: copied as it is at one moment, put back, counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from . import postgresql, sqlite
from .errors import Refused
from .manifest import Manifest


def copied(folder: Path) -> AbstractContextManager[tuple[Path, BaseDatabaseWrapper]]:
    """Copy the portal's database into `folder`; give the file and a connection that sees exactly what is in it."""
    return sqlite.copied(folder) if connection.vendor == "sqlite" else postgresql.copied(folder)


@contextmanager
def put_back(manifest: Manifest, folder: Path, target: dict[str, Any] | None) -> Iterator[BaseDatabaseWrapper]:
    """Give a connection to the restored database; an error in the block empties `target` again.

    target: settings of an empty PostgreSQL database; none for SQLite, whose file stays where it was unpacked.
    """
    file = folder / manifest.database_file
    _check_kind(manifest, target)
    with sqlite.opened(file) if target is None else postgresql.put_back(file, target) as restored:
        yield restored


def row_counts(database: BaseDatabaseWrapper) -> dict[str, int]:
    with database.cursor() as cursor:
        tables = sorted(database.introspection.table_names(cursor))
        return {table: _count(database, cursor, table) for table in tables}


def migrations(database: BaseDatabaseWrapper) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(database).applied_migrations())


def _count(database: BaseDatabaseWrapper, cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {database.ops.quote_name(table)}")  # noqa: S608 — the database's own name
    return int(cursor.fetchone()[0])


def _check_kind(manifest: Manifest, target: dict[str, Any] | None) -> None:
    if manifest.database == "postgresql" and target is None:
        raise Refused("The backup holds a PostgreSQL database: name an empty one to put it into, with --database URL.")
    if manifest.database == "sqlite" and target is not None:
        raise Refused("The backup holds an SQLite database, which comes to lie in the folder: leave --database out.")
