import stat
from datetime import timedelta

import pytest
from django.conf import settings as project

from welcome_ruhr.foundation import clock, uploads, vault

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAULT_KEY_FILE = tmp_path / "vault.key"
    settings.SEALED_FILES_DIR = tmp_path / "sealed"
    return settings.SEALED_FILES_DIR


def on_disk():
    return [path for path in project.SEALED_FILES_DIR.rglob("*") if path.is_file()]


def test_stored_file_is_read_again_and_deleted():
    name = uploads.store(b"letter")
    assert uploads.read(name) == b"letter"
    uploads.delete(name)
    uploads.delete(name)
    with pytest.raises(uploads.NoSuchFile):
        uploads.read(name)
    assert on_disk() == []


def test_disk_holds_neither_words_nor_a_name_that_says_anything(folder):
    name = uploads.store(b"a residence permit")
    [path] = on_disk()
    assert (path, len(name)) == (folder / name[:2] / name, 40)
    assert b"residence" not in path.read_bytes()
    assert name != uploads.store(b"a residence permit")


def test_only_the_owner_may_look(folder):
    path = folder / uploads.store(b"letter")[:2]
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, path, *on_disk())] == [0o700, 0o700, 0o600]


def test_file_is_read_with_its_own_key_only(settings, tmp_path):
    name = uploads.store(b"letter")
    settings.VAULT_KEY_FILE = tmp_path / "other.key"
    with pytest.raises(vault.Unreadable):
        uploads.read(name)


def test_what_was_not_kept_is_no_file(folder):
    with pytest.raises(uploads.NoSuchFile):
        uploads.read(None)


@pytest.mark.parametrize(
    "name", ["", ".", "../vault.key", "/etc/passwd", "a" * 39, "A" * 40, "a" * 40 + "\n", "a" * 38 + "/a", "٣" * 40]
)
@pytest.mark.parametrize("ask", [uploads.read, uploads.delete])
def test_name_that_is_none_of_ours_leads_nowhere(ask, name, folder):
    uploads.store(b"letter")
    with pytest.raises(uploads.NoSuchFile):
        ask(name)
    assert (len(on_disk()), (folder.parent / "vault.key").exists()) == (1, True)


def test_orphans_are_old_and_unknown(moment):
    known, forgotten = uploads.store(b"a"), uploads.store(b"b")
    with clock.fixed(moment + 2 * DAY):
        fresh = uploads.store(b"c")
        assert uploads.orphans([known], older_than=DAY) == [forgotten]
    with clock.fixed(moment + 4 * DAY):
        assert uploads.orphans(iter([known]), older_than=DAY) == sorted([forgotten, fresh])


def test_no_files_have_no_orphans():
    assert uploads.orphans([], older_than=DAY) == []


def test_what_a_killed_process_left_is_an_orphan(monkeypatch):
    vault.keys()
    with monkeypatch.context() as killed:
        killed.setattr("pathlib.Path.replace", lambda *_: None)
        killed.setattr("pathlib.Path.unlink", lambda *_, **__: None)
        killed.setattr("os.utime", lambda *_: None)
        name = uploads.store(b"letter")
    [left] = on_disk()
    assert left.name.startswith(f"{name}.")
    assert uploads.orphans([], older_than=-DAY * 9000) == [left.name]
    uploads.delete(left.name)
    assert on_disk() == []
