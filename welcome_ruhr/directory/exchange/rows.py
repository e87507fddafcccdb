"""An office as a row of CSV, and back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from welcome_ruhr.directory.models import Office

Row = dict[str, str]

COLUMNS = (
    "key", "kind", "name", "serves", "published", "address", "phone", "email", "website",
    "languages", "as_of", "source", "next_check_on", "review_note",
)  # fmt: skip
PLAIN = tuple(name for name in COLUMNS if name not in ("serves", "published", "next_check_on"))
"""Columns whose cell is the field's text."""
GUARD = "'"
GUARDED = re.compile(r"[=+\-@\t\r0-9]")
"""How a cell begins that Excel would take for a formula, or for a number or date and write in another way."""


def row_of(office: Office) -> Row:
    """Return an office as its row; towns are named by their official keys."""
    row = {name: str(getattr(office, name)) for name in PLAIN}
    row["serves"] = " ".join(sorted(town.ags for town in office.serves.all()))
    row["published"] = "yes" if office.published else "no"
    row["next_check_on"] = office.next_check_on.isoformat() if office.next_check_on else ""
    return {name: row[name] for name in COLUMNS}


def fields_of(row: Row) -> dict[str, Any]:
    """Return what a row says of the fields of an office, without its towns. Raises ValueError for a wrong date."""
    day = row["next_check_on"]
    return {
        **{name: row[name] for name in PLAIN},
        "published": row["published"] == "yes",
        "next_check_on": date.fromisoformat(day) if day else None,
    }


def as_csv(rows: Iterable[Row]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def as_excel(rows: Iterable[Row]) -> bytes:
    """Return the file as a German Excel opens it: with semicolons, and an apostrophe before what it would change."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(row[name]) for name in COLUMNS] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"{GUARD}{cell}" if GUARDED.match(cell) else cell


def without_guard(cell: str) -> str:
    """Return the cell without the apostrophe that the file for Excel has before it."""
    return cell[1:] if cell.startswith(GUARD) and GUARDED.match(cell[1:]) else cell


def all_rows() -> list[Row]:
    """Return the rows of all offices by their keys, as a file has them."""
    return [row_of(office) for office in Office.objects.order_by("key").prefetch_related("serves")]
