"""Workers really killed while they send to a real mail server."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.foundation import clock, outbox
from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.foundation.worker import Worker

from .test_killed_worker import CHECKOUT, PATIENCE_SECONDS

AFTER_THE_LEASE = timedelta(seconds=61)
AFTER_THE_DELAY = timedelta(seconds=120)


@pytest.fixture
def killed_at(shared_database, tmp_path, post_office):
    search_path = os.pathsep.join([str(CHECKOUT), os.environ.get("PYTHONPATH", "")])
    environment = {
        **os.environ,
        "PYTHONPATH": search_path,
        "DATABASE_URL": shared_database,
        "DATA_DIR": str(tmp_path),
        "EMAIL_URL": f"smtp://127.0.0.1:{post_office.port}",
    }

    def kill(point):
        command = [sys.executable, "-m", "welcome_ruhr.foundation.tests.killed_sender", point]
        with subprocess.Popen(command, env=environment, cwd=CHECKOUT) as process:
            post_office.kills = process.pid if point == "by the server" else None
            assert process.wait(PATIENCE_SECONDS) == -signal.SIGKILL
        post_office.kills = None

    return kill


def put():
    with transaction.atomic():
        return outbox.send(kind="tests.note", to="asker@example.org", subject="Hello", text="Hi.\n")


def next_worker():
    """Let another worker find the task of the killed one, and try it."""
    now = clock.now()
    for later in (AFTER_THE_LEASE, AFTER_THE_DELAY):
        with clock.fixed(now + later):
            Worker().drain()


@pytest.mark.parametrize(
    ("point", "left", "arrived", "in_the_end"),
    [
        ("before marking", "waiting", 0, ("sent", 1)),
        ("before the server", "sending", 0, ("unsure", 0)),
        ("by the server", "sending", 1, ("unsure", 1)),
        ("after the server", "sending", 1, ("unsure", 1)),
    ],
)
def test_a_mail_of_a_killed_worker_arrives_once_or_is_unsure(post_office, killed_at, point, left, arrived, in_the_end):
    put()
    killed_at(point)
    assert (OutgoingMail.objects.get().state, len(post_office.arrived)) == (left, arrived)
    next_worker()
    assert (OutgoingMail.objects.get().state, len(post_office.arrived)) == in_the_end
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_all_mails_of_workers_killed_at_random_arrive_at_most_once(post_office, killed_at):
    for _ in range(3):
        put()
    for point in ("by the server", "before marking", "after the server"):
        killed_at(point)
    next_worker()
    next_worker()
    message_ids = [mail["Message-ID"] for mail in post_office.mails()]
    assert len(message_ids) == len(set(message_ids)) == 3
    assert sorted(OutgoingMail.objects.values_list("state", flat=True)) == ["sent", "unsure", "unsure"]
