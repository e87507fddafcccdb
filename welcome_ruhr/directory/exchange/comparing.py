"""What a file would change, before it does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Municipality, Office

from .reading import Line
from .rows import COLUMNS, Row, row_of

LABELS = {field.name: field.verbose_name for field in (*Office._meta.fields, *Office._meta.many_to_many)}


@dataclass(frozen=True)
class FieldChange:
    """One field, as the editor reads it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """One row of the file and the office it is about."""

    line: Line
    office: Office | None
    """None for a new one"""
    fields: list[FieldChange] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.line.row["key"]


@dataclass(frozen=True)
class Comparison:
    """The rows of a file by what they would do, and what was stored when it was compared."""

    new: list[RowChange] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    unchanged: list[RowChange] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    """key → fingerprint of the stored row, "" for one that was not there"""
    untouched: int = 0
    """offices that the file does not name; they stay"""


def compare(lines: list[Line], *, for_writing: bool = False) -> Comparison:
    """Compare rows with the stored offices; with `for_writing` these stay as they are until the transaction ends."""
    found = Office.objects.filter(key__in=[line.row["key"] for line in lines])
    rows = found.select_for_update() if for_writing else found
    stored = {office.key: office for office in rows.prefetch_related("serves")}
    names = dict(Municipality.objects.values_list("ags", "name"))
    result = Comparison(untouched=Office.objects.count() - len(stored))
    for line in lines:
        office = stored.get(line.row["key"])
        before = row_of(office) if office else dict.fromkeys(COLUMNS, "")
        change = RowChange(line, office, list(_changes(before, _in_order(line.row), names)))
        result.seen[change.key] = fingerprint(before) if office else ""
        place = result.new if office is None else result.changed if change.fields else result.unchanged
        place.append(change)
    return result


def fingerprint(row: Row) -> str:
    """Return a short text that differs when the row does."""
    return hashlib.sha256("\0".join(row[name] for name in COLUMNS).encode()).hexdigest()[:20]


def _in_order(row: Row) -> Row:
    return {**row, "serves": " ".join(sorted(set(row["serves"].split())))}


def _changes(before: Row, after: Row, towns: dict[str, str]) -> Iterator[FieldChange]:
    for name in COLUMNS:
        if before[name] != after[name]:
            label = str(LABELS[name])
            yield FieldChange(label, _shown(name, before[name], towns), _shown(name, after[name], towns))


def _shown(name: str, cell: str, towns: dict[str, str]) -> str:
    if name == "serves":
        return ", ".join(sorted(towns.get(ags, ags) for ags in cell.split()))
    if name == "kind" and cell:
        return str(OfficeKind(cell).label)
    if name == "published" and cell:
        return _("yes") if cell == "yes" else _("no")
    return cell


__all__ = ["Comparison", "FieldChange", "RowChange", "compare", "fingerprint"]
