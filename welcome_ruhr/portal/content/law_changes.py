"""Changes of legal bases that editors have entered: a fresh installation must know them, too."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.foundation.nearest import meant

from .engine import Entry, Kind, Records
from .problems import BadEntry, Problem
from .rows import Row, read_rows, rows_text

COLUMNS = ("legal_basis", "changed_on", "note")
FILE = "law_changes.csv"


class LawChanges(Kind):
    """The last change of each legal basis that has one, in one file."""

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        path = folder / FILE
        rows = list(read_rows(path, FILE, COLUMNS, problems)) if path.exists() else []
        problems += [
            Problem(FILE, line, f"“{row['changed_on']}” is not a date such as 2026-11-22.")
            for line, row in rows
            if _day(row["changed_on"]) is None
        ]
        return [Entry(_key(row), "", FILE, rows_text([row], COLUMNS), row, self, line) for line, row in rows]

    def stored_text(self, entry: Entry) -> str | None:
        basis = LegalBasis.objects.filter(key=entry.payload["legal_basis"], changed_on__isnull=False).first()
        return rows_text([_row(basis)], COLUMNS) if basis else None

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        row = entry.payload
        changed = {"changed_on": _day(row["changed_on"]), "change_note": row["note"], "change_noted_at": None}
        if not LegalBasis.objects.filter(key=row["legal_basis"]).update(**changed):
            hint = meant(row["legal_basis"], LegalBasis.objects.values_list("key", flat=True))
            reason = f"There is no legal basis “{row['legal_basis']}”.{hint}"
            raise BadEntry(Problem(entry.path, entry.line, reason))

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        """The file is written whole when an editor has entered, changed or taken back a change."""
        rows = {_key(row): row for row in map(_row, LegalBasis.objects.filter(changed_on__isnull=False))}
        known = {
            key: record.stored_text for (key, _language), record in records.items() if key.startswith("law_change:")
        }
        current = {key: rows_text([row], COLUMNS) for key, row in rows.items()}
        path, text = folder / FILE, ",".join(COLUMNS) + "\n" + "".join(current.values())
        # Once the last change was taken back, an empty file has to say so, but only once.
        if (everything and current) or (current != known and not (path.exists() and path.read_text() == text)):
            yield path, text


def _key(row: Row) -> str:
    return f"law_change:{row['legal_basis']}"


def _row(basis: LegalBasis) -> Row:
    day = basis.changed_on.isoformat() if basis.changed_on else ""
    return {"legal_basis": basis.key, "changed_on": day, "note": basis.change_note}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
