from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo

from .errors import BackupError, Refused

DEBIAN = Path("/usr/lib/postgresql")
"""Debian keeps the tools of each version in a folder of its own."""
PLACE = ("host", "port", "user", "dbname", "service", "passfile", "sslmode", "sslrootcert", "sslcert", "sslkey")
"""What of Django's connection the tools are told; the password goes through a file."""


def run(name: str, database: BaseDatabaseWrapper, *options: str) -> None:
    """Run one of PostgreSQL's tools on the database; raise BackupError with what it says."""
    database.ensure_connection()
    path = tool(name, database.pg_version // 10000)  # type: ignore[attr-defined]  # PostgreSQL's wrapper has it
    with _place(database) as place:
        command = [str(path), "--no-owner", "--no-privileges", f"--dbname={place}", *options]
        finished = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 — PostgreSQL's own
    if finished.returncode:
        # Only its first line: further ones may quote what stands in the rows.
        raise BackupError(f"{name} gave up: {finished.stderr.partition(chr(10))[0]}")


def tool(name: str, server_version: int) -> Path:
    """Return the path of a tool which is as old as the server or the next younger; raise Refused.

    server_version: such as 15. Much younger tools say things that the server does not understand.
    """
    versions = {path: _version(path) for path in _installed(name)}
    fitting = sorted(version for version in versions.values() if version >= server_version)
    if not fitting:
        raise Refused(
            f"{name} of PostgreSQL {server_version} or later is needed, and is not on this machine. "
            "On Debian: apt-get install postgresql-client"
        )
    return next(path for path, version in versions.items() if version == fitting[0])


@contextmanager
def password_file(password: str) -> Iterator[Path]:
    """Give a file from which the tools read the password; it never stands among the running programs."""
    escaped = password.replace("\\", r"\\").replace(":", r"\:")
    with NamedTemporaryFile("w", prefix="pgpass") as file:
        file.write(f"*:*:*:*:{escaped}\n")
        file.flush()
        yield Path(file.name)


def _installed(name: str) -> Iterator[Path]:
    yield from sorted(DEBIAN.glob(f"*/bin/{name}"))
    found = shutil.which(name)
    if found:
        yield Path(found)


def _version(path: Path) -> int:
    """Return the first number of the version, 0 when the program does not say one."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 — as above
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else 0


@contextmanager
def _place(database: BaseDatabaseWrapper) -> Iterator[str]:
    """Give what tells the tools where to connect: as Django does."""
    known = {name: value for name, value in database.get_connection_params().items() if name in PLACE}
    password = database.settings_dict["PASSWORD"]
    if not password:
        yield make_conninfo(**known)
        return
    with password_file(password) as file:
        yield make_conninfo(**{**known, "passfile": str(file)})
