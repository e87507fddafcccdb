"""The way back: whole and compared, or a sentence and nothing."""

import pytest

from welcome_ruhr.foundation.backup import databases
from welcome_ruhr.foundation.backup.archive import Kept
from welcome_ruhr.foundation.backup.errors import Damaged, Differs, OtherVersion, Refused, WrongPassphrase
from welcome_ruhr.foundation.backup.restoring import restore, unpacked
from welcome_ruhr.foundation.backup.sqlite import opened

from .conftest import PASSPHRASE, member

PICTURE = Kept(6, "of a peach")


@pytest.fixture
def into(tmp_path):
    return tmp_path / "restored"


def refusal(path, into, kind, passphrase=PASSPHRASE, **options):
    """Return the sentence of the refusal, after which there is nothing where there was nothing."""
    with pytest.raises(kind) as caught:
        restore(path, passphrase, into=into, **options)
    assert not into.exists()
    return str(caught.value)


def test_small_backup_is_restored(small, into):
    restore(small(), PASSPHRASE, into=into)
    assert sorted(path.name for path in into.iterdir()) == ["picture.jpg", "small.sqlite3"]
    assert (into / "picture.jpg").read_bytes() == b"a pear"
    with opened(into / "small.sqlite3") as database:
        assert databases.row_counts(database) == {"fruit": 2}


def test_wrong_passphrase_restores_nothing(small, into):
    said = refusal(small(), into, WrongPassphrase, "something else entirely")
    assert said == "The passphrase does not open this backup, or its first lines are damaged."


@pytest.mark.parametrize("length", [10, 100, 180, 5_000, -1])
def test_cut_file_restores_nothing(small, into, length):
    path = small()
    path.write_bytes(path.read_bytes()[:length])
    assert refusal(path, into, Damaged)


def test_flipped_byte_restores_nothing(small, into):
    path = small()
    sealed = path.read_bytes()
    path.write_bytes(sealed[:9_000] + bytes([sealed[9_000] ^ 1]) + sealed[9_001:])
    said = refusal(path, into, Damaged)
    assert said == "The backup is damaged: it was cut, changed or added to. Take another copy of it."


def test_backup_in_a_later_format_restores_nothing(small, into, monkeypatch):
    monkeypatch.setattr("welcome_ruhr.foundation.backup.manifest.FORMAT", 2)
    path = small()
    monkeypatch.undo()
    said = refusal(path, into, OtherVersion)
    assert said == "The backup was written by another release, in a format that this one does not know."


def test_backup_of_a_newer_release_restores_nothing(small, into):
    said = refusal(small(migrations=["foundation.9999_later"]), into, OtherVersion)
    assert said == ("The backup is of a newer release (it knows foundation.9999_later). Install that release first.")


def test_migrations_of_rooms_that_are_gone_are_no_obstacle(small, into):
    said = refusal(small(migrations=["long_gone.0001_initial"]), into, Differs)
    assert said == "The restored database has seen other migrations than the one that was backed up."


@pytest.mark.parametrize(
    ("rows", "sentence"), [({"fruit": 3}, "fruit should have 3 rows and has 2"), ({}, "None rows")]
)
def test_other_number_of_rows_restores_nothing(small, into, rows, sentence):
    assert sentence in refusal(small(rows=rows), into, Differs)


def test_other_content_of_a_file_restores_nothing(small, into):
    said = refusal(small(files={"picture.jpg": PICTURE, "small.sqlite3": PICTURE}), into, Differs)
    assert said == "The file picture.jpg is not what was backed up. Nothing was restored."


def test_file_that_the_list_does_not_know_restores_nothing(small, into):
    said = refusal(small(extra=[member("smuggled.txt")]), into, Differs)
    assert said == "The file smuggled.txt is not what was backed up. Nothing was restored."


def test_name_that_leads_elsewhere_restores_nothing(small, into, tmp_path):
    assert "../escaped" in refusal(small(extra=[member("../../escaped")]), into, Refused)
    assert not (tmp_path / "escaped").exists()


def spoil_second_page(folder):
    file = folder / "small.sqlite3"
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * 4096 + data[8192:])


def test_damaged_database_restores_nothing(small, into):
    said = refusal(small(spoil=spoil_second_page), into, Differs)
    assert said.startswith("The copy of the database is damaged: ")


def test_folder_with_something_in_it_is_refused_and_stays(small, into):
    into.mkdir()
    (into / "welcome.sqlite3").write_bytes(b"the portal")
    with pytest.raises(Refused, match=r"restored is not empty \(welcome.sqlite3 lies there\)"):
        restore(small(), PASSPHRASE, into=into)
    assert (into / "welcome.sqlite3").read_bytes() == b"the portal"


def test_empty_folder_is_filled_or_stays_empty(small, into):
    into.mkdir()
    path = small()
    with pytest.raises(WrongPassphrase):
        restore(path, "something else entirely", into=into)
    assert list(into.iterdir()) == []
    restore(path, PASSPHRASE, into=into)
    assert sorted(path.name for path in into.iterdir()) == ["picture.jpg", "small.sqlite3"]


def test_file_is_no_folder_to_restore_into(small, into):
    into.write_text("a letter")
    with pytest.raises(Refused, match="restored is no folder"):
        restore(small(), PASSPHRASE, into=into)


def test_backup_of_postgresql_needs_a_database(small, into):
    said = refusal(small(database="postgresql"), into, Refused)
    assert said == "The backup holds a PostgreSQL database: name an empty one to put it into, with --database URL."


def test_backup_of_sqlite_takes_no_database(small, tmp_path):
    whole = unpacked(small(), PASSPHRASE, tmp_path / "unpacked")
    with pytest.raises(Refused, match="comes to lie in the folder: leave --database out"):  # noqa: SIM117
        with databases.put_back(whole, tmp_path / "unpacked", {"ENGINE": "django.db.backends.postgresql"}):
            pass


@pytest.mark.parametrize("address", ["sqlite:///other.sqlite3", "a letter", "mailto:office@example.org"])
def test_address_that_is_no_postgresql_database_is_refused(small, into, address):
    assert "postgres://user:password@host:5432/name" in refusal(small(), into, Refused, database=address)


def test_database_that_does_not_answer_is_named(small, into):
    address = "postgres://somebody@127.0.0.1:1/nothing"
    assert refusal(small(), into, Refused, database=address).startswith("The database does not answer: ")
