import pytest
from django.core.management import CommandError, call_command

from welcome_ruhr.foundation import vault, vault_keys
from welcome_ruhr.foundation.models import VaultKey
from welcome_ruhr.foundation.vault import Keys
from welcome_ruhr.foundation.vault_keys import note_keys, vault_problems

pytestmark = pytest.mark.usefixtures("noted_key_file")


def write(*seals, key_file):
    vault.write_keys(Keys(seals, vault.keys().fingerprint), key_file)


def test_right_key_file_is_no_problem():
    assert vault_problems() == []
    assert set(VaultKey.objects.values_list("pk", flat=True)) == vault_keys.ids_in_file()


def test_ids_tell_no_key():
    (key,) = vault.keys().seals
    (note,) = VaultKey.objects.all()
    assert len(note.pk) == 16
    assert note.pk not in key


def test_missing_key_file_is_told_and_no_new_one_is_made(key_file):
    key_file.unlink()
    assert vault_problems() == [vault_keys.GONE.format(path=key_file)]
    assert not key_file.exists()


def test_key_file_made_anew_is_told_and_never_noted(key_file):
    key_file.unlink()
    vault.forget()
    vault.keys()
    assert vault_problems() == [vault_keys.ANOTHER.format(path=key_file)]
    note_keys()
    assert vault_problems() == [vault_keys.ANOTHER.format(path=key_file)]


def test_key_file_of_before_a_change_is_told(key_file):
    (old,) = vault.keys().seals
    write(Keys.new().seals[0], old, key_file=key_file)
    note_keys()
    assert vault_problems() == []
    write(old, key_file=key_file)
    assert vault_problems() == [vault_keys.LACKS.format(path=key_file, count=1)]


def test_broken_key_file_is_told(key_file):
    key_file.write_text("a letter")
    vault.forget()
    assert vault_problems() == [f"{key_file} is no key file. Put the right one there, from the backup."]


def test_database_without_the_table_knows_no_key(key_file, monkeypatch):
    monkeypatch.setattr(vault_keys, "TABLE", "not_there_yet")
    key_file.unlink()
    assert vault_problems() == []
    note_keys()
    assert not key_file.exists()


@pytest.mark.django_db(transaction=True)
def test_migrating_notes_the_keys():
    VaultKey.objects.all().delete()
    call_command("migrate", "foundation", verbosity=0)
    assert set(VaultKey.objects.values_list("pk", flat=True)) == vault_keys.ids_in_file()


@pytest.mark.parametrize("command", ["rotate_vault", "verify_audit"])
def test_commands_do_not_run_with_the_wrong_key_file(command, key_file):
    key_file.unlink()
    with pytest.raises(CommandError, match=r"^The key file .* is gone"):
        call_command(command)
