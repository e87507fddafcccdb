"""Entries that are rows: vocabulary, legal bases, figures, the directory, redirects."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, ClassVar

import yaml
from django.core.exceptions import ValidationError
from django.db.models import Model

from welcome_ruhr.directory.models import Institution, Municipality, Office, Partner
from welcome_ruhr.facts.models import Figure, FigureValue, LegalBasis
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from .engine import Entry, Kind, Records
from .problems import BadFile, Problem

Row = dict[str, str]


class RowKind(Kind):
    """Rows of CSV files, one object each, keyed by one column."""

    kind: ClassVar[str]
    model: ClassVar[type[Model]]
    files: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]
    key_column: ClassVar[str] = "key"

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        rows: dict[str, list[Row]] = {}
        places: dict[str, str] = {}
        for path in sorted(folder.glob(self.files)):
            shown = str(path.relative_to(folder))
            for line, row in read_rows(path, shown, self.columns, problems):
                key = row[self.key_column]
                places.setdefault(key, shown)
                rows.setdefault(key, []).append(row)
                try:
                    self.check(row)
                except (BadFile, ValidationError) as error:
                    problems.append(Problem(shown, line, reason_of(error)))
        return [
            Entry(f"{self.kind}:{key}", "", places[key], rows_text(found, self.columns), found, self)
            for key, found in rows.items()
        ]

    def check(self, row: Row) -> None:
        """Raise BadFile for a row that cannot be stored."""

    def find(self, entry: Entry) -> Any:
        return self.model._default_manager.filter(**{self.key_column: entry.key.partition(":")[2]}).first()

    def stored_text(self, entry: Entry) -> str | None:
        found = self.find(entry)
        return rows_text(self.rows_of(found), self.columns) if found else None

    def rows_of(self, stored: Any) -> list[Row]:
        raise NotImplementedError

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        """A file is written whole when one of its rows has changed; new rows go to the last file of the kind."""
        files: dict[str, list[str]] = {}
        changed: set[str] = set()
        known = {key: record for (key, _language), record in records.items() if key.startswith(f"{self.kind}:")}
        default = max((record.path for record in known.values()), default=self.files.replace("*", "new"))
        for stored in self.model._default_manager.all():
            text = rows_text(rows := self.rows_of(stored), self.columns)
            record = known.get(f"{self.kind}:{rows[0][self.key_column]}")
            path = record.path if record else default
            files.setdefault(path, []).append(text)
            if everything or record is None or record.stored_text != text:
                changed.add(path)
        for path in sorted(changed):
            yield folder / path, ",".join(self.columns) + "\n" + "".join(files[path])


class LegalBases(RowKind):
    kind, model, files, columns = "legal_basis", LegalBasis, "legal_bases/*.csv", ("id", "label", "url")
    key_column = "id"

    def find(self, entry: Entry) -> LegalBasis | None:
        return LegalBasis.objects.filter(key=entry.key.partition(":")[2]).first()

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        row = entry.payload[0]
        LegalBasis.objects.update_or_create(key=row["id"], defaults={"label": row["label"], "url": row["url"]})

    def rows_of(self, stored: LegalBasis) -> list[Row]:
        return [{"id": stored.key, "label": stored.label, "url": stored.url}]


class Figures(RowKind):
    """Several rows per figure, one per value in time."""

    kind, model, files = "figure", Figure, "figures/*.csv"
    columns = (
        "key", "label_de", "label_en", "unit", "value", "valid_from", "valid_to",
        "rhythm", "status", "rule", "source_title", "source_url", "as_of",
    )  # fmt: skip

    def check(self, row: Row) -> None:
        value_fields = _figure_value(row)
        figure = Figure(key=row["key"], labels=_labels(row), unit=row["unit"], rhythm=row["rhythm"], rule=row["rule"])
        figure.clean_fields()
        FigureValue(**value_fields).clean_fields(exclude=["figure"])

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        rows = entry.payload
        figure = self.find(entry) or Figure(key=rows[0]["key"])
        figure.labels = {**(figure.labels or {}), **_labels(rows[0])}
        figure.unit, figure.rhythm, figure.rule = rows[0]["unit"], rows[0]["rhythm"], rows[0]["rule"]
        figure.values.set([FigureValue(**_figure_value(row)) for row in rows])
        figure.clean()
        figure.save()

    def rows_of(self, stored: Figure) -> list[Row]:
        head = {
            "key": stored.key,
            "label_de": stored.labels.get("de", ""),
            "label_en": stored.labels.get("en", ""),
            "unit": stored.unit,
            "rhythm": stored.rhythm,
            "rule": stored.rule,
        }
        return [
            {
                **head,
                "value": f"{value.value.normalize():f}",
                "valid_from": _iso(value.valid_from),
                "valid_to": _iso(value.valid_to),
                "status": value.status,
                "source_title": value.source_title,
                "source_url": value.source_url,
                "as_of": _iso(value.as_of),
            }
            for value in stored.values_in_time()
        ]


class Municipalities(RowKind):
    kind, model, files, key_column = "municipality", Municipality, "municipalities.csv", "ags"
    columns = (
        "ags", "slug", "name", "kind", "district", "website", "population", "population_on",
        "area_km2", "postcodes", "latitude", "longitude", "q", "r", "neighbours",
    )  # fmt: skip

    def check(self, row: Row) -> None:
        Municipality(**self._fields(row)).clean_fields()

    def prepare(self, entry: Entry) -> None:
        fields = self._fields(entry.payload[0])
        Municipality.objects.update_or_create(ags=fields.pop("ags"), defaults=fields)

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        row = entry.payload[0]
        self.find(entry).neighbours.set(Municipality.objects.filter(ags__in=row["neighbours"].split()))

    def _fields(self, row: Row) -> dict[str, Any]:
        fields: dict[str, Any] = {name: row[name] for name in self.columns if name != "neighbours"}
        fields["population_on"] = _day(row["population_on"])
        fields["area_km2"] = _number(row["area_km2"])
        return fields

    def rows_of(self, stored: Municipality) -> list[Row]:
        row = {name: str(getattr(stored, name)) for name in self.columns if name != "neighbours"}
        neighbours = " ".join(sorted(stored.neighbours.values_list("ags", flat=True)))
        return [{**row, "population_on": _iso(stored.population_on), "neighbours": neighbours}]


class PlacedRows(RowKind):
    """Rows that name municipalities in one column."""

    places: ClassVar[str]

    def check(self, row: Row) -> None:
        self.model(**self._fields(row)).clean_fields()

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        row = entry.payload[0]
        fields = self._fields(row)
        stored, _created = self.model._default_manager.update_or_create(key=fields.pop("key"), defaults=fields)
        if self.places:
            getattr(stored, self.places).set(Municipality.objects.filter(ags__in=row[self.places].split()))

    def _fields(self, row: Row) -> dict[str, Any]:
        fields: dict[str, Any] = {name: row[name] for name in self.columns if name != self.places}
        if "published" in fields:
            fields["published"] = row["published"] == "yes"
        if "next_check_on" in fields:
            fields["next_check_on"] = _day(row["next_check_on"])
        return fields

    def rows_of(self, stored: Any) -> list[Row]:
        row = {name: _cell(getattr(stored, name)) for name in self.columns if name != self.places}
        if self.places:
            row[self.places] = " ".join(sorted(getattr(stored, self.places).values_list("ags", flat=True)))
        return [row]


class Offices(PlacedRows):
    kind, model, files, places = "office", Office, "offices.csv", "serves"
    columns = (
        "key", "kind", "name", "serves", "published", "address", "phone", "email", "website",
        "languages", "as_of", "source", "next_check_on", "review_note",
    )  # fmt: skip


class Institutions(PlacedRows):
    kind, model, files, places = "institution", Institution, "institutions.csv", "municipalities"
    columns = (
        "key", "kind", "name", "municipalities", "published", "website", "international_name",
        "international_url", "as_of", "source", "review_note",
    )  # fmt: skip


class Partners(PlacedRows):
    kind, model, files, places = "partner", Partner, "partners.csv", ""
    columns = ("key", "name", "role", "since", "until", "present_name", "website", "as_of", "source", "note")


class Vocabulary(Kind):
    """Audiences, phases and topics in one YAML file."""

    models: ClassVar[dict[str, type[Audience] | type[Phase] | type[Topic]]] = {
        "audiences": Audience,
        "phases": Phase,
        "topics": Topic,
    }

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        path = folder / "vocabulary.yaml"
        data = read_yaml(path, "vocabulary.yaml", problems) or {}
        return [
            Entry(f"{group}:{term['id']}", "", "vocabulary.yaml", _term_text(self._fields(term)), term, self)
            for group in self.models
            for term in data.get(group, [])
        ]

    def stored_text(self, entry: Entry) -> str | None:
        group, _colon, key = entry.key.partition(":")
        found = self.models[group].objects.filter(key=key).first()
        return self._text_of(found) if found else None

    def prepare(self, entry: Entry) -> None:
        group, _colon, key = entry.key.partition(":")
        self.models[group].objects.update_or_create(key=key, defaults=self._fields(entry.payload))

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        """Everything was done in the first pass."""

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        data: dict[str, list[dict[str, Any]]] = {}
        changed = everything
        for group, model in self.models.items():
            for term in model.objects.order_by("position", "key"):
                record = records.get((f"{group}:{term.key}", ""))
                changed |= record is None or record.stored_text != self._text_of(term)
                colour = {"colour": term.colour} if isinstance(term, Phase) else {}
                row = {"id": term.key, "order": term.position, "icon": term.icon, **colour, "names": term.names}
                data.setdefault(group, []).append(row)
        if changed:
            yield folder / "vocabulary.yaml", yaml.safe_dump(data, allow_unicode=True, sort_keys=False)

    def _text_of(self, term: Any) -> str:
        names = ("position", "icon", "names", "colour")
        return _term_text({name: getattr(term, name) for name in names if hasattr(term, name)})

    def _fields(self, term: dict[str, Any]) -> dict[str, Any]:
        fields = {"position": term["order"], "icon": term.get("icon", ""), "names": term["names"]}
        return {**fields, "colour": term["colour"]} if "colour" in term else fields


# --- reading ------------------------------------------------------------------------------------


def read_rows(path: Path, shown: str, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[tuple[int, Row]]:
    """Yield (line, row) of a CSV file; a wrong header or a short row becomes a problem."""
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")), strict=True)
    if tuple(reader.fieldnames or ()) != columns:
        problems.append(Problem(shown, 1, f"The columns must be: {','.join(columns)}"))
        return
    try:
        for row in reader:
            if None in row or None in row.values():
                problems.append(Problem(shown, reader.line_num, f"This row does not have {len(columns)} cells."))
            else:
                yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except csv.Error as error:
        problems.append(Problem(shown, reader.line_num, str(error)))


def read_yaml(path: Path, shown: str, problems: list[Problem]) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(Problem(shown, 1, "This file is missing."))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problems.append(Problem(shown, mark.line + 1 if mark else 1, getattr(error, "problem", None) or str(error)))
    return None


def rows_text(rows: Iterable[Row], columns: tuple[str, ...]) -> str:
    """Return rows as CSV without a header; dates, numbers and lists of keys in one form."""
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writerows(rows)
    return file.getvalue()


def reason_of(error: BadFile | ValidationError) -> str:
    if isinstance(error, BadFile):
        return error.reason
    if hasattr(error, "message_dict"):
        return " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return " ".join(error.messages)


def _labels(row: Row) -> dict[str, str]:
    return {"de": row["label_de"], "en": row["label_en"]}


def _figure_value(row: Row) -> dict[str, Any]:
    return {
        "value": _number(row["value"]),
        "valid_from": _day(row["valid_from"]),
        "valid_to": _day(row["valid_to"]),
        "status": row["status"],
        "source_title": row["source_title"],
        "source_url": row["source_url"],
        "as_of": _day(row["as_of"]),
    }


def _day(text: str) -> date | None:
    return _parsed(date.fromisoformat, text, "is not a date such as 2026-11-22") if text else None


def _number(text: str) -> Decimal:
    return _parsed(Decimal, text, "is not a number such as 45934.20")


def _parsed(parse: Callable[[str], Any], text: str, reason: str) -> Any:
    try:
        return parse(text)
    except (ValueError, InvalidOperation):
        raise BadFile(f"“{text}” {reason}.") from None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _iso(value) if isinstance(value, date) else str(value or "")


def _term_text(fields: dict[str, Any]) -> str:
    names = {code: fields["names"][code] for code in sorted(fields["names"])}
    return yaml.safe_dump({**fields, "names": names}, allow_unicode=True, sort_keys=True)


ROW_KINDS: tuple[Kind, ...] = (
    Vocabulary(),
    LegalBases(),
    Figures(),
    Municipalities(),
    Offices(),
    Institutions(),
    Partners(),
)
