import io
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import dj_database_url
import pytest
from django.db import connection

from welcome_ruhr.foundation import clock, vault
from welcome_ruhr.foundation.backup import archive, envelope, manifest, postgresql
from welcome_ruhr.foundation.backup.connecting import connected
from welcome_ruhr.foundation.backup.manifest import Manifest
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.foundation.uploads import sealed_files

PASSPHRASE = "five words are quite enough"


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch):
    """Two rounds, as a test has nothing to hide."""
    monkeypatch.setattr(envelope, "WORK_FACTOR", 1)


@pytest.fixture
def folders(settings, tmp_path):
    """The data folder of a portal, with uploads, a sealed file and keys; the key file lies elsewhere."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    settings.SEALED_FILES_DIR = tmp_path / "data" / "sealed"
    settings.VAULT_KEY_FILE = tmp_path / "keys" / "vault.key"
    settings.BACKED_UP = {
        "media": settings.MEDIA_ROOT,
        "sealed": settings.SEALED_FILES_DIR,
        "vault.key": settings.VAULT_KEY_FILE,
        "secret_key": tmp_path / "data" / "secret_key",
    }
    (settings.MEDIA_ROOT / "images").mkdir(parents=True)
    (settings.MEDIA_ROOT / "images" / "Förderturm.jpg").write_bytes(bytes(200_000))
    (settings.DATA_DIR / "secret_key").write_text("signs sessions")
    vault.forget()
    sealed_files.store(b"a scan of a passport")
    yield settings
    vault.forget()


@pytest.fixture
def portal(folders, shared_database):
    """Such folders, and a database that another process can open."""
    return folders


@pytest.fixture
def elsewhere(portal, shared_database, tmp_path):
    """Where a backup of `portal` can be restored: `into` and `database` for `restore`."""
    into = tmp_path / "elsewhere"
    if connection.vendor == "sqlite":
        yield SimpleNamespace(into=into, database="")
        return
    with postgresql.temporary_database() as target:
        address = urlsplit(shared_database)._replace(path=f"/{target['NAME']}").geturl()
        yield SimpleNamespace(into=into, database=address)


@pytest.fixture
def restored_database(elsewhere):
    """Return a block with a connection to the database that was restored there."""

    def opened():
        file = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(elsewhere.into / "shared.sqlite3")}
        return connected(dj_database_url.parse(elsewhere.database) if elsewhere.database else file)

    return opened


@pytest.fixture
def small(tmp_path, db):
    """Make a backup of one table and one picture by hand; `small(rows={"fruit": 3})` lies about the table."""

    def made(*, extra=(), spoil=lambda folder: None, **changes):
        folder = tmp_path / "small"
        folder.mkdir()
        with closing(sqlite3.connect(folder / "small.sqlite3")) as database:
            database.executescript("CREATE TABLE fruit (name TEXT); INSERT INTO fruit VALUES ('pear'), ('plum')")
        (folder / "picture.jpg").write_bytes(b"a pear")
        spoil(folder)
        told = Manifest("2026", "r1", "sqlite", "small.sqlite3", {"fruit": 2}, [], archive.kept_in(folder))
        replace(told, **changes).write(folder / manifest.NAME)
        return sealed_up(tmp_path / "small.age", folder, extra)

    return made


def mail(number):
    """Store a mail with sealed texts."""
    OutgoingMail.objects.create(
        recipient="somebody@example.org",
        subject=f"Your question {number}",
        message_id=number,
        state=MailState.UNSURE,
        state_since=clock.now(),
        created_at=clock.now(),
    )


def sealed_up(path: Path, folder: Path, extra=()) -> Path:
    """Put the files of `folder` and further members as they are into a backup at `path`."""
    with envelope.written(path, PASSPHRASE) as stream, archive.packing(stream) as tar:
        for member in extra:
            tar.addfile(member, io.BytesIO(b"x" * member.size))
        for file in sorted(folder.iterdir()):
            archive.pack(tar, file.name, file)
    return path


def member(name, kind=tarfile.REGTYPE, link=""):
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, link
    return found
