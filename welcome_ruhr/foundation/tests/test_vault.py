import json
import os
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from welcome_ruhr.foundation import vault
from welcome_ruhr.foundation.vault import Keys, NoKeyFile, Unreadable
from welcome_ruhr.foundation.whole_files import write_whole

CHECKOUT = Path(__file__).parents[3]
ALONE = """
import sys, time
from pathlib import Path
from django.conf import settings
settings.configure(VAULT_KEY_FILE=sys.argv[1])
from welcome_ruhr.foundation import vault
"""
MAKE_KEYS = f"""{ALONE}
while not Path(sys.argv[2]).exists():
    time.sleep(0.001)
print(vault.keys())
"""
ANSWER = f"""{ALONE}
print(vault.keys().seals[0], flush=True)
for line in sys.stdin:
    print(vault.unseal(line.strip().encode()) if line.strip() else vault.seal("mine").decode(), flush=True)
"""

pytestmark = pytest.mark.usefixtures("key_file")


def process(program, *arguments):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@contextmanager
def answering_process(key_file):
    """A process that has read the key file; `ask(sealed)` is what it opens, `ask("")` what it seals."""
    with process(ANSWER, key_file) as other:
        try:
            other.stdout.readline()

            def ask(line):
                other.stdin.write(f"{line}\n")
                other.stdin.flush()
                return other.stdout.readline().strip()

            yield ask
        finally:
            other.kill()


def add_key(key_file):
    known = vault.keys()
    vault.write_keys(Keys(Keys.new().seals + known.seals, known.fingerprint), key_file)


def changed(sealed, place):
    # Another sign that is one of base64, so that only the signature can tell.
    other = b"A" if sealed[place : place + 1] != b"A" else b"B"
    return sealed[:place] + other + sealed[place + 1 :]


@pytest.mark.parametrize("text", ["Wie lange gilt mein Visum?", "", "متى؟ 🙂\0\n", "x" * 100_000])
def test_sealed_text_opens_again_and_looks_different_each_time(text):
    first, second = vault.seal(text), vault.seal(text)
    assert first != second
    assert vault.unseal(first) == vault.unseal(memoryview(second)) == text


def test_every_changed_sign_is_noticed():
    sealed = vault.seal("Ja")
    # The last signs before the padding hold bits that base64 ignores.
    for place in range(len(sealed.rstrip(b"=")) - 1):
        with pytest.raises(Unreadable):
            vault.unseal(changed(sealed, place))


@pytest.mark.parametrize("stored", [b"", b"plain text", b"\xff\x00", b"gAAAA"])
def test_what_was_never_sealed_does_not_open(stored):
    with pytest.raises(Unreadable):
        vault.unseal(stored)


def test_another_key_file_opens_nothing(settings, tmp_path):
    sealed = vault.seal("Ja")
    settings.VAULT_KEY_FILE = tmp_path / "other.key"
    with pytest.raises(Unreadable):
        vault.unseal(sealed)


def test_key_file_has_nothing_to_do_with_the_secret_of_the_web(settings):
    sealed, mark = vault.seal("Ja"), vault.fingerprint("code", "7K3")
    settings.SECRET_KEY = "another secret, which nobody has told the vault"
    vault.forget()
    assert (vault.unseal(sealed), vault.fingerprint("code", "7K3")) == ("Ja", mark)


def test_fingerprints_say_the_same_of_the_same_and_keep_purposes_apart():
    mark = vault.fingerprint("code", "7K3")
    assert mark == vault.fingerprint("code", "7K3")
    others = {vault.fingerprint("code", "7K4"), vault.fingerprint("mail", "7K3"), vault.fingerprint("cod", "e7K3")}
    assert len(others - {mark}) == 3
    assert len(bytes.fromhex(mark)) == 32


