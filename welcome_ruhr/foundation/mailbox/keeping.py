"""Mails that are here: their bytes, what became of them, and how long they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from welcome_ruhr.foundation import clock, uploads
from welcome_ruhr.foundation.enums import IncomingState, NotStored
from welcome_ruhr.foundation.models import IncomingMail

from .errors import Erased
from .fetching import key_of

KEEP_SET_ASIDE = timedelta(days=30)
KEEP_UNREAD = timedelta(days=180)
"""since it arrived: until then, somebody has to have looked"""
MOST_WAITING = 500


def put(raw: bytes) -> IncomingMail:
    """Store a mail that came as a file, to be read like one that was fetched."""
    now = clock.now()
    return IncomingMail.objects.create(
        stored_as=uploads.store(raw), size=len(raw), key=key_of(raw), state_since=now, arrived_at=now
    )


def raw(mail: IncomingMail) -> bytes:
    """Return a mail as it came; raise Erased, or `vault.Unreadable`."""
    if mail.stored_as is None:
        raise Erased
    try:
        return uploads.read(mail.stored_as)
    except uploads.NoSuchFile as error:
        raise Erased from error


def waiting() -> list[int]:
    """Return the mails that are here and to be read, the oldest first and not all at once."""
    here = IncomingMail.objects.filter(state=IncomingState.WAITING).exclude(stored_as=None)
    return list(here.order_by("pk").values_list("pk", flat=True)[:MOST_WAITING])


def conclude(mail: IncomingMail, state: IncomingState, *, reason: str = "", about: str = "") -> None:
    """Note what became of a mail: what it belongs to ("enquiry:12") when it was taken in, why when it was not.

    What is TAKEN is kept until `forget`, all else as long as `clear_old` lets it; WAITING has it read once more.
    Raises ValueError for TAKEN without `about`.
    """
    if state == IncomingState.TAKEN and not about:
        raise ValueError("What is taken in belongs to something: nobody could forget it.")
    mail.state, mail.reason, mail.about, mail.state_since = state, reason, about, clock.now()
    mail.save(update_fields=["state", "reason", "about", "state_since"])


def forget(about: str) -> int:
    """Erase the mails about one subject ("enquiry:12") with the transaction; return how many there are.

    Their copies in the mailbox are deleted by the next `tidy_server`.
    """
    if not about:
        raise ValueError("Mails about nothing are many people's.")
    return _erase(IncomingMail.objects.filter(about=about))


def clear_old() -> int:
    """Erase what was set aside or came twice after 30 days, and what nobody read after 180; return how many.

    What came once more after it had been erased (the mailbox was restored, say) is erased at once.
    """
    now = clock.now()
    aside = Q(state__in=[IncomingState.SET_ASIDE, IncomingState.DOUBLE], state_since__lt=now - KEEP_SET_ASIDE)
    erased_before = IncomingMail.objects.filter(key=OuterRef("key"), erased_at__isnull=False).exclude(key="")
    again = Q(Exists(erased_before), state=IncomingState.DOUBLE)
    unread = Q(state=IncomingState.UNREAD, arrived_at__lt=now - KEEP_UNREAD)
    with transaction.atomic():
        cleared = _erase(IncomingMail.objects.filter(aside | again))
        cleared += _erase(IncomingMail.objects.filter(unread))
        too_old = {"state": IncomingState.SET_ASIDE, "reason": NotStored.TOO_OLD}
        IncomingMail.objects.filter(unread).update(**too_old, state_since=now)
    return cleared


def stored() -> Iterable[str | None]:
    """Return the names of all sealed files that mails are kept in (`uploads.orphans` spares them)."""
    return IncomingMail.objects.exclude(stored_as=None).values_list("stored_as", flat=True).iterator()


def _erase(mails: QuerySet[IncomingMail]) -> int:
    with transaction.atomic():
        left = mails.filter(erased_at=None)
        names = list(left.exclude(stored_as=None).values_list("stored_as", flat=True))
        erased = left.update(stored_as=None, erased_at=clock.now(), key=_key_afterwards())
        transaction.on_commit(lambda: _delete(names))
    return erased


def _key_afterwards() -> Case:
    """As long as the mailbox has a copy, it may come again: then it is known."""
    return Case(When(mailbox__isnull=False, gone_at=None, then="key"), default=Value(""))


def _delete(names: Iterable[str | None]) -> None:
    """A crash before this leaves sealed files that nobody knows; `uploads.orphans` finds them."""
    for name in names:
        if name:
            uploads.delete(name)
