"""PostgreSQL's own tools copy and restore it: pg_dump and pg_restore, of the server's version or a later one."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from .connecting import connected
from .errors import Refused
from .postgresql_tools import run

FILE = "database.pgdump"
MARK = "Made by a trial of the backup of {name}, and may be deleted."
"""The comment by which a database is known that a killed trial left."""


@contextmanager
def copied(folder: Path) -> Iterator[tuple[Path, BaseDatabaseWrapper]]:
    """Dump the database as it is now; the connection sees the same moment until the block ends."""
    file = folder / FILE
    with connected(connection.settings_dict) as database, database.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        run("pg_dump", database, "--format=custom", f"--snapshot={snapshot}", f"--file={file}")
        yield file, database
        cursor.execute("ROLLBACK")


@contextmanager
def put_back(file: Path, target: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """Fill the empty database `target` at once or not at all; an error in the block empties it again."""
    with connected(target) as database:
        run("pg_restore", database, "--exit-on-error", "--single-transaction", str(file))
        try:
            yield database
        except BaseException:
            _make_empty(database)
            raise


def empty_database(address: str) -> dict[str, Any]:
    """Return the settings of the PostgreSQL database at `address`; raise Refused when it cannot be restored into."""
    try:
        target = dict(dj_database_url.parse(address))
    except ValueError as error:
        raise Refused("This is no address of a database: postgres://user:password@host:5432/name") from error
    if target["ENGINE"] != "django.db.backends.postgresql":
        raise Refused("--database takes the address of a PostgreSQL database: postgres://user:password@host:5432/name")
    with connected(target) as database:
        _check_empty(database)
    return target


@contextmanager
def temporary_database() -> Iterator[dict[str, Any]]:
    """Give the settings of an empty database on the portal's own server, for as long as the block runs."""
    name = f"backup_trial_{secrets.token_hex(4)}"
    with connected(connection.settings_dict) as database, database.cursor() as cursor:
        _drop_left(cursor)
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        cursor.execute(f'COMMENT ON DATABASE "{name}" IS %s', [_mark()])
        try:
            yield {**connection.settings_dict, "NAME": name}
        finally:
            cursor.execute(f'DROP DATABASE "{name}"')


def check_may_try() -> None:
    """Raise Refused when the portal's account may not make the database that a trial needs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            raise Refused(
                "To try a restore, the portal's account has to be allowed to make a database: ALTER ROLE … CREATEDB. "
                "Without --try the backup is written all the same."
            )


def _check_empty(database: BaseDatabaseWrapper) -> None:
    try:
        with database.cursor() as cursor:
            found = database.introspection.table_names(cursor, include_views=True)
    except OperationalError as error:
        raise Refused(f"The database does not answer: {error}") from error
    if found:
        raise Refused(f"The database {database.settings_dict['NAME']} is not empty. Name a new one.")


def _mark() -> str:
    return MARK.format(name=connection.settings_dict["NAME"])


def _drop_left(cursor: Any) -> None:
    cursor.execute("SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = %s", [_mark()])
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE "{name}"')


def _make_empty(database: BaseDatabaseWrapper) -> None:
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {database.ops.quote_name(table)} CASCADE")
        cursor.execute("SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
        for (routine,) in cursor.fetchall():
            cursor.execute(f"DROP ROUTINE {routine} CASCADE")