def test_key_file_is_for_its_owner_only_and_no_draft_is_left(key_file):
    before = os.umask(0)
    try:
        vault.keys()
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
        add_key(key_file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert {path.name for path in key_file.parent.iterdir()} == {"vault.key", "vault.key.lock"}


def test_a_changed_key_file_keeps_the_rights_somebody_gave_it(key_file):
    vault.keys()
    key_file.chmod(0o640)
    add_key(key_file)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o640


def test_processes_that_make_the_key_file_at_once_get_the_same_keys(tmp_path):
    makers = [process(MAKE_KEYS, tmp_path / "new" / "vault.key", tmp_path / "go") for _ in range(6)]
    time.sleep(1)
    (tmp_path / "go").touch()
    said = {maker.communicate(timeout=60)[0] for maker in makers}
    assert len(said) == 1
    assert said.pop().startswith("Keys(")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "a letter",
        "[]",
        json.dumps({"seals": [], "fingerprint": "ab" * 32}),
        json.dumps({"seals": ["short"], "fingerprint": "ab" * 32}),
        json.dumps({"seals": ["A" * 43 + "="], "fingerprint": "abcd"}),
        json.dumps({"seals": ["A" * 43 + "="]}),
    ],
)
def test_file_that_is_no_key_file_is_refused_and_left_alone(key_file, content):
    key_file.write_text(content)
    with pytest.raises(NoKeyFile, match=r"is no (whole )?key file\. Put the right one there, from the backup\."):
        vault.seal("Ja")
    assert key_file.read_text() == content


def test_key_file_where_none_can_be_is_told_in_a_sentence(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.VAULT_KEY_FILE = tmp_path / "file" / "vault.key"
    with pytest.raises(NoKeyFile, match="cannot be used: "):
        vault.keys()


def test_newest_key_seals_and_all_open(key_file):
    old = vault.seal("old")
    add_key(key_file)
    new = vault.seal("new")
    assert (vault.unseal(old), vault.unseal(new)) == ("old", "new")
    assert (vault.is_under_newest(old), vault.is_under_newest(new)) == (False, True)
    again = vault.reseal(old)
    assert (vault.unseal(again), vault.is_under_newest(again)) == ("old", True)


def test_another_process_opens_at_once_what_a_new_key_sealed(key_file):
    vault.keys()
    with answering_process(key_file) as ask:
        for text in ("first", "second"):
            add_key(key_file)
            assert ask(vault.seal(text).decode()) == text


def test_another_process_seals_under_a_new_key_within_the_promised_time(key_file):
    vault.keys()
    with answering_process(key_file) as ask:
        add_key(key_file)
        time.sleep(vault.LOOK_AGAIN_SECONDS + 0.1)
        assert vault.is_under_newest(ask("").encode())


def test_key_file_is_looked_at_once_in_a_while_only(monkeypatch):
    vault.keys()
    looks = []
    look = vault._look
    monkeypatch.setattr(vault, "_look", lambda *arguments: looks.append(1) or look(*arguments))
    monkeypatch.setattr(vault, "LOOK_AGAIN_SECONDS", 1000)
    for _ in range(100):
        vault.seal("Ja")
    assert looks == []


def test_key_file_that_goes_away_is_refused_until_it_is_back(key_file, monkeypatch):
    monkeypatch.setattr(vault, "LOOK_AGAIN_SECONDS", 0)
    sealed = vault.seal("Ja")
    key_file.rename(key_file.with_name("elsewhere"))
    with pytest.raises(NoKeyFile, match=r"No such file or directory\. Put it there, from the backup\."):
        vault.seal("lost, were it sealed under a key that only this process remembers")
    assert not key_file.exists()
    key_file.with_name("elsewhere").rename(key_file)
    assert vault.unseal(sealed) == "Ja"


def test_key_file_exchanged_under_a_running_process_is_refused(key_file, monkeypatch):
    monkeypatch.setattr(vault, "LOOK_AGAIN_SECONDS", 0)
    vault.seal("Ja")
    write_whole(key_file, json.dumps({"seals": Keys.new().seals, "fingerprint": "ab" * 32}).encode())
    with pytest.raises(NoKeyFile, match="is another key file than before"):
        vault.seal("Nein")
    vault.forget()
    assert vault.unseal(vault.seal("Nein")) == "Nein"
