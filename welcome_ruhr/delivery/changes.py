"""Saying what has changed, so that nobody is shown the old after the commit and nobody renders anew for nothing.

changes.changed("figure:salary")                      by hand, inside the transaction or after the change
changes.watch(Office, lambda office: ["directory"])   whenever a row is saved or deleted
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import Enum
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal

from welcome_ruhr.foundation import clock

from .counters import shared
from .models import Change

M = TypeVar("M", bound=models.Model)

EVERYTHING = "everything"
"""The name of which every stored page is made."""
MANY = 200
"""So many names in one transaction count as everything."""


class Raising:
    """What is called after the commit; until then it stands in the connection's list and tells what is pending."""

    def __init__(self, names: tuple[str, ...], row: int) -> None:
        self.names = names
        self.row = row

    def __call__(self) -> None:
        shared().raise_for(self.names)
        settle(self.row)


def settle(row: int) -> None:
    """Take the row of a change away that every process knows of."""
    if not settings.SEVERAL_MACHINES:
        Change.objects.filter(pk=row).delete()


def changed(*names: str) -> None:
    """Say that things of these names have changed; within a transaction it holds from the commit on."""
    certain = _certain()
    new = tuple(name for name in dict.fromkeys(names) if name not in certain)
    if not new or EVERYTHING in certain:
        return
    if len(certain) + len(new) > MANY:
        new = (EVERYTHING,)
    transaction.on_commit(Raising(new, announce(new)))


def announce(names: Iterable[str]) -> int:
    """Write down, in the transaction there is, that things of these names change; return the number of the row."""
    return Change.objects.create(names="\n".join(names), made_at=clock.now()).pk


def pending() -> set[str]:
    """Return the names of what this transaction has changed and only it can see as yet."""
    # Asked some forty times a page, and a page is read outside any transaction.
    if not connection.in_atomic_block:
        return set()
    return {name for _ids, call in _waiting() for name in call.names}


def _certain() -> set[str]:
    """The names that this transaction will raise whatever becomes of the savepoint we are in."""
    here = set(connection.savepoint_ids)
    return {name for ids, call in _waiting() if ids <= here for name in call.names}


def _is_all_told() -> bool:
    """Whether nothing needs to be named any more, as in the middle of an import."""
    return connection.in_atomic_block and EVERYTHING in _certain()


def _waiting() -> Iterator[tuple[set[str], Raising]]:
    """Yield what is called after this transaction's commit, with the savepoints it depends on."""
    if connection.in_atomic_block:
        for ids, call, *_ in connection.run_on_commit:
            if isinstance(call, Raising):
                yield set(ids), call


class Event(Enum):
    """What happens to a watched row."""

    CREATED = "created"
    SAVED = "saved"
    DELETED = "deleted"
    LINKED = "linked"
    """other rows were linked to it, or are no longer"""


def watch(model: type[M], names: Callable[[M, Event], Iterable[str]], unseen: Collection[str] = ()) -> Watching:
    """Say `names(row, event)` whenever a row of `model` is saved, deleted or linked to others.

    Of a row that is there, the names are asked for before it is saved: the database still holds what it was.
    A save of nothing but `unseen` fields says nothing.
    """
    watching = Watching(model, names, frozenset(unseen))
    watching.start()
    return watching


class Watching:
    """Receivers for the rows of one model."""

    def __init__(
        self, model: type[models.Model], names: Callable[[Any, Event], Iterable[str]], unseen: frozenset[str]
    ) -> None:
        self.model = model
        self.names = names
        self.unseen = unseen

    def start(self) -> None:
        for signal, receiver, sender in self._connections():
            signal.connect(receiver, sender=sender, weak=False)

    def stop(self) -> None:
        for signal, receiver, sender in self._connections():
            signal.disconnect(receiver, sender=sender)

    def _connections(self) -> Iterator[tuple[Signal, Callable[..., None], Any]]:
        yield pre_save, self.before_save, self.model
        yield post_save, self.after_save, self.model
        yield pre_delete, self.before_delete, self.model
        yield post_delete, self.after_delete, self.model
        for field in self.model._meta.local_many_to_many:
            yield m2m_changed, self.linked, field.remote_field.through

    def before_save(self, instance: models.Model, update_fields: Collection[str] | None = None, **kwargs: Any) -> None:
        if _is_all_told() or (update_fields is not None and self.unseen.issuperset(update_fields)):
            return
        # Of a new row nothing can be named yet, and that is rare enough.
        new = instance._state.adding
        self._expect(instance, [EVERYTHING] if new else self.names(instance, Event.SAVED))

    def after_save(self, instance: models.Model, created: bool, **kwargs: Any) -> None:
        if not _is_all_told():
            self._happened(instance, list(self.names(instance, Event.CREATED)) if created else None)

    def before_delete(self, instance: models.Model, **kwargs: Any) -> None:
        self._expect(instance, self.names(instance, Event.DELETED))

    def after_delete(self, instance: models.Model, **kwargs: Any) -> None:
        self._happened(instance, None)

    def linked(self, instance: models.Model, action: str, reverse: bool, **kwargs: Any) -> None:
        if action.startswith("post_"):
            # From the other side it cannot be told whose rows were linked.
            changed(*([EVERYTHING] if reverse else self.names(instance, Event.LINKED)))

    def _expect(self, instance: models.Model, names: Iterable[str]) -> None:
        expected = tuple(names)
        # Without a transaction the change is public at once: what tells of it has to be written first.
        row = announce(expected) if expected and not connection.in_atomic_block else None
        instance.__dict__["_expected_change"] = (expected, row)

    def _happened(self, instance: models.Model, names: list[str] | None) -> None:
        expected, row = instance.__dict__.pop("_expected_change", ((), None))
        told = expected if names is None else tuple(names)
        if row is None:
            changed(*told)
        else:
            Raising(told, row)()
