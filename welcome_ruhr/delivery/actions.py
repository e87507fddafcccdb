"""What makes up for those who could not finish: changes that were committed but never told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from welcome_ruhr.foundation import clock

from .counters import shared
from .models import Change

LEFT_BEHIND = timedelta(seconds=10)
"""A change is told right after its commit; who has not done so by then was killed."""
KEPT_FOR_OTHERS = timedelta(days=1)
"""Where several machines share the database, each has read a change long before it is taken away."""


def tell_left_behind(*, older_than: timedelta = LEFT_BEHIND) -> int:
    """Raise the counters for changes whose author was killed before he did; return how many there were.

    A row can be seen here only when what it tells of is committed: they were written in one transaction.
    """
    if settings.SEVERAL_MACHINES:
        Change.objects.filter(made_at__lt=clock.now() - KEPT_FOR_OTHERS).delete()
        return 0
    found = list(Change.objects.filter(made_at__lte=clock.now() - older_than))
    shared().raise_for(name for change in found for name in change.names.split("\n"))
    Change.objects.filter(pk__in=[change.pk for change in found]).delete()
    return len(found)


class Following:
    """Raises this machine's counters for what other machines change, by the rows that all of them write.

    Rows may become visible in another order than they were numbered, so those of the last minutes are read again.
    """

    OVERLAP = timedelta(minutes=10)
    """No transaction lasts longer."""

    def __init__(self) -> None:
        self._seen: dict[int, datetime] = {}
        # What was changed before this machine started, it may have missed.
        self._from = clock.now() - KEPT_FOR_OTHERS

    def step(self) -> int:
        """Raise what is new; return how many changes that were."""
        began_at = clock.now()
        rows = Change.objects.filter(made_at__gte=self._from)
        new = [change for change in rows if change.pk not in self._seen]
        shared().raise_for(name for change in new for name in change.names.split("\n"))
        self._seen |= {change.pk: change.made_at for change in new}
        self._from = began_at - self.OVERLAP
        self._seen = {pk: made_at for pk, made_at in self._seen.items() if made_at >= self._from}
        return len(new)
