"""A worker really killed at any point of taking in a mail: the mail is one message in the end, and answered once."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings

from welcome_ruhr.enquiries import tasks
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import IncomingMail, OutgoingMail

PATIENCE_SECONDS = 3600
FIRST = 5
"""mails that are taken in before the first one is killed"""


@pytest.fixture
def killed(shared_database, tmp_path):
    """Kill workers at so many points; return how many of them really were."""
    environment = {
        **os.environ,
        "DATABASE_URL": shared_database,
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(settings.ROOT),
        "MAILBOX_URL": "imaps://desk:secret@127.0.0.1:993/INBOX",
        "MAILBOX_ADDRESS": "desk@example.org",
        "MAILBOX_TAKES_TAGS": "yes",
    }

    def kill(points):
        command = [sys.executable, "-m", "welcome_ruhr.enquiries.tests.killed_taker", str(points)]
        done = subprocess.run(
            command, env=environment, cwd=settings.ROOT, timeout=PATIENCE_SECONDS, check=True, stdout=subprocess.PIPE
        )
        return int(done.stdout.split()[-1])

    return kill


def check(points, really_killed):
    assert really_killed >= points * 0.95
    assert Counter(IncomingMail.objects.values_list("state", flat=True)) == {"taken": points + FIRST}
    written = Counter(Message.objects.exclude(mail=None).values_list("mail", flat=True))
    assert (len(written), set(written.values())) == (points + FIRST, {1})
    told = Counter(OutgoingMail.objects.filter(kind="enquiries.acknowledged_by_mail").values_list("about", flat=True))
    assert set(told.values()) == {1}
    assert len(told) == Enquiry.objects.count()
    # What was stored by those that were killed is swept away, and nothing else.
    with clock.fixed(clock.now() + timedelta(days=365)):
        tasks.sweep_files.call()
    kept = Attachment.objects.exclude(stored_as=None).count() + IncomingMail.objects.count()
    assert len([path for path in settings.SEALED_FILES_DIR.rglob("*") if path.is_file()]) == kept


def test_a_mail_whose_worker_was_killed_is_one_message(killed):
    check(24, killed(24))


@pytest.mark.slow
def test_a_mail_whose_worker_was_killed_is_one_message_at_1600_points(killed):
    check(1600, killed(1600))
