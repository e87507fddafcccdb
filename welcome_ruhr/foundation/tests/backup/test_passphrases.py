import sys

import pytest

from welcome_ruhr.foundation.backup import passphrases
from welcome_ruhr.foundation.backup.errors import Refused
from welcome_ruhr.foundation.backup.passphrases import known_passphrase, new_passphrase

from .conftest import PASSPHRASE


@pytest.fixture(autouse=True)
def no_setting(settings):
    settings.BACKUP_PASSPHRASE = ""


@pytest.fixture
def typed(monkeypatch):
    """Pretend that somebody types these lines on a terminal."""

    def type_in(*lines):
        waiting = iter(lines)
        monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
        monkeypatch.setattr(passphrases, "getpass", lambda question: next(waiting))

    return type_in


def test_file_comes_before_the_setting(settings, tmp_path):
    settings.BACKUP_PASSPHRASE = PASSPHRASE
    (tmp_path / "file").write_text("  quite another passphrase\n")
    assert new_passphrase(tmp_path / "file") == known_passphrase(tmp_path / "file") == "quite another passphrase"
    assert new_passphrase(None) == known_passphrase(None) == PASSPHRASE


def test_new_passphrase_is_typed_twice(typed):
    typed(PASSPHRASE, PASSPHRASE)
    assert new_passphrase(None) == PASSPHRASE


def test_slip_of_the_finger_is_noticed(typed):
    typed(PASSPHRASE, "five words are quiet enough")
    with pytest.raises(Refused, match=r"The two passphrases differ\. Nothing was written\."):
        new_passphrase(None)


def test_known_passphrase_is_typed_once_and_may_be_short(typed):
    typed("short")
    assert known_passphrase(None) == "short"


@pytest.mark.parametrize("wanted", [new_passphrase, known_passphrase])
def test_without_a_terminal_nobody_is_asked(monkeypatch, wanted):
    monkeypatch.setattr(sys, "stdin", type("Pipe", (), {"isatty": lambda self: False})())
    with pytest.raises(Refused, match="There is no passphrase: --passphrase-file PATH, or the variable"):
        wanted(None)


@pytest.mark.parametrize("content", [None, b"\xff\xfe not text"])
def test_file_that_cannot_be_read_is_named(tmp_path, content):
    file = tmp_path / "passphrase"
    if content:
        file.write_bytes(content)
    with pytest.raises(Refused, match=f"The passphrase cannot be read from {file}"):
        new_passphrase(file)


def test_new_passphrase_has_twelve_characters(typed):
    typed("hello12345", "hello12345")
    with pytest.raises(Refused, match="The passphrase is too short: 12 characters or more"):
        new_passphrase(None)
