"""A database that other threads and processes of a test can open too."""

import os
import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """Return the address of the database of this test, which others can open.

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
