"""The restored key file has to open what was restored with it."""

import shutil

import pytest
from django.db import connection

from welcome_ruhr.foundation import vault
from welcome_ruhr.foundation.backup import sealed_sample
from welcome_ruhr.foundation.backup.errors import Differs
from welcome_ruhr.foundation.backup.sealed_sample import Column, check_opens, sealed_columns

from .conftest import mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def restored(folders, tmp_path):
    """A folder with the key file and the sealed files, as a restored backup lays them out."""
    folder = tmp_path / "restored"
    shutil.copytree(folders.SEALED_FILES_DIR, folder / "sealed")
    shutil.copyfile(folders.VAULT_KEY_FILE, folder / "vault.key")
    return folder


def use_keys(keys, path):
    vault.write_keys(keys, path)
    return keys


def test_right_key_file_opens_texts_and_files(restored):
    mail(1)
    check_opens(connection, restored)


def test_other_key_file_does_not_open_the_texts(restored):
    mail(1)
    use_keys(vault.Keys.new(), restored / "vault.key")
    with pytest.raises(Differs, match=r"does not open what is sealed in foundation_outgoingmail\.recipient"):
        check_opens(connection, restored)


def test_other_key_file_does_not_open_the_files(restored):
    use_keys(vault.Keys.new(), restored / "vault.key")
    with pytest.raises(Differs, match="does not open any of the sealed files"):
        check_opens(connection, restored)


def test_file_that_a_crash_cut_off_is_no_fault_of_the_backup(restored):
    (restored / "sealed" / "cut").write_bytes(vault.seal_bytes(b"a scan of a passport")[:50])
    check_opens(connection, restored)


def test_sealed_texts_without_a_key_file_are_worth_nothing(restored):
    mail(1)
    (restored / "vault.key").unlink()
    with pytest.raises(Differs, match="holds sealed texts and no key file to open them"):
        check_opens(connection, restored)
    assert not (restored / "vault.key").exists()


def test_where_nothing_is_sealed_no_key_file_is_needed(restored):
    shutil.rmtree(restored / "sealed")
    (restored / "vault.key").unlink()
    check_opens(connection, restored)


@pytest.mark.parametrize("lost", ["oldest", "newest"])
def test_oldest_and_newest_texts_are_opened(restored, folders, monkeypatch, lost):
    monkeypatch.setattr(sealed_sample, "SAMPLE", 1)
    kept, gone = vault.keys(), vault.Keys.new()
    for number, keys in enumerate([gone, kept] if lost == "oldest" else [kept, gone]):
        use_keys(keys, folders.VAULT_KEY_FILE)
        mail(number)
    with pytest.raises(Differs, match="foundation_outgoingmail"):
        check_opens(connection, restored)


def test_every_sealed_column_is_known():
    found = {column for column in sealed_columns() if column.table == "foundation_outgoingmail"}
    assert found == {Column("foundation_outgoingmail", "id", name) for name in ("recipient", "subject", "text", "html")}


def test_columns_that_an_older_backup_has_not_are_passed_over(restored, monkeypatch):
    new = [Column("not_yet", "id", "text"), Column("foundation_outgoingmail", "id", "not_yet")]
    monkeypatch.setattr(sealed_sample, "sealed_columns", lambda: iter(new))
    check_opens(connection, restored)
