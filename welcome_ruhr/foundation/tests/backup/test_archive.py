import os
import tarfile

import pytest

from welcome_ruhr.foundation.backup import archive, envelope
from welcome_ruhr.foundation.backup.archive import Kept
from welcome_ruhr.foundation.backup.errors import Damaged, Refused

from .conftest import PASSPHRASE, member, sealed_up

HALF_AN_HOUR_BEFORE_1985 = 473_383_800


def unpack(path, folder):
    folder.mkdir()
    with envelope.opened(path, PASSPHRASE) as stream:
        archive.unpack(stream, folder)


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def test_files_come_back_with_name_content_time_and_rights(files, tmp_path):
    kept = files / "Schlüssel \udcff.key"
    kept.write_bytes(b"key")
    kept.chmod(0o600)
    os.utime(kept, (HALF_AN_HOUR_BEFORE_1985, HALF_AN_HOUR_BEFORE_1985))
    unpack(sealed_up(tmp_path / "a.age", files), tmp_path / "back")
    found = (tmp_path / "back" / kept.name).stat()
    assert (found.st_mtime, found.st_mode & 0o777) == (HALF_AN_HOUR_BEFORE_1985, 0o600)
    assert archive.kept_in(tmp_path / "back") == archive.kept_in(files)


def test_two_names_of_one_file_come_back_as_two_files(files, tmp_path):
    (files / "a").write_bytes(b"same")
    (files / "b").hardlink_to(files / "a")
    unpack(sealed_up(tmp_path / "a.age", files), tmp_path / "back")
    same = Kept(4, "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5")
    assert archive.kept_in(tmp_path / "back") == {"a": same, "b": same}


def test_file_deleted_since_it_was_listed_is_passed_over(tmp_path):
    with envelope.written(tmp_path / "a.age", PASSPHRASE) as stream, archive.packing(stream) as tar:
        assert archive.pack(tar, "gone", tmp_path / "gone") is None


def test_file_that_grows_while_it_is_read_is_kept_as_it_was(tmp_path, monkeypatch):
    growing = tmp_path / "film.mp4"
    growing.write_bytes(b"12345")
    before = growing.stat()
    growing.write_bytes(b"1234567")
    monkeypatch.setattr(archive.os, "fstat", lambda handle: before)
    with envelope.written(tmp_path / "a.age", PASSPHRASE) as stream, archive.packing(stream) as tar:
        assert archive.pack(tar, "film.mp4", growing).bytes == 5


def test_file_that_shrinks_while_it_is_read_is_named(tmp_path, monkeypatch):
    shrinking = tmp_path / "film.mp4"
    shrinking.write_bytes(b"12345")
    before = shrinking.stat()
    shrinking.write_bytes(b"123")
    monkeypatch.setattr(archive.os, "fstat", lambda handle: before)
    with pytest.raises(Refused, match=r"film.mp4 could not be read to its end"):  # noqa: SIM117
        with envelope.written(tmp_path / "a.age", PASSPHRASE) as stream, archive.packing(stream) as tar:
            archive.pack(tar, "film.mp4", shrinking)


@pytest.mark.parametrize(
    "evil",
    [
        member("../escaped"),
        member("a/../../escaped"),
        member("/tmp/escaped"),
        member("."),
        member("link", tarfile.SYMTYPE, "/etc/passwd"),
        member("link", tarfile.LNKTYPE, "../escaped"),
        member("device", tarfile.CHRTYPE),
        member("pipe", tarfile.FIFOTYPE),
        member("folder", tarfile.DIRTYPE),
    ],
    ids=lambda member: f"{member.name} {member.type.decode()}",
)
def test_nothing_but_plain_files_inside_the_folder_is_unpacked(files, tmp_path, evil):
    path = sealed_up(tmp_path / "a.age", files, [evil])
    with pytest.raises(Refused, match="which is no plain file inside a folder"):
        unpack(path, tmp_path / "back")
    assert list((tmp_path / "back").iterdir()) == []
    assert not (tmp_path / "escaped").exists()


def test_what_is_no_archive_is_named(tmp_path):
    with envelope.written(tmp_path / "a.age", PASSPHRASE) as stream:
        stream.write(b"a letter, and no files")
    with pytest.raises(Damaged, match="This is no backup"):
        unpack(tmp_path / "a.age", tmp_path / "back")
