"""Which keys the database needs: noted in it, so that a key file that is not the right one is noticed at the start."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from . import clock, vault

GONE = (
    "The key file {path} is gone, and the database holds what only it opens. "
    "Put it there, from the backup; a new one would open nothing."
)
ANOTHER = (
    "The key file {path} is not the one of this database: it was made anew or exchanged. "
    "Put the right one there, from the backup; what is sealed stays closed without it."
)
LACKS = (
    "The key file {path} lacks {count} of the keys of this database. "
    "Put a newer one there, from the backup; some of what is sealed stays closed without it."
)
TABLE = "foundation_vaultkey"


def vault_problems() -> list[str]:
    """Return sentences that say why the key file does not open what this database holds; makes no key file.

    Asks below Django's models, so that a start can ask before they are loaded and the database is up to date.
    """
    noted, path = _noted() or set(), Path(settings.VAULT_KEY_FILE)
    if not path.exists():
        return [GONE.format(path=path)] if noted else []
    try:
        missing = noted - ids_in_file()
    except vault.NoKeyFile as error:
        return [str(error)]
    if not missing:
        return []
    return [(ANOTHER if missing == noted else LACKS).format(path=path, count=len(missing))]


def note_keys(**signal: Any) -> None:
    """Note the keys of the key file: from now on rows may be sealed under them.

    A key file that has nothing to do with the keys noted before is not noted, so that `vault_problems` tells.
    """
    from .models import VaultKey

    noted = _noted()
    if noted is None or (noted and noted.isdisjoint(ids_in_file())):
        return
    new = [VaultKey(pk=key, noted_at=clock.now()) for key in sorted(ids_in_file() - noted)]
    VaultKey.objects.bulk_create(new, ignore_conflicts=True)


def ids_in_file() -> set[str]:
    return {key_id(key) for key in vault.keys().seals}


def key_id(key: str) -> str:
    """Return what names a key without telling it; under another key for fingerprints, another name."""
    return vault.fingerprint("vault key", key)[:16]


def _noted() -> set[str] | None:
    """Return the ids of the noted keys; None when the database has no table for them yet."""
    # Django's own cursor complains before the models are loaded.
    connection.ensure_connection()
    with closing(connection.connection.cursor()) as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return None
        cursor.execute("SELECT id FROM foundation_vaultkey")
        return {key for (key,) in cursor.fetchall()}
