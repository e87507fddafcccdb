"""A restore, tried to its end: only what came out as it went in is noted."""

import pytest
from django.db import connection

from welcome_ruhr.foundation import vault
from welcome_ruhr.foundation.backup import databases, last_trial
from welcome_ruhr.foundation.backup.errors import Damaged, Differs, Refused
from welcome_ruhr.foundation.backup.postgresql import MARK
from welcome_ruhr.foundation.backup.trying import try_out
from welcome_ruhr.foundation.backup.writing import back_up
from welcome_ruhr.foundation.models import RestoreTrial

from .conftest import PASSPHRASE, mail


@pytest.fixture
def file(tmp_path):
    return tmp_path / "sunday.age"


def test_trial_is_noted_with_what_was_compared(portal, file, moment):
    mail(1)
    assert last_trial() is None
    written = back_up(file, PASSPHRASE, tried=True)
    whole, trial = written.manifest, last_trial()
    assert written.trial == trial
    assert (trial.at, trial.rows) == (moment, sum(whole.rows.values()))
    assert (trial.files, trial.bytes) == (len(whole.files), sum(kept.bytes for kept in whole.files.values()))
    assert list((portal.DATA_DIR / ".backup").iterdir()) == []


def test_backup_that_is_there_can_be_tried_later(portal, file):
    whole = back_up(file, PASSPHRASE).manifest
    assert last_trial() is None
    mail(1)
    assert try_out(file, PASSPHRASE).rows == sum(whole.rows.values())
    assert last_trial() is not None


@pytest.mark.django_db
def test_newest_trial_counts(moment):
    for hour in (9, 11, 10):
        RestoreTrial.objects.create(at=moment.replace(hour=hour), rows=1, files=1, bytes=1)
    assert last_trial().at.hour == 11


def test_trial_of_a_damaged_backup_is_not_noted(portal, file):
    back_up(file, PASSPHRASE)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(Damaged):
        try_out(file, PASSPHRASE)
    assert last_trial() is None


def test_backup_with_another_key_file_is_not_kept(portal, file):
    mail(1)
    vault.write_keys(vault.Keys.new(), portal.VAULT_KEY_FILE)
    file.write_bytes(b"last week")
    with pytest.raises(Differs, match=r"does not open what is sealed in foundation_outgoingmail\.recipient"):
        back_up(file, PASSPHRASE, overwrite=True, tried=True)
    assert file.read_bytes() == b"last week"
    assert last_trial() is None


def test_table_that_comes_back_with_other_rows_is_noticed(portal, file, monkeypatch):
    counted = databases.row_counts
    monkeypatch.setattr(databases, "row_counts", lambda database: counted(database) | {"foundation_outgoingmail": 7})
    path = file
    back_up(path, PASSPHRASE)
    monkeypatch.undo()
    with pytest.raises(Differs, match="The table foundation_outgoingmail should have 7 rows and has 0"):
        try_out(path, PASSPHRASE)
    assert last_trial() is None


def test_trial_needs_an_account_that_may_make_a_database(portal, file):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE ROLE poor; SET ROLE poor")
            with pytest.raises(Refused, match="the portal's account has to be allowed to make a database"):
                back_up(file, PASSPHRASE, tried=True)
            cursor.execute("RESET ROLE; DROP ROLE poor")
        back_up(file, PASSPHRASE, tried=True)


def test_trial_leaves_no_database_behind_and_clears_away_what_a_killed_one_left(portal, file):
    mark = MARK.format(name=connection.settings_dict["NAME"])
    on_server("CREATE DATABASE backup_trial_killed TEMPLATE template0")
    on_server("COMMENT ON DATABASE backup_trial_killed IS %s", mark)
    back_up(file, PASSPHRASE, tried=True)
    left = on_server("SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = %s", mark)
    assert left == []


def test_database_of_somebody_else_stays(portal, file):
    on_server("CREATE DATABASE backup_trial_of_somebody TEMPLATE template0")
    back_up(file, PASSPHRASE, tried=True)
    on_server("DROP DATABASE backup_trial_of_somebody")  # fails when it is gone


def on_server(statement, *values):
    """Return what a PostgreSQL server answers; [] where there is none."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
