import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections

from welcome_ruhr.foundation import clock, schedule


@pytest.fixture(autouse=True)
def database_queue(settings):
    """Tasks wait in the database here, whatever the other rooms' tests do with them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def empty_schedule(monkeypatch):
    """No room's own schedule; what a test declares is gone after it."""
    monkeypatch.setattr(schedule, "_import_declarations", lambda: None)
    monkeypatch.setattr(schedule, "_entries", {})


@pytest.fixture
def moment():
    """A Monday morning on which the clock stands still."""
    monday = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    with clock.fixed(monday):
        yield monday


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """A database that other threads and processes can open too; returns its address.

    On PostgreSQL it is the test database. A test's SQLite database lives in memory, so it is copied to a file.
    """
    if connection.vendor != "sqlite":
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        return
    path = tmp_path / "shared.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    in_memory, name = connections["default"], connection.settings_dict["NAME"]
    connections.settings["default"]["NAME"] = str(path)
    connections["default"] = connections.create_connection("default")
    yield f"sqlite:///{path}"
    connections["default"].close()
    connections.settings["default"]["NAME"] = name
    connections["default"] = in_memory
