"""Runs really killed, or at the same time, while they fetch from a real server: every mail is stored exactly once."""

import json
import os
import subprocess
import sys
import threading

import pytest
from django.db import connections

from welcome_ruhr.foundation import mailbox

from .test_killed_worker import CHECKOUT

MAILS = [f"Message-ID: <{number}@example.org>\r\n\r\nHello." for number in range(8)]


@pytest.fixture
def killed_at(imap_box, tmp_path):
    """Kill a run at so many points, one after the other; return what was found."""
    imap_box.append(*[mail.encode() for mail in MAILS])
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(CHECKOUT), os.environ.get("PYTHONPATH", "")]),
        "DATABASE_URL": f"sqlite:///{tmp_path}/killed.sqlite3",
        "DATA_DIR": str(tmp_path),
        "MAILBOX_URL": imap_box.url(),
        "MAILS": "|".join(MAILS),
    }

    def kill(points):
        command = [sys.executable, "-m", "welcome_ruhr.foundation.tests.killed_fetcher", str(tmp_path), str(points)]
        done = subprocess.run(command, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return kill


def test_mails_of_killed_runs_are_stored_exactly_once(killed_at):
    found = killed_at(points=12)
    assert found["tried"] > 9
    assert found["wrong"] == {}


def test_two_workers_that_fetch_at_once_store_each_mail_once(shared_database, imap_box):
    imap_box.append(*[mail.encode() for mail in MAILS])
    stored = []

    def fetch():
        try:
            stored.append(mailbox.fetch())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=fetch) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(stored), len(mailbox.waiting())) == (len(MAILS), len(MAILS))


@pytest.mark.slow
def test_mails_of_runs_killed_at_1500_points_are_stored_exactly_once(killed_at, capsys):
    found = killed_at(points=1560)
    with capsys.disabled():
        print(f"\n{found['tried']} of {found['points']} points")
    assert found["tried"] > 1500
    assert found["wrong"] == {}
