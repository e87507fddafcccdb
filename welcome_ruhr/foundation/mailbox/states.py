"""How the mailbox fares, for the page of those who look after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from welcome_ruhr.foundation.enums import FetchProblem, IncomingState
from welcome_ruhr.foundation.models import IncomingMail, Mailbox

from . import places


@dataclass(frozen=True)
class BoxState:
    is_set: bool
    address: str
    host: str
    folder: str
    tried_at: datetime | None
    fetched_at: datetime | None
    """when it was last reached"""
    problem: str
    """why it was not reached in the last try: a sentence in the language that is active; "" when it was"""
    counts: dict[IncomingState, int]
    """of every state, also of those without a mail"""


def state() -> BoxState:
    """Return how the mailbox of the settings fares."""
    place = places.place()
    box = Mailbox.objects.filter(name=place.name).first() if place else None
    return BoxState(
        is_set=place is not None,
        address=places.address(),
        host=place.host if place else "",
        folder=place.folder if place else "",
        tried_at=box.tried_at if box else None,
        fetched_at=box.fetched_at if box else None,
        problem=str(FetchProblem(box.problem).label) if box and box.problem else "",
        counts=_counts(),
    )


def _counts() -> dict[IncomingState, int]:
    counted = dict(IncomingMail.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in IncomingState}
