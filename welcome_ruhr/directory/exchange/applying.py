"""Storing the offices of a file that somebody has looked at."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import LogContext

from welcome_ruhr.directory.history import keep_version_before
from welcome_ruhr.directory.models import Municipality, Office

from .comparing import Comparison, RowChange, compare
from .reading import Problem, read
from .rows import fields_of


class Refused(Exception):
    """Nothing was stored."""


class BadRows(Refused):
    """Raised for a file with rows that cannot be stored (any more)."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(str(problems))


class ChangedMeanwhile(Refused):
    """Raised when offices are not what they were when the person looked at the preview."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        super().__init__(", ".join(keys))


class MayNot(Refused):
    """Raised for a person without the right to change offices, or to add the new ones."""


@transaction.atomic
def apply(*, text: str, seen: dict[str, str], by: Any) -> Comparison:
    """Store the rows of a file in one transaction, each with a version and a log entry by the person.

    `seen` are the fingerprints of the comparison that `by` has looked at. Raises BadRows, ChangedMeanwhile, MayNot.
    """
    reading = read(text)
    if reading.problems:
        raise BadRows(reading.problems)
    result = compare(reading.lines, for_writing=True)
    if moved := [key for key, stored in result.seen.items() if seen.get(key) != stored]:
        raise ChangedMeanwhile(moved)
    if not may_apply(by, result):
        raise MayNot
    towns = {town.ags: town for town in Municipality.objects.all()}
    for change in [*result.new, *result.changed]:
        # Each in a context of its own: of several alike in one context, Wagtail's history shows the last only.
        with LogContext(user=by):
            _store(change, towns, by)
    return result


def may_apply(person: Any, result: Comparison) -> bool:
    """Whether somebody may do all that a file would."""
    needed = ["directory.change_office", *["directory.add_office"] * bool(result.new)]
    return bool(person.has_perms(needed))


def _store(change: RowChange, towns: dict[str, Municipality], by: Any) -> None:
    office = change.office or Office()
    if change.office:
        keep_version_before(office)
    for name, value in fields_of(change.line.row).items():
        setattr(office, name, value)
    office.save()
    office.serves.set([towns[ags] for ags in change.line.row["serves"].split()])
    office.save_revision(user=by, log_action="wagtail.edit" if change.office else "wagtail.create")


__all__ = ["BadRows", "ChangedMeanwhile", "MayNot", "Refused", "apply", "may_apply"]
