"""What the office types, and the sentences it reads."""

import pytest
from django.core.management import CommandError, call_command

from welcome_ruhr.foundation.backup import last_trial

from .conftest import PASSPHRASE


@pytest.fixture
def given(settings):
    """The passphrase in the settings."""
    settings.BACKUP_PASSPHRASE = PASSPHRASE


def refusal(*arguments, **options):
    with pytest.raises(CommandError) as caught:
        call_command(*arguments, **options)
    return str(caught.value)


def test_backup_and_restore_say_what_they_did(given, portal, elsewhere, tmp_path, capsys):
    file = tmp_path / "a.age"
    call_command("backup", file)
    said = capsys.readouterr().out
    assert said.startswith(f"Backup written: {file} (")
    call_command("restore", file, into=elsewhere.into, database=elsewhere.database)
    summary = said.partition("(")[2].partition(")")[0]
    assert capsys.readouterr().out == (
        f"Restored into {elsewhere.into} and compared: {summary}. Start the portal with DATA_DIR={elsewhere.into}\n"
    )


def test_backup_says_what_was_tried_and_what_was_not_there(given, portal, tmp_path, capsys):
    (portal.DATA_DIR / "secret_key").unlink()
    call_command("backup", tmp_path / "a.age", "--try")
    trial = last_trial()
    compared = f"{trial.rows:,} rows, {trial.files:,} files, {trial.bytes:,} bytes"
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Not there, so not taken: secret_key",
        f"Restored aside and compared, all is well: {compared}.",
    ]
    call_command("restore", tmp_path / "a.age", "--try")
    assert capsys.readouterr().out == f"Restored aside and compared, all is well: {compared}.\n"


@pytest.mark.parametrize("options", [{}, {"into": "there", "tried": True}, {"database": "x", "tried": True}])
def test_restore_wants_to_know_where(given, tmp_path, options):
    said = refusal("restore", tmp_path / "a.age", **options)
    assert said == "Say either where to restore, with --into FOLDER, or --try."


def test_missing_file_and_folder_are_named(given, folders, tmp_path):
    assert str(tmp_path / "a.age") in refusal("restore", tmp_path / "a.age", into=tmp_path / "there")
    assert str(tmp_path / "no" / "a.age") in refusal("backup", tmp_path / "no" / "a.age")
    assert not (tmp_path / "there").exists()


def test_short_passphrase_is_refused(settings, tmp_path):
    settings.BACKUP_PASSPHRASE = "hello12345"
    said = refusal("backup", tmp_path / "a.age")
    assert said == "The passphrase is too short: 12 characters or more, five words for example."
    assert list(tmp_path.iterdir()) == []


def test_passphrase_is_read_from_the_file(settings, portal, tmp_path):
    settings.BACKUP_PASSPHRASE = "another one, in the settings"
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n")
    call_command("backup", tmp_path / "a.age", passphrase_file=tmp_path / "passphrase")
    said = refusal("restore", tmp_path / "a.age", into=tmp_path / "there")
    assert said == "The passphrase does not open this backup, or its first lines are damaged."
