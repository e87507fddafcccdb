"""Writing a backup: of one moment, whole or not at all, never over another by mistake."""

import threading

import pytest
from django.db import connection, transaction

from welcome_ruhr.foundation import clock, vault
from welcome_ruhr.foundation.backup.errors import Refused
from welcome_ruhr.foundation.backup.places import workspace
from welcome_ruhr.foundation.backup.restoring import restore
from welcome_ruhr.foundation.backup.writing import back_up
from welcome_ruhr.foundation.models import RateLimitWindow, RestoreTrial, ScheduleEntry
from welcome_ruhr.foundation.whole_files import DRAFT

from .conftest import PASSPHRASE


@pytest.fixture
def file(tmp_path):
    return tmp_path / "backups" / "sunday.age"


@pytest.fixture(autouse=True)
def folder_for_backups(file):
    file.parent.mkdir()


def hit(key):
    RateLimitWindow.objects.create(key_hash=key, last_hit_at=clock.now(), ends_at=clock.now())


def names_beside(file):
    return sorted(path.name for path in file.parent.iterdir())


def test_backup_brings_back_rows_files_and_keys(portal, elsewhere, restored_database, file):
    hit("a row")
    back_up(file, PASSPHRASE)
    restore(file, PASSPHRASE, into=elsewhere.into, database=elsewhere.database)
    with restored_database() as database, database.cursor() as cursor:
        cursor.execute("SELECT key_hash, hits FROM foundation_ratelimitwindow")
        assert cursor.fetchall() == [("a row", 0)]
    for name, place in portal.BACKED_UP.items():
        taken = [path for path in (place, *place.rglob("*")) if path.is_file()]
        assert [(elsewhere.into / name / path.relative_to(place)).read_bytes() for path in taken] == [
            path.read_bytes() for path in taken
        ]
        assert taken != []


def test_backup_says_what_is_in_it(portal, file, moment):
    hit("a row")
    whole = back_up(file, PASSPHRASE).manifest
    assert (whole.rows["foundation_ratelimitwindow"], whole.rows["foundation_restoretrial"]) == (1, 0)
    assert (whole.database, whole.release, whole.made_at) == (
        connection.vendor,
        portal.RELEASE,
        moment.isoformat(),
    )
    assert "foundation.0004_restore_trial" in whole.migrations
    assert whole.files["media/images/Förderturm.jpg"].bytes == 200_000
    assert {name.partition("/")[0] for name in whole.files} == {*portal.BACKED_UP, whole.database_file}


def test_only_its_owner_may_read_the_backup_and_nothing_else_is_left(portal, file):
    back_up(file, PASSPHRASE)
    assert file.stat().st_mode & 0o777 == 0o600
    assert names_beside(file) == ["sunday.age"]
    assert list((portal.DATA_DIR / ".backup").iterdir()) == []


def write_pairs(stop):
    """Write a row into each of two tables, always together, from another connection."""
    number = 0
    while not stop.is_set():
        number += 1
        with transaction.atomic():
            hit(number)
            ScheduleEntry.objects.create(name=number, rule="", next_run_at=clock.now())
    connection.close()


def test_backup_is_of_one_moment_while_the_portal_writes(portal, file):
    stop = threading.Event()
    writer = threading.Thread(target=write_pairs, args=[stop])
    writer.start()
    while not RateLimitWindow.objects.exists():
        pass
    try:
        whole = back_up(file, PASSPHRASE, tried=True).manifest
    finally:
        stop.set()
        writer.join()
    assert whole.rows["foundation_ratelimitwindow"] == whole.rows["foundation_scheduleentry"] > 0


def test_backup_that_is_there_stays_unless_told_otherwise(portal, file):
    file.write_bytes(b"last week")
    with pytest.raises(Refused, match=r"sunday.age is there already. Choose another name, or add --overwrite."):
        back_up(file, PASSPHRASE)
    assert file.read_bytes() == b"last week"
    back_up(file, PASSPHRASE, overwrite=True)
    assert file.read_bytes() != b"last week"


def test_backup_that_fails_leaves_the_one_before(portal, file):
    file.write_bytes(b"last week")
    (portal.MEDIA_ROOT / "films").symlink_to(portal.DATA_DIR)
    with pytest.raises(Refused, match=r"films leads to a folder elsewhere, which a backup does not follow"):
        back_up(file, PASSPHRASE, overwrite=True)
    assert file.read_bytes() == b"last week"
    assert names_beside(file) == ["sunday.age"]
    assert list((portal.DATA_DIR / ".backup").iterdir()) == []


def test_backup_among_what_is_backed_up_is_refused(folders):
    with pytest.raises(Refused, match=r"media, which is itself backed up"):
        back_up(folders.MEDIA_ROOT / "images" / "sunday.age", PASSPHRASE)


def test_folder_is_no_place_for_the_file_itself(folders, file):
    with pytest.raises(Refused, match=r"backups is a folder: name a file in it."):
        back_up(file.parent, PASSPHRASE)


def test_one_backup_at_a_time(folders, file):
    with workspace(), pytest.raises(Refused, match="Another backup or trial is running"):
        back_up(file, PASSPHRASE)
    assert names_beside(file) == []


def test_keys_cannot_change_during_a_backup(folders, file):
    key_file = folders.VAULT_KEY_FILE
    with (
        vault.nobody_else_changes(key_file, wait=False),
        pytest.raises(Refused, match="The key file is being changed"),
    ):
        back_up(file, PASSPHRASE)
    assert names_beside(file) == []


def test_what_a_killed_backup_left_is_cleared_away(portal, file):
    left = portal.DATA_DIR / ".backup" / "left"
    left.mkdir(parents=True)
    (left / "copy.sqlite3").write_bytes(b"names and addresses")
    file.with_name("sunday.age.part").write_bytes(b"half a backup")
    back_up(file, PASSPHRASE)
    assert names_beside(file) == ["sunday.age"]
    assert not left.exists()


def test_files_that_are_not_finished_are_left_out(portal, file):
    (portal.SEALED_FILES_DIR / f"new.1234{DRAFT}").write_bytes(b"half a file")
    (portal.MEDIA_ROOT / "socket").symlink_to("/nowhere")
    files = back_up(file, PASSPHRASE).manifest.files
    assert [name for name in files if "new" in name or "socket" in name] == []


def test_what_is_not_there_is_named(portal, file):
    (portal.DATA_DIR / "secret_key").unlink()
    assert back_up(file, PASSPHRASE).lacking == ["secret_key"]


def test_nothing_of_the_portal_can_be_read_in_the_file(portal, file):
    hit("canary")
    (portal.MEDIA_ROOT / "note.txt").write_text("canary")
    back_up(file, PASSPHRASE)
    assert b"canary" not in file.read_bytes()
    assert not RestoreTrial.objects.exists()
