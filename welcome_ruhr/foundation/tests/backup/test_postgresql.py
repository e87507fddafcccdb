"""What only PostgreSQL does with a backup; on SQLite the same calls say that there is no such database."""

import pytest
from django.db import connection

from welcome_ruhr.foundation.backup import databases
from welcome_ruhr.foundation.backup.errors import BackupError, Differs, Refused
from welcome_ruhr.foundation.backup.restoring import restore
from welcome_ruhr.foundation.backup.writing import back_up

from .conftest import PASSPHRASE


def test_database_with_tables_is_not_restored_into(portal, elsewhere, shared_database, tmp_path):
    back_up(tmp_path / "a.age", PASSPHRASE)
    with pytest.raises(Refused, match=r"is not empty. Name a new one.|takes the address of a PostgreSQL database"):
        restore(tmp_path / "a.age", PASSPHRASE, into=elsewhere.into, database=shared_database)
    assert not elsewhere.into.exists()


def test_database_that_comes_back_otherwise_is_emptied_again(portal, elsewhere, tmp_path, monkeypatch):
    counted = databases.row_counts
    monkeypatch.setattr(databases, "row_counts", lambda database: counted(database) | {"no_such_table": 7})
    back_up(tmp_path / "a.age", PASSPHRASE)
    monkeypatch.undo()
    for _ in range(2):
        with pytest.raises(Differs, match="The table no_such_table should have 7 rows and has None"):
            restore(tmp_path / "a.age", PASSPHRASE, into=elsewhere.into, database=elsewhere.database)
    assert not elsewhere.into.exists()


SAID = {"sqlite": "The backup holds a PostgreSQL database: name an empty one", "postgresql": "pg_restore gave up: "}


def test_dump_that_is_none_restores_nothing(small, elsewhere):
    path = small(database="postgresql", database_file="picture.jpg")
    with pytest.raises(BackupError) as caught:
        restore(path, PASSPHRASE, into=elsewhere.into, database=elsewhere.database)
    assert str(caught.value).startswith(SAID[connection.vendor])
    assert "\n" not in str(caught.value)
    assert not elsewhere.into.exists()
