"""A portal really killed while it takes in a question: all of it is there, or nothing; the rest is swept away."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings

from welcome_ruhr.enquiries import tasks
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import AuditEntry, OutgoingMail

PATIENCE_SECONDS = 60


@pytest.fixture
def killed_at(shared_database, tmp_path):
    environment = {
        **os.environ,
        "DATABASE_URL": shared_database,
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(settings.ROOT),
    }

    def kill(point):
        command = [sys.executable, "-m", "welcome_ruhr.enquiries.tests.killed_asker", point]
        with subprocess.Popen(command, env=environment, cwd=settings.ROOT) as process:
            assert process.wait(PATIENCE_SECONDS) == -signal.SIGKILL

    return kill


def files():
    return [path for path in settings.SEALED_FILES_DIR.rglob("*") if path.is_file()]


def counts():
    return [model.objects.count() for model in (Enquiry, Attachment, OutgoingMail)]


@pytest.mark.parametrize(
    "point", ["before anything", "after the files", "before the audit", "after the mail", "before the commit"]
)
def test_what_was_not_acknowledged_leaves_nothing_behind(killed_at, point):
    before = AuditEntry.objects.count()
    killed_at(point)
    assert (counts(), Message.objects.count(), AuditEntry.objects.count()) == ([0, 0, 0], 0, before)
    with clock.fixed(clock.now() + timedelta(days=365)):
        tasks.sweep_files.call()
    assert files() == []


def test_what_was_committed_is_there_once_with_its_file_and_its_mail(killed_at):
    killed_at("after the commit")
    assert counts() == [1, 1, 1]
    with clock.fixed(clock.now() + timedelta(days=365)):
        tasks.sweep_files.call()
    assert len(files()) == 1


def test_after_the_files_there_is_something_to_sweep(killed_at):
    killed_at("after the files")
    assert len(files()) == 1
