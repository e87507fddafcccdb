"""One run at a time: it holds the mailbox until a moment by which it is over, also when it was killed.

No lock of a database: that would be held, with its transaction, while a server far away takes its time.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import Q

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.enums import FetchProblem
from welcome_ruhr.foundation.models import Mailbox

from .clients import SECONDS_PER_RUN

LEASE = timedelta(seconds=SECONDS_PER_RUN + 60)


class NoLongerOurs(Exception):
    """Another run has gone on, because this one was taken for dead."""


def take(name: str) -> Mailbox | None:
    """Return the mailbox for this run alone; None when another run has it."""
    Mailbox.objects.get_or_create(name=name)
    now, run = clock.now(), secrets.token_hex(16)
    free = Q(held_until__isnull=True) | Q(held_until__lte=now)
    held = {"held_by": run, "held_until": now + LEASE, "tried_at": now}
    taken = Mailbox.objects.filter(free, name=name).update(**held)
    return Mailbox.objects.get(name=name, held_by=run) if taken else None


def move(box: Mailbox, *, uid_validity: int, last_uid: int) -> None:
    """Note how far this run is, in the transaction of what it found there; raise NoLongerOurs."""
    ours = Mailbox.objects.filter(pk=box.pk, held_by=box.held_by)
    if not ours.update(uid_validity=uid_validity, last_uid=last_uid):
        raise NoLongerOurs
    box.uid_validity, box.last_uid = uid_validity, last_uid


def give_back(box: Mailbox) -> None:
    """Let the next run have it."""
    Mailbox.objects.filter(pk=box.pk, held_by=box.held_by).update(held_by="", held_until=None)


def note(box: Mailbox, problem: FetchProblem | None) -> None:
    """Note whether the mailbox was reached."""
    found = {"problem": problem} if problem else {"problem": "", "fetched_at": clock.now()}
    Mailbox.objects.filter(pk=box.pk, held_by=box.held_by).update(**found)
