import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from welcome_ruhr.foundation import audit, rotation, vault, vault_keys
from welcome_ruhr.foundation.models import AuditEntry, OutgoingMail, VaultKey
from welcome_ruhr.foundation.vault import Keys
from welcome_ruhr.foundation.whole_files import DRAFT

from .test_sealed import letter

CHECKOUT = Path(__file__).parents[3]
TEXTS = [f"question {number}" for number in range(7)]

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Nobody catches it: as if the process ended there."""


@pytest.fixture(autouse=True)
def sealed(noted_key_file, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(vault, "LOOK_AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(rotation, "ROWS_AT_ONCE", 3)
    settings.SEALED_FILES_DIR = tmp_path / "sealed"


@pytest.fixture
def content(sealed, settings):
    """Seven letters, one of them without subject, and three files."""
    rows = [letter(text) for text in TEXTS]
    for row in rows[1:]:
        row.subject = "About the portal"
    OutgoingMail.objects.bulk_create(rows)
    for number in range(3):
        path = settings.SEALED_FILES_DIR / "ab" / f"file{number}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(vault.seal_bytes(f"file {number}".encode()))


def files():
    return sorted((settings.SEALED_FILES_DIR / "ab").iterdir())


def readable():
    """What opens: the texts of the letters, their subjects, the files."""
    rows = list(OutgoingMail.objects.order_by("pk").values_list("text", "subject"))
    return rows, [vault.unseal_bytes(path.read_bytes()).decode() for path in files()]


def everything():
    subjects = ["", *["About the portal"] * 6]
    return list(zip(TEXTS, subjects, strict=True)), ["file 0", "file 1", "file 2"]


def without_older_keys():
    """Forget the older keys without asking: what then opens is under the newest."""
    known = vault.keys()
    vault.write_keys(Keys(known.seals[:1], known.fingerprint), Path(settings.VAULT_KEY_FILE))


def dying(monkeypatch, place, name, *, call=1, after=False):
    """Let the process end before (or after) that call of a function."""
    act, calls = getattr(place, name), []

    def act_or_die(*arguments, **named):
        calls.append(1)
        if len(calls) == call and not after:
            raise Killed
        result = act(*arguments, **named)
        if len(calls) == call:
            raise Killed
        return result

    monkeypatch.setattr(place, name, act_or_die)


def test_everything_is_sealed_under_a_new_key(content, capsys):
    before = vault.keys().seals
    call_command("rotate_vault")
    assert capsys.readouterr().out == "A new key seals from now on. Sealed anew: 13 texts, 3 files.\n"
    assert vault.keys().seals[1:] == before
    assert set(VaultKey.objects.values_list("pk", flat=True)) == vault_keys.ids_in_file()
    without_older_keys()
    assert readable() == everything()


def test_rotation_stands_in_the_audit_chain(content):
    rotation.rotate()
    entry = AuditEntry.objects.get()
    assert entry.action == "foundation.rotate_vault"
    assert entry.subject == f"vault_key:{vault_keys.key_id(vault.keys().seals[0])}"
    assert entry.details == {"new_key": True, "texts": 13, "files": 3, "forgotten": 0, "unreadable": 0}
    assert audit.verify().checked == 1


def test_older_keys_are_forgotten_when_asked(content, capsys):
    old = vault.keys().seals[0]
    call_command("rotate_vault", forget_old=True)
    assert capsys.readouterr().out.endswith("Older keys dropped: 1.\n")
    (newest,) = vault.keys().seals
    assert newest != old
    assert list(VaultKey.objects.values_list("pk", flat=True)) == [vault_keys.key_id(newest)]
    assert readable() == everything()


def test_forgetting_after_a_finished_change_adds_no_key(content):
    rotation.rotate()
    newest = vault.keys().seals[0]
    done = rotation.rotate(forget_old=True)
    assert (done.has_new_key, done.texts, done.files, done.forgotten) == (False, 0, 0, 1)
    assert vault.keys().seals == (newest,)


def test_next_change_adds_the_next_key(content):
    rotation.rotate()
    rotation.rotate()
    assert len(vault.keys().seals) == 3
    assert rotation.rotate(forget_old=True).forgotten == 2
    assert readable() == everything()


@pytest.mark.parametrize(
    ("place", "name", "call", "after"),
    [
        (vault, "write_keys", 1, False),
        (vault, "write_keys", 1, True),
        (rotation, "note_keys", 1, True),
        (rotation, "_reseal_text", 1, True),
        (rotation, "_reseal_text", 5, False),
        (rotation, "write_whole", 1, False),
        (rotation, "write_whole", 2, True),
        (rotation, "_forget_older_keys", 1, False),
        (vault, "write_keys", 2, False),
        (vault, "write_keys", 2, True),
        (rotation, "_record", 1, False),
    ],
)
def test_change_that_ends_anywhere_loses_nothing_and_goes_on(content, monkeypatch, place, name, call, after):
    with monkeypatch.context() as patch:
        dying(patch, place, name, call=call, after=after)
        with pytest.raises(Killed):
            rotation.rotate(forget_old=True)
    vault.forget()
    assert readable() == everything()
    assert vault_keys.vault_problems() == []
    rotation.rotate(forget_old=True)
    assert readable() == everything()
    assert len(vault.keys().seals) == 1


def test_interrupted_change_goes_on_without_another_key(content, monkeypatch):
    with monkeypatch.context() as patch:
        dying(patch, rotation, "write_whole")
        with pytest.raises(Killed):
            rotation.rotate()
    keys = vault.keys()
    done = rotation.rotate()
    assert (done.has_new_key, done.texts, done.files) == (False, 0, 3)
    assert vault.keys() == keys


def test_keys_are_kept_while_something_needs_them(content, monkeypatch):
    monkeypatch.setattr(rotation, "_reseal_files", lambda done: None)
    with pytest.raises(CommandError, match="3 texts and files are still sealed under an older key; start again"):
        call_command("rotate_vault", forget_old=True)
    assert len(vault.keys().seals) == 2
    assert readable() == everything()


def test_what_somebody_writes_meanwhile_stays(content, monkeypatch):
    first = OutgoingMail.objects.earliest("pk")
    reseal = vault.reseal

    def write_first(stored):
        monkeypatch.setattr(vault, "reseal", reseal)
        OutgoingMail.objects.filter(pk=first.pk).update(text="newer")
        return reseal(stored)

    monkeypatch.setattr(vault, "reseal", write_first)
    rotation.rotate()
    assert OutgoingMail.objects.get(pk=first.pk).text == "newer"


def test_file_deleted_meanwhile_does_not_come_back(content, monkeypatch):
    reseal = vault.reseal

    def delete_first(stored):
        files()[0].unlink()
        return reseal(stored)

    monkeypatch.setattr(rotation, "_reseal_texts", lambda done: None)
    monkeypatch.setattr(vault, "reseal", delete_first)
    assert rotation.rotate().files == 0
    assert files() == []


def test_what_no_key_opens_is_named_and_left_alone(content):
    row = OutgoingMail.objects.earliest("pk")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_outgoingmail SET text = %s WHERE id = %s", [b"torn", row.pk])
    files()[1].write_bytes(b"torn")
    with pytest.raises(CommandError) as refusal:
        call_command("rotate_vault", forget_old=True)
    assert str(refusal.value) == (
        "2 texts and files open with no key, and stay as they are:\n"
        f"  foundation.OutgoingMail {row.pk}: text\n  {Path('ab', 'file1')}"
    )
    assert files()[1].read_bytes() == b"torn"
    assert len(vault.keys().seals) == 1


def test_unfinished_files_are_left_to_whoever_writes_them(content):
    draft = files()[0].with_name(f"new{DRAFT}")
    draft.write_bytes(b"half")
    assert rotation.rotate().unreadable == []
    assert draft.read_bytes() == b"half"


def test_two_changes_at_once_are_refused(key_file):
    with (
        vault.nobody_else_changes(key_file, wait=False),
        pytest.raises(CommandError, match="Somebody else changes the key file"),
    ):
        call_command("rotate_vault")
    assert len(vault.keys().seals) == 1


def test_every_sealed_field_is_found():
    found = {model._meta.label: names for model, names in rotation._models()}
    assert found["foundation.OutgoingMail"] == ["recipient", "subject", "text", "html"]


def test_empty_portal_can_change_its_key():
    assert rotation.rotate(forget_old=True).forgotten == 1


def first_text():
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM foundation_outgoingmail ORDER BY id LIMIT 1")
        return bytes(cursor.fetchone()[0])


def test_process_that_is_really_killed_loses_nothing(shared_database, content, tmp_path):
    OutgoingMail.objects.bulk_create([letter(text) for text in TEXTS * 200])
    environment = {**os.environ, "DATABASE_URL": shared_database, "DATA_DIR": str(tmp_path)}
    before, until = first_text(), time.monotonic() + 60
    with subprocess.Popen(
        [sys.executable, "manage.py", "rotate_vault", "--forget-old"], env=environment, cwd=CHECKOUT
    ) as process:
        while first_text() == before and time.monotonic() < until:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    vault.forget()
    assert [text for text, _ in readable()[0]] == TEXTS * 201
    rotation.rotate(forget_old=True)
    assert [text for text, _ in readable()[0]] == TEXTS * 201
    assert readable()[1] == everything()[1]
