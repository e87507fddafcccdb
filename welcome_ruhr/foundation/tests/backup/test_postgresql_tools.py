"""Which of PostgreSQL's tools are taken, and how they learn the password."""

import pytest

from welcome_ruhr.foundation.backup import postgresql_tools
from welcome_ruhr.foundation.backup.errors import Refused
from welcome_ruhr.foundation.backup.postgresql_tools import password_file, tool


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Pretend that pg_dump is installed in these versions; the last one lies on the search path."""

    def install(*versions):
        *in_folders, on_path = (tmp_path / f"{version}" / "bin" for version in versions)
        for folder, version in zip((*in_folders, on_path), versions, strict=True):
            folder.mkdir(parents=True)
            (folder / "pg_dump").write_text(f'#!/bin/sh\necho "pg_dump (PostgreSQL) {version} (Debian)"\n')
            (folder / "pg_dump").chmod(0o755)
        monkeypatch.setattr(postgresql_tools, "DEBIAN", tmp_path)
        monkeypatch.setenv("PATH", str(on_path))

    return install


@pytest.mark.parametrize(("server", "taken"), [(15, "15.4"), (16, "17.1"), (17, "17.1"), (18, "18.0")])
def test_tool_of_the_servers_version_or_the_next_younger_is_taken(installed, tmp_path, server, taken):
    installed("13.2", "18.0", "17.1", "15.4")
    assert tool("pg_dump", server) == tmp_path / taken / "bin" / "pg_dump"


def test_tool_older_than_the_server_is_of_no_use(installed):
    installed("13.2", "15.4")
    with pytest.raises(Refused, match="pg_dump of PostgreSQL 16 or later is needed, and is not on this machine"):
        tool("pg_dump", 16)


def test_tool_that_is_missing_is_named(installed):
    installed("16.0")
    with pytest.raises(Refused, match="pg_restore of PostgreSQL 15 or later is needed"):
        tool("pg_restore", 15)


@pytest.mark.parametrize("password", ["plain", r"a:b\c"])
def test_password_stands_in_a_file_only_its_owner_may_read(password):
    with password_file(password) as file:
        assert file.read_text() == {"plain": "*:*:*:*:plain\n", r"a:b\c": "*:*:*:*:a\\:b\\\\c\n"}[password]
        assert file.stat().st_mode & 0o777 == 0o600
    assert not file.exists()
