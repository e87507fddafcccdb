"""Fetching that is killed at one point after the other: `python -m …tests.killed_fetcher FOLDER POINTS`.

Prints as JSON how many points there are, how many were tried, and what was wrong after the next run. A point is a line
of our own code, of imaplib's or of Django's way to SQLite: at it, the process kills itself (SIGKILL).
"""

import gc
import json
import os
import shutil
import signal
import sys
from datetime import timedelta
from functools import cache
from pathlib import Path

import django

COUNTED = (
    "/welcome_ruhr/foundation/mailbox/",
    "/welcome_ruhr/foundation/uploads/",
    "/welcome_ruhr/foundation/whole_files.py",
    "/welcome_ruhr/foundation/vault.py",
    "/imaplib.py",
    "/django/db/backends/sqlite3/base.py",
    "/django/db/transaction.py",
)


def main(folder, points):
    django.setup()
    os.fsync = lambda handle: None  # a killed process loses no disk; waiting for it would take most of the time
    folder = Path(folder)
    make_empty(folder)
    gc.freeze()
    total = count_points(folder)
    chosen = sorted({1 + number * (total - 1) // (points - 1) for number in range(points)})
    found = {point: go_on_after() for point in chosen if kill_at(folder, point)}
    wrong = {point: said for point, said in found.items() if said}
    print(json.dumps({"points": total, "tried": len(found), "wrong": wrong}))


def make_empty(folder):
    """Make a database with the tables of incoming mail, and a key file."""
    from django.db import connection

    from welcome_ruhr.foundation import vault
    from welcome_ruhr.foundation.models import IncomingMail, Mailbox

    with connection.schema_editor() as editor:
        editor.create_model(Mailbox)
        editor.create_model(IncomingMail)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    vault.keys()
    shutil.copy(folder / "killed.sqlite3", folder / "empty.sqlite3")


def begin_anew(folder):
    for left in folder.glob("killed.sqlite3*"):
        left.unlink()
    shutil.copy(folder / "empty.sqlite3", folder / "killed.sqlite3")
    shutil.rmtree(folder / "sealed", ignore_errors=True)


def count_points(folder):
    begin_anew(folder)
    _killed, passed = in_child(lambda: str(fetch_counted(kill_at=None)))
    return int(passed)


def kill_at(folder, point):
    """Whether a run was killed at this point; one whose server answers in fewer lines may end before it."""
    begin_anew(folder)
    killed, _passed = in_child(lambda: str(fetch_counted(kill_at=point)))
    return killed


def go_on_after():
    """Return what is wrong after another run; "" when all is well."""
    killed, said = in_child(go_on)
    return "killed" if killed else said


def fetch_counted(kill_at):
    """Fetch and return how many points were passed; never return when killed."""
    from welcome_ruhr.foundation import mailbox

    passed = 0

    def enter(frame, event, argument):
        return at_line if is_counted(frame.f_code.co_filename) else None

    def at_line(frame, event, argument):
        nonlocal passed
        if event == "line":
            passed += 1
            if passed == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return at_line

    sys.settrace(enter)
    mailbox.fetch()
    sys.settrace(None)
    return passed


@cache
def is_counted(path):
    return any(part in path for part in COUNTED)


def go_on():
    """Fetch once more, when the killed run is over; return what is wrong then."""
    from welcome_ruhr.foundation import clock, mailbox
    from welcome_ruhr.foundation.mailbox.runs import LEASE
    from welcome_ruhr.foundation.models import IncomingMail

    with clock.fixed(clock.now() + LEASE + timedelta(seconds=1)):
        mailbox.fetch()
    waiting = [mailbox.raw(mail) for mail in IncomingMail.objects.filter(pk__in=mailbox.waiting()).order_by("pk")]
    mails = [line.encode() for line in os.environ["MAILS"].split("|")]
    rows = IncomingMail.objects.count()
    return "" if waiting == mails and rows == len(mails) else f"{rows} rows, {len(waiting)} mails"


def in_child(act):
    """Whether it was killed, and what `act` returned in a process of its own."""
    readable, writable = os.pipe()
    child = os.fork()
    if not child:
        os.close(readable)
        os.write(writable, act().encode())
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert killed or not status, f"It ended with {status}."
    return killed, said


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
