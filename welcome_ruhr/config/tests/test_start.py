"""The start refuses in one sentence what cannot work."""

import json
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.live import clean_environment, free_port

CHECKOUT = Path(__file__).parents[3]
KEY_FILE = json.dumps({"seals": ["A" * 43 + "="], "fingerprint": "ab" * 32})


def start(**variables):
    finished = subprocess.run(
        [sys.executable, "-m", "welcome_ruhr.config.start"],
        env=clean_environment(**variables),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return finished.returncode, finished.stderr


def test_taken_port_is_named_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert start(DATA_DIR=tmp_path, PORT=port) == (
            1,
            f"Port {port} on 127.0.0.1 cannot be used: Address already in use. "
            "End the program that has it, or choose another port: PORT=8001 make run\n",
        )


@pytest.mark.parametrize("port", [0, 70000])
def test_port_that_does_not_exist_is_refused(tmp_path, port):
    assert start(DATA_DIR=tmp_path, PORT=port) == (1, f"PORT is {port}; a port lies between 1 and 65535.\n")


def test_port_that_is_no_number_is_refused(tmp_path):
    assert start(DATA_DIR=tmp_path, PORT="http") == (1, "PORT is 'http'; it takes a whole number.\n")


@pytest.mark.parametrize("secret", [{}, {"SECRET_KEY": "given, so that nothing is written before the check"}])
def test_folder_that_cannot_be_written_to_is_named_in_one_sentence(tmp_path, secret):
    # Root may write everywhere, but not below a file.
    file = tmp_path / "file"
    file.touch()
    folder = file / "data"
    code, sentence = start(DATA_DIR=folder, PORT=free_port(), **secret)
    assert code == 1
    assert sentence.startswith(f"The data folder cannot be written to ({folder}")
    assert sentence.endswith(": Not a directory). Choose another one: DATA_DIR=/path/to/folder make run\n")
    assert sentence.count("\n") == 1


def test_database_file_that_is_none_is_named(tmp_path):
    (tmp_path / "welcome.sqlite3").write_text("This is a letter and no database.")
    expected = (1, "The database cannot be used: file is not a database\n")
    assert start(DATA_DIR=tmp_path, PORT=free_port()) == expected


def test_database_that_does_not_answer_is_named(tmp_path):
    address = f"postgres://somebody@127.0.0.1:{free_port()}/nothing"
    code, sentence = start(DATA_DIR=tmp_path, PORT=free_port(), DATABASE_URL=address)
    assert code == 1
    assert sentence.startswith("The database cannot be used: ")
    assert "Traceback" not in sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "The key file {path} is gone, and the database holds what only it opens. "),
        (KEY_FILE, "The key file {path} is not the one of this database: it was made anew or exchanged. "),
        ("a letter", "{path} is no key file. "),
    ],
)
def test_key_file_that_does_not_open_the_database_is_named(tmp_path, content, sentence):
    with closing(sqlite3.connect(tmp_path / "welcome.sqlite3")) as database, database:
        database.execute("CREATE TABLE foundation_vaultkey (id varchar(16) PRIMARY KEY, noted_at datetime)")
        database.execute("INSERT INTO foundation_vaultkey VALUES ('0123456789abcdef', '2026-11-22 09:00:00')")
    path = tmp_path / "vault.key"
    if content:
        path.write_text(content)
    code, said = start(DATA_DIR=tmp_path, PORT=free_port())
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith(sentence.format(path=path) + "Put ")
    assert path.exists() == bool(content)
