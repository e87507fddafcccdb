from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from . import archive, databases, envelope, manifest, postgresql
from .errors import Differs, OtherVersion
from .manifest import Manifest
from .places import staged


def restore(path: Path, passphrase: str, *, into: Path, database: str = "") -> Manifest:
    """Put back everything into the empty folder `into`, whole and compared, or leave nothing; raise BackupError.

    database: address of an empty PostgreSQL database, for the backup of one
    """
    target = postgresql.empty_database(database) if database else None
    with staged(into) as folder:
        whole = unpacked(path, passphrase, folder)
        with databases.put_back(whole, folder, target) as restored:
            check_rows(whole, restored)
        if target:
            (folder / whole.database_file).unlink()
    return whole


def unpacked(path: Path, passphrase: str, folder: Path) -> Manifest:
    """Unpack the backup into the empty `folder` and hold every file against its manifest."""
    with envelope.opened(path, passphrase) as stream:
        archive.unpack(stream, folder)
    whole = manifest.take_from(folder)
    _check_release(whole)
    _check_files(whole, folder)
    return whole


def check_rows(whole: Manifest, restored: BaseDatabaseWrapper) -> None:
    """Raise Differs when a table holds more or fewer rows than were backed up, or the migrations are others."""
    found: dict[str, Any] = databases.row_counts(restored)
    for table in sorted(whole.rows.keys() | found.keys()):
        expected, counted = whole.rows.get(table), found.get(table)
        if expected != counted:
            raise Differs(f"The table {table} should have {expected} rows and has {counted}. Nothing was restored.")
    if whole.migrations != databases.migrations(restored):
        raise Differs("The restored database has seen other migrations than the one that was backed up.")


def _check_files(whole: Manifest, folder: Path) -> None:
    found = archive.kept_in(folder)
    for name in sorted(whole.files.keys() | found.keys()):
        if whole.files.get(name) != found.get(name):
            raise Differs(f"The file {name} is not what was backed up. Nothing was restored.")


def _check_release(whole: Manifest) -> None:
    """A newer database would be run by code that does not know its tables; an older one is migrated at the start."""
    known, rooms = _known_migrations(), {config.label for config in apps.get_app_configs()}
    unknown = [name for name in whole.migrations if name not in known and name.partition(".")[0] in rooms]
    if unknown:
        raise OtherVersion(f"The backup is of a newer release (it knows {unknown[0]}). Install that release first.")


def _known_migrations() -> set[str]:
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    replaced = {name for migration in on_disk.values() for name in migration.replaces}
    return {f"{app}.{name}" for app, name in on_disk.keys() | replaced}
