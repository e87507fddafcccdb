from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tarfile import TarFile

from django.conf import settings
from django.db import connection

from welcome_ruhr.foundation import clock, vault
from welcome_ruhr.foundation.models import RestoreTrial
from welcome_ruhr.foundation.whole_files import DRAFT

from . import archive, databases, envelope, manifest, trying
from .errors import Refused
from .manifest import Manifest
from .places import drafted, workspace


@dataclass(frozen=True)
class Written:
    manifest: Manifest
    trial: RestoreTrial | None
    lacking: list[str]
    """what settings.BACKED_UP names and is not there"""


def back_up(path: Path, passphrase: str, *, overwrite: bool = False, tried: bool = False) -> Written:
    """Write the database and settings.BACKED_UP into one encrypted file, whole or not at all; raise BackupError.

    tried: restore it to a place of its own and compare, before it gets its name; raise Differs and keep nothing.
    """
    if tried:
        trying.check_may_try()
    with workspace() as folder, drafted(path, overwrite=overwrite) as draft:
        written = _write(draft, passphrase, folder)
        trial = trying.try_in(folder, draft, passphrase) if tried else None
    return Written(written, trial, [name for name, place in settings.BACKED_UP.items() if not place.exists()])


def _write(draft: Path, passphrase: str, folder: Path) -> Manifest:
    with _keys_stay(), envelope.written(draft, passphrase) as stream, archive.packing(stream) as tar:
        return _pack(tar, folder)


@contextmanager
def _keys_stay() -> Iterator[None]:
    """Keep the key file from being changed: the rows would be sealed under other keys than those taken along."""
    path = settings.VAULT_KEY_FILE
    if not path.exists() or not os.access(path.parent, os.W_OK):  # where nobody can change it, nobody can lock it
        yield
        return
    try:
        with vault.nobody_else_changes(path, wait=False):
            yield
    except vault.BeingChanged as error:
        raise Refused("The key file is being changed at this moment. Try again when that is done.") from error


def _pack(tar: TarFile, folder: Path) -> Manifest:
    # The database first: a file that comes later has no row yet, while the file of a row would be missing.
    with databases.copied(folder) as (copy, snapshot):
        rows, migrations = databases.row_counts(snapshot), databases.migrations(snapshot)
    made_at = clock.now().isoformat()
    packed = {name: archive.pack(tar, name, path) for name, path in ((copy.name, copy), *_files())}
    files = {name: kept for name, kept in packed.items() if kept}
    whole = Manifest(made_at, settings.RELEASE, connection.vendor, copy.name, rows, migrations, files)
    _pack_manifest(tar, whole, folder / manifest.NAME)
    copy.unlink()
    return whole


def _pack_manifest(tar: TarFile, whole: Manifest, path: Path) -> None:
    whole.write(path)
    archive.pack(tar, manifest.NAME, path)
    path.unlink()


def _files() -> Iterator[tuple[str, Path]]:
    """Yield name → path of every file of settings.BACKED_UP."""
    for name, place in settings.BACKED_UP.items():
        if place.is_dir():
            yield from ((f"{name}/{path.relative_to(place).as_posix()}", path) for path in _below(place))
        elif place.exists():
            yield name, place


def _below(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder, onerror=_refuse):
        for path in (Path(where, name) for name in folders):
            if path.is_symlink():
                raise Refused(f"{path} leads to a folder elsewhere, which a backup does not follow. Move it here.")
        finished = (Path(where, name) for name in sorted(files) if not name.endswith(DRAFT))
        yield from (path for path in finished if path.is_file())


def _refuse(error: OSError) -> None:
    # By itself os.walk passes over what it may not read.
    raise error
