"""What the envelope promises: only the passphrase opens it, only as a whole, and so do other programs."""

import contextlib
import os

import pyrage
import pytest

from welcome_ruhr.foundation.backup import envelope
from welcome_ruhr.foundation.backup.envelope import CHUNK_BYTES, TAG_BYTES
from welcome_ruhr.foundation.backup.errors import BackupError, Damaged, OtherVersion, WrongPassphrase

from .conftest import PASSPHRASE

SIZES = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "file.age"


def write(file, data):
    file.unlink(missing_ok=True)
    with envelope.written(file, PASSPHRASE) as stream:
        for start in range(0, len(data), 10_000):
            stream.write(data[start : start + 10_000])
    return file.read_bytes()


def read(file, passphrase=PASSPHRASE):
    with envelope.opened(file, passphrase) as stream:
        return b"".join(iter(lambda: stream.read(7_000), b""))


def head_length(sealed):
    return sealed.index(b"\n--- ") + len("\n--- ") + 43 + len("\n")


@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_is_read(file, size):
    data = os.urandom(size)
    write(file, data)
    assert read(file) == data


@pytest.mark.parametrize("size", SIZES)
def test_another_program_for_age_files_opens_it(file, size):
    data = os.urandom(size)
    assert pyrage.passphrase.decrypt(write(file, data), PASSPHRASE) == data


def test_only_its_owner_may_read_the_file(file):
    write(file, b"")
    assert file.stat().st_mode & 0o777 == 0o600


def test_another_passphrase_does_not_open_it(file):
    write(file, b"secret")
    with pytest.raises(WrongPassphrase, match="The passphrase does not open this backup"):
        read(file, "five words are not enough")


@pytest.mark.parametrize("missing", [1, TAG_BYTES, TAG_BYTES + 1, CHUNK_BYTES + 2 * TAG_BYTES])
def test_file_that_was_cut_is_damaged(file, missing):
    sealed = write(file, bytes(CHUNK_BYTES + 1))
    file.write_bytes(sealed[:-missing])
    with pytest.raises(Damaged, match="The backup is damaged"):
        read(file)


def test_file_that_ends_where_a_chunk_does_is_damaged(file):
    sealed = write(file, bytes(3 * CHUNK_BYTES))
    file.write_bytes(sealed[: -CHUNK_BYTES - TAG_BYTES])
    with pytest.raises(Damaged, match="The backup is damaged"):
        read(file)


def test_file_that_was_cut_is_damaged_even_when_nobody_reads_to_the_end(file):
    sealed = write(file, bytes(3 * CHUNK_BYTES))
    file.write_bytes(sealed[:-1])
    with pytest.raises(Damaged, match="The backup is damaged"):  # noqa: SIM117
        with envelope.opened(file, PASSPHRASE) as stream:
            stream.read(10)


@pytest.mark.parametrize("added", [b"x", bytes(CHUNK_BYTES + TAG_BYTES)])
def test_file_that_was_added_to_is_damaged(file, added):
    sealed = write(file, bytes(10))
    file.write_bytes(sealed + added)
    with pytest.raises(Damaged, match="The backup is damaged"):
        read(file)


def test_chunks_in_another_order_are_damaged(file):
    sealed = write(file, os.urandom(3 * CHUNK_BYTES))
    start, chunk = head_length(sealed) + envelope.NONCE_BYTES, CHUNK_BYTES + TAG_BYTES
    first, second = sealed[start : start + chunk], sealed[start + chunk : start + 2 * chunk]
    file.write_bytes(sealed[:start] + second + first + sealed[start + 2 * chunk :])
    with pytest.raises(Damaged, match="The backup is damaged"):
        read(file)


def test_no_bit_of_a_file_can_be_turned(file):
    sealed = write(file, b"twenty bytes of text")
    for place in range(len(sealed)):
        for bit in (0x01, 0x20, 0x80):
            file.write_bytes(sealed[:place] + bytes([sealed[place] ^ bit]) + sealed[place + 1 :])
            with pytest.raises(BackupError):
                read(file)


def test_later_version_of_the_format_is_named(file):
    sealed = write(file, b"")
    file.write_bytes(sealed.replace(b"/v1\n", b"/v2\n", 1))
    with pytest.raises(OtherVersion, match="in a later format than v1 of age"):
        read(file)


@pytest.mark.parametrize("data", [b"", b"a letter", b"PK\x03\x04" + bytes(5_000), b"age-encryption.org/v1"])
def test_other_file_is_no_backup(file, data):
    file.write_bytes(data)
    with pytest.raises(Damaged, match="This is no backup"):
        read(file)


@pytest.mark.parametrize("stanza", [b"-> X25519 abc\nabc\n", b"-> scrypt abc 10\nabc\n", b"x" * 5_000])
def test_file_for_another_kind_of_key_is_refused(file, stanza):
    file.write_bytes(b"age-encryption.org/v1\n" + stanza + b"--- abc\n")
    with pytest.raises(Damaged, match="it was not encrypted with a passphrase"):
        read(file)


def test_file_that_asks_for_all_the_memory_is_refused_at_once(file):
    sealed = write(file, b"")
    file.write_bytes(sealed.replace(b" 1\n", b" 30\n", 1))
    with pytest.raises(Damaged, match="The first lines of the backup are damaged"):
        read(file)


def test_file_that_was_not_finished_does_not_open(file):
    with contextlib.suppress(KeyboardInterrupt), envelope.written(file, PASSPHRASE) as stream:
        stream.write(bytes(3 * CHUNK_BYTES))
        raise KeyboardInterrupt
    with pytest.raises(Damaged, match="The backup is damaged"):
        read(file)
