"""Fetching: note what is new, then load it. Nothing is read, so that no mail can keep another one from arriving."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import F, QuerySet

from welcome_ruhr.foundation import clock, uploads, vault
from welcome_ruhr.foundation.enums import IncomingState, NotStored
from welcome_ruhr.foundation.models import IncomingMail, Mailbox

from . import places, runs
from .errors import NotReached
from .servers import LARGEST_MAIL, MOST_AT_ONCE, Server, opened

Row = TypeVar("Row")

MOST_ATTEMPTS = 5
"""to load a mail, before it is told that the server does not hand it over"""
SECONDS_TO_BEGIN = 200.0
"""after which no further mail is begun; the next run goes on"""


def fetch() -> int:
    """Load what has arrived in the mailbox; return how many mails were stored.

    0 also when no mailbox is set or another run fetches. Raises NotReached, which is noted at the mailbox before; what
    was stored until then stays.
    """
    place = places.place()
    box = runs.take(place.name) if place else None
    if place is None or box is None:
        return 0
    try:
        with opened(place) as server:
            stored = _fetch(box, server)
    except NotReached as error:
        runs.note(box, error.problem)
        raise
    else:
        runs.note(box, None)
        return stored
    finally:
        runs.give_back(box)


def key_of(raw: bytes) -> str:
    """Return what says the same of a mail that comes again byte by byte, and nothing about it."""
    return vault.fingerprint("mail", hashlib.sha256(raw).hexdigest())


def _fetch(box: Mailbox, server: Server) -> int:
    latest = time.monotonic() + SECONDS_TO_BEGIN
    _follow(box, server.uid_validity)
    for uids in _packs(server.newer_than(box.last_uid)):
        _note_down(box, uids, server.sizes(uids))
    return _load_all(box, server, latest)


def _follow(box: Mailbox, uid_validity: int) -> None:
    """Begin anew when the server has numbered its mails anew: what comes again is known by its `key`."""
    if box.uid_validity == uid_validity:
        return
    never_stored = IncomingMail.objects.filter(mailbox=box, stored_as=None, erased_at=None)
    with transaction.atomic():
        never_stored.exclude(uid_validity=uid_validity).delete()
        runs.move(box, uid_validity=uid_validity, last_uid=0)


def _note_down(box: Mailbox, uids: Sequence[int], sizes: dict[int, int]) -> None:
    """Give each mail a row and move on, both or neither."""
    mails = [_noted(box, uid, sizes.get(uid, 0)) for uid in uids]
    with transaction.atomic():
        runs.move(box, uid_validity=box.uid_validity, last_uid=uids[-1])
        # One that has a row already keeps it: old numbers can come back.
        IncomingMail.objects.bulk_create(mails, ignore_conflicts=True)


def _noted(box: Mailbox, uid: int, size: int) -> IncomingMail:
    now = clock.now()
    mail = IncomingMail(mailbox=box, uid_validity=box.uid_validity, uid=uid, size=size, state_since=now, arrived_at=now)
    if size > LARGEST_MAIL:
        mail.state, mail.reason = IncomingState.UNREAD, NotStored.TOO_LARGE
    return mail


def _load_all(box: Mailbox, server: Server, latest: float) -> int:
    stored = 0
    # Those that failed before come last.
    to_load = list(_not_loaded(box).order_by("attempts", "uid").values_list("pk", "uid"))
    for pack in _packs(to_load):
        loaded = [uid for pk, uid in pack if time.monotonic() < latest and _load(server, pk, uid)]
        server.mark_read(loaded)
        stored += len(loaded)
    _give_up(box)
    return stored


def _not_loaded(box: Mailbox) -> QuerySet[IncomingMail]:
    ours = IncomingMail.objects.filter(mailbox=box, uid_validity=box.uid_validity)
    return ours.filter(state=IncomingState.WAITING, stored_as=None, attempts__lt=MOST_ATTEMPTS)


def _load(server: Server, pk: int, uid: int) -> bool:
    """Whether the mail is stored now."""
    # Counted before: the mail that ends the connection, or this process, is tried so often and not for ever.
    IncomingMail.objects.filter(pk=pk).update(attempts=F("attempts") + 1)
    raw = server.load(uid)
    if raw is None:
        if not server.still_there([uid]):  # deleted in the mailbox since it was noted
            IncomingMail.objects.filter(pk=pk, stored_as=None).delete()
        return False
    return _store(pk, raw)


def _store(pk: int, raw: bytes) -> bool:
    name = uploads.store(raw)
    # Once: a run that was taken for dead changes nothing any more.
    still_missing = IncomingMail.objects.filter(pk=pk, state=IncomingState.WAITING, stored_as=None)
    kept = still_missing.update(stored_as=name, size=len(raw), key=key_of(raw), attempts=0)
    if not kept:
        uploads.delete(name)
    return bool(kept)


def _give_up(box: Mailbox) -> None:
    """Show the mails that the server did not hand over in so many tries."""
    ours = IncomingMail.objects.filter(mailbox=box, state=IncomingState.WAITING, stored_as=None)
    unread = {"state": IncomingState.UNREAD, "reason": NotStored.NOT_GIVEN, "state_since": clock.now()}
    ours.filter(attempts__gte=MOST_ATTEMPTS).update(**unread)


def _packs(rows: list[Row]) -> Iterator[list[Row]]:
    for begin in range(0, len(rows), MOST_AT_ONCE):
        yield rows[begin : begin + MOST_AT_ONCE]
