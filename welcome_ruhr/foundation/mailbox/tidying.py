"""Deleting in the mailbox what it need not hold any more."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Case, F, Q, QuerySet, Value, When

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.enums import IncomingState, NotStored
from welcome_ruhr.foundation.models import IncomingMail

from . import places
from .servers import MOST_AT_ONCE, Server, opened

KEEP_ON_SERVER = timedelta(days=7)
CONCLUDED = (IncomingState.TAKEN, IncomingState.SET_ASIDE, IncomingState.DOUBLE)


def tidy_server() -> int:
    """Delete in the mailbox what was concluded a week ago or erased here; return how many mails it has no more.

    What the server did not hand over is asked for once more by the next fetch. Raises NotReached.
    """
    place = places.place()
    if place is None:
        return 0
    _ask_again()
    ours = IncomingMail.objects.filter(mailbox__name=place.name)
    with opened(place) as server:
        return _delete(ours.filter(uid_validity=server.uid_validity), server)


def _delete(ours: QuerySet[IncomingMail], server: Server) -> int:
    due = list(_due(ours).order_by("uid").values_list("uid", flat=True))
    gone = 0
    for begin in range(0, len(due), MOST_AT_ONCE):
        uids = due[begin : begin + MOST_AT_ONCE]
        server.delete(uids)
        # What the server still has is deleted tomorrow; what it says is believed less than what it shows.
        left = server.still_there(uids)
        gone += _note_gone(ours.filter(uid__in=uids).exclude(uid__in=left))
    return gone


def _due(ours: QuerySet[IncomingMail]) -> QuerySet[IncomingMail]:
    concluded = Q(state__in=CONCLUDED, state_since__lt=clock.now() - KEEP_ON_SERVER)
    return ours.filter(concluded | Q(erased_at__isnull=False), gone_at=None)


def _note_gone(mails: QuerySet[IncomingMail]) -> int:
    key = Case(When(erased_at=None, then=F("key")), default=Value(""))  # it cannot come again
    return mails.update(gone_at=clock.now(), key=key)


def _ask_again() -> None:
    """Have the next fetch try once more what the server did not hand over."""
    never_stored = IncomingMail.objects.filter(stored_as=None, erased_at=None)
    not_given = never_stored.filter(state=IncomingState.UNREAD, reason=NotStored.NOT_GIVEN)
    not_given.update(state=IncomingState.WAITING, reason="", attempts=0, state_since=clock.now())
