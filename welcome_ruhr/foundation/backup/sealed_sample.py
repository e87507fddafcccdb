"""Whether the key file of a backup opens what is sealed in it: without it, the rest is worth little."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from welcome_ruhr.foundation.sealed import SealedTextField

from .errors import Differs

KEY_FILE, SEALED_FILES = "vault.key", "sealed"
"""their names in settings.BACKED_UP"""
SAMPLE = 10
"""So many of the oldest and of the newest are opened, of each column and of the files: keys change with time."""


@dataclass(frozen=True)
class Column:
    table: str
    primary_key: str
    name: str


def check_opens(restored: BaseDatabaseWrapper, folder: Path) -> None:
    """Raise Differs when the restored key file does not open what is sealed in the restored sample."""
    texts, files = list(_texts(restored)), _files(folder / SEALED_FILES)
    if not texts and not files:
        return
    keys = _keys(folder / KEY_FILE)
    for column, sealed in texts:
        if not _opens(keys, sealed):
            raise Differs(
                f"The key file in the backup does not open what is sealed in {column.table}.{column.name}. "
                "Is VAULT_KEY_FILE right?"
            )
    # One that does not open may have been cut off by a crash; that none does says that the key is another.
    if files and not any(_opens(keys, path.read_bytes()) for path in files):
        raise Differs("The key file in the backup does not open any of the sealed files. Is VAULT_KEY_FILE right?")


def sealed_columns() -> Iterator[Column]:
    """Yield every column of the database that only the key file opens."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SealedTextField):
                yield Column(model._meta.db_table, str(model._meta.pk.column), str(field.column))


def _texts(restored: BaseDatabaseWrapper) -> Iterator[tuple[Column, bytes]]:
    """Yield the sealed texts of the sample; columns that an older backup has not are passed over."""
    with restored.cursor() as cursor:
        tables = restored.introspection.table_names(cursor)
        for column in sealed_columns():
            if column.table in tables and _has(restored, cursor, column):
                yield from ((column, sealed) for sealed in _ends(restored, cursor, column))


def _has(restored: BaseDatabaseWrapper, cursor: Any, column: Column) -> bool:
    return column.name in {found.name for found in restored.introspection.get_table_description(cursor, column.table)}


def _ends(restored: BaseDatabaseWrapper, cursor: Any, column: Column) -> Iterator[bytes]:
    name, key, table = map(restored.ops.quote_name, (column.name, column.primary_key, column.table))
    for order in ("ASC", "DESC"):
        cursor.execute(
            f"SELECT {name} FROM {table} WHERE length({name}) > 0 ORDER BY {key} {order} LIMIT {SAMPLE}"  # noqa: S608
        )
        yield from [bytes(sealed) for (sealed,) in cursor.fetchall()]


def _files(folder: Path) -> list[Path]:
    by_age = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_mtime)
    return list(dict.fromkeys((*by_age[:SAMPLE], *by_age[-SAMPLE:])))


def _opens(keys: MultiFernet, sealed: bytes) -> bool:
    try:
        keys.decrypt(sealed)
    except InvalidToken:
        return False
    return True


def _keys(path: Path) -> MultiFernet:
    # Not by the vault: where there is no key file, it would make one.
    if not path.exists():
        raise Differs("The backup holds sealed texts and no key file to open them: is VAULT_KEY_FILE right?")
    return MultiFernet([Fernet(key) for key in json.loads(path.read_text())["seals"]])
