"""Changing the key of the key file: a new one in front, everything sealed anew under it, the older ones forgotten.

Each step may be the last before somebody pulls the plug: a key is in the file, and on the disk, before anything is
sealed under it, and it leaves the file after everything that needed it. Begun again, it goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import BinaryField, ExpressionWrapper, F, Model, Value

from . import audit, vault
from .models import VaultKey
from .sealed import SealedTextField
from .vault_keys import key_id, note_keys, vault_problems
from .whole_files import DRAFT, write_whole

ROWS_AT_ONCE = 100
Texts = tuple[type[Model], list[str]]
"""a model and its sealed fields"""


class StillNeeded(Exception):
    """Something is still sealed under an older key; the sentence says how much."""


@dataclass
class Rotation:
    """What was done, and what no key opens: it stays as it is, for a backup with the right key."""

    has_new_key: bool = False
    texts: int = 0
    files: int = 0
    forgotten: int = 0
    unreadable: list[str] = field(default_factory=list)


def rotate(*, forget_old: bool = False) -> Rotation:
    """Seal everything under a new key, or go on with that; with `forget_old`, then drop the older keys.

    No key is added while an earlier change is not finished: while something needs an older key, or when the older
    ones are to be forgotten. Raises `vault.BeingChanged`, `vault.NoKeyFile`, StillNeeded.
    """
    with vault.nobody_else_changes(Path(settings.VAULT_KEY_FILE), wait=False):
        if problems := vault_problems():
            raise vault.NoKeyFile(" ".join(problems))
        done = Rotation(has_new_key=_add_key_when_due(forget_old))
        note_keys()
        _wait_for_others()
        _reseal_texts(done)
        _reseal_files(done)
        if forget_old:
            done.forgotten = _forget_older_keys()
        _record(done)
    return done


def _add_key_when_due(forget_old: bool) -> bool:
    known = vault.keys()
    if len(known.seals) > 1 and (forget_old or any(_under_older_keys())):
        return False
    newest = vault.Keys.new().seals
    vault.write_keys(vault.Keys(newest + known.seals, known.fingerprint), Path(settings.VAULT_KEY_FILE))
    return True


def _wait_for_others() -> None:
    """Return when every process has noticed the new key, and what they wrote before that is in the database."""
    time.sleep(2 * vault.LOOK_AGAIN_SECONDS)
    # On SQLite the transaction itself waits for whoever writes.
    with transaction.atomic():
        if connection.vendor == "postgresql":
            tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model, _ in _models())
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {tables} IN SHARE MODE")


def _reseal_texts(done: Rotation) -> None:
    for texts in _models():
        for page in _pages(texts):
            with transaction.atomic():
                for row, name, stored in page:
                    if not vault.is_under_newest(stored):
                        _reseal_text(texts[0], row, name, stored, done)


def _reseal_text(model: type[Model], row: Any, name: str, stored: bytes, done: Rotation) -> None:
    try:
        resealed = Value(vault.reseal(stored), output_field=BinaryField())
    except vault.Unreadable:
        done.unreadable.append(f"{model._meta.label} {row}: {name}")
        return
    # Only what is still as it was read: what somebody wrote meanwhile is newer, and under the new key.
    unchanged = model._base_manager.annotate(stored=_raw(name)).filter(pk=row, stored=stored)
    done.texts += unchanged.update(**{name: resealed})


def _reseal_files(done: Rotation) -> None:
    for path in _files():
        try:
            stored = path.read_bytes()
            if not vault.is_under_newest(stored):
                _reseal_file(path, vault.reseal(stored), done)
        except vault.Unreadable:
            done.unreadable.append(str(path.relative_to(settings.SEALED_FILES_DIR)))
        except FileNotFoundError:
            continue  # deleted meanwhile


def _reseal_file(path: Path, resealed: bytes, done: Rotation) -> None:
    # A file that was deleted while it was sealed anew must not come back.
    if path.exists():
        write_whole(path, resealed)
        done.files += 1


def _forget_older_keys() -> int:
    """Drop all keys but the newest, when they open nothing that it does not; return how many."""
    needed = sum(1 for _ in _under_older_keys())
    if needed:
        raise StillNeeded(f"{needed} texts and files are still sealed under an older key; start again.")
    known = vault.keys()
    # First in the database: a key too many in the file does no harm, one too few stops the portal.
    VaultKey.objects.exclude(pk=key_id(known.seals[0])).delete()
    vault.write_keys(vault.Keys(known.seals[:1], known.fingerprint), Path(settings.VAULT_KEY_FILE))
    return len(known.seals) - 1


def _under_older_keys() -> Iterator[bytes]:
    """Yield everything sealed that an older key opens and the newest does not."""
    for stored in _everything():
        if not vault.is_under_newest(stored) and _opens(stored):
            yield stored


def _everything() -> Iterator[bytes]:
    for texts in _models():
        for page in _pages(texts):
            yield from (stored for _, _, stored in page)
    for path in _files():
        with suppress(FileNotFoundError):
            yield path.read_bytes()


def _opens(stored: bytes) -> bool:
    try:
        vault.unseal_bytes(stored)
    except vault.Unreadable:
        return False
    return True


def _models() -> list[Texts]:
    found = []
    for model in apps.get_models(include_auto_created=True):
        names = [one.name for one in model._meta.local_concrete_fields if isinstance(one, SealedTextField)]
        if names:
            found.append((model, names))
    return found


def _pages(texts: Texts) -> Iterator[list[tuple[Any, str, bytes]]]:
    """Yield row, field and sealed text, page by page; empty texts are not sealed."""
    model, names = texts
    raw = {f"raw_{name}": _raw(name) for name in names}
    rows = model._base_manager.order_by("pk").annotate(**raw).values_list("pk", *raw)
    page = list(rows[:ROWS_AT_ONCE])
    while page:
        yield [(row, name, bytes(one)) for row, *stored in page for name, one in zip(names, stored, strict=True) if one]
        page = list(rows.filter(pk__gt=page[-1][0])[:ROWS_AT_ONCE])


def _raw(name: str) -> ExpressionWrapper:
    """Return the field as the database holds it, not opened."""
    return ExpressionWrapper(F(name), output_field=BinaryField())


def _files() -> Iterator[Path]:
    """Yield the sealed files, unfinished ones left out."""
    for path in sorted(Path(settings.SEALED_FILES_DIR).rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.endswith(DRAFT):
            yield path


def _record(done: Rotation) -> None:
    subject = f"vault_key:{key_id(vault.keys().seals[0])}"
    audit.record(
        "foundation.rotate_vault",
        subject=subject,
        by=None,
        new_key=done.has_new_key,
        texts=done.texts,
        files=done.files,
        forgotten=done.forgotten,
        unreadable=len(done.unreadable),
    )
