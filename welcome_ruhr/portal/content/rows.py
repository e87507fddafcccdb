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

from welcome_ruhr.delivery import changes
from welcome_ruhr.design import drawings
from welcome_ruhr.directory.exchange.rows import COLUMNS as OFFICE_COLUMNS
from welcome_ruhr.directory.models import Institution, Municipality, Office, Partner, PlaceName
from welcome_ruhr.facts.models import Figure, FigureValue, LegalBasis
from welcome_ruhr.foundation.nearest import meant
from welcome_ruhr.search import actions as search
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from .engine import Entry, Kind, Records
from .problems import BadEntry, BadFile, Problem, reason_of
from .reading import load_yaml, read_text

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
        places: dict[str, tuple[str, int]] = {}
        for path in sorted(folder.glob(self.files)):
            shown = str(path.relative_to(folder))
            for line, row in read_rows(path, shown, self.columns, problems):
                key = row[self.key_column]
                try:
                    self.check(row)
                    self.check_together([*rows.get(key, []), row])
                except (BadFile, ValidationError) as error:
                    problems.append(Problem(shown, line, reason_of(error)))
                    continue
                places.setdefault(key, (shown, line))
                rows.setdefault(key, []).append(row)
        return [
            Entry(f"{self.kind}:{key}", "", places[key][0], rows_text(found, self.columns), found, self, places[key][1])
            for key, found in ((key, self.in_order(found)) for key, found in rows.items())
        ]

    def in_order(self, rows: list[Row]) -> list[Row]:
        """Return the rows of one key as they are stored."""
        return rows

    def check(self, row: Row) -> None:
        """Raise BadFile or ValidationError for a row that cannot be stored."""

    def check_together(self, rows: list[Row]) -> None:
        """Raise BadFile or ValidationError where the rows of one key, the last one new, cannot be stored together."""
        if len(rows) > 1:
            raise BadFile(f"There is another row with the {self.key_column} “{rows[0][self.key_column]}”.")

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
            if not (rows := self.rows_of(stored)):
                continue
            text = rows_text(rows, self.columns)
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
        value = FigureValue(**value_fields)
        value.clean_fields(exclude=["figure"])
        if value.valid_from and value.valid_to and value.valid_to < value.valid_from:
            raise BadFile("A value cannot end before it starts.")

    def check_together(self, rows: list[Row]) -> None:
        figure = Figure(key=rows[0]["key"])
        figure.values.set([FigureValue(**_figure_value(row)) for row in rows])
        figure.clean()
        if any(rows[-1][name] != rows[0][name] for name in ("label_de", "label_en", "unit")):
            raise BadFile("All values of a figure have the same labels and the same unit.")

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


class FigureLabels(Kind):
    """The names of figures in further languages: one file per language, `figure_labels/<language>.csv`."""

    columns = ("key", "label")

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        entries = []
        for path in sorted(folder.glob("figure_labels/*.csv")):
            shown = str(path.relative_to(folder))
            for line, row in read_rows(path, shown, self.columns, problems):
                if not row["label"]:
                    problems.append(Problem(shown, line, f"The figure “{row['key']}” has no label here."))
                text = rows_text([row], self.columns)
                entries.append(Entry(f"figure_label:{row['key']}", path.stem, shown, text, row, self, line))
        return entries

    def stored_text(self, entry: Entry) -> str | None:
        labels = Figure.objects.filter(key=entry.payload["key"]).values_list("labels", flat=True).first() or {}
        label = labels.get(entry.language)
        return rows_text([{"key": entry.payload["key"], "label": label}], self.columns) if label else None

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        figure = Figure.objects.filter(key=entry.payload["key"]).first()
        if figure is None:
            hint = meant(entry.payload["key"], Figure.objects.values_list("key", flat=True))
            reason = f"There is no figure “{entry.payload['key']}”.{hint}"
            raise BadEntry(Problem(entry.path, entry.line, reason))
        figure.labels = {**figure.labels, entry.language: entry.payload["label"]}
        figure.clean_fields()
        figure.save()

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        """A file is written whole when one of its labels has changed."""
        files: dict[str, list[Row]] = {}
        for figure in Figure.objects.all():
            for language in set(figure.labels) - {"de", "en"}:
                files.setdefault(language, []).append({"key": figure.key, "label": figure.labels[language]})
        for language, rows in sorted(files.items()):
            texts = {row["key"]: rows_text([row], self.columns) for row in rows}
            known = {key: records.get((f"figure_label:{key}", language)) for key in texts}
            changed = (record is None or record.stored_text != texts[key] for key, record in known.items())
            if everything or any(changed):
                header = ",".join(self.columns) + "\n"
                yield folder / f"figure_labels/{language}.csv", header + rows_text(rows, self.columns)


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
        self.find(entry).neighbours.set(_towns(entry, "neighbours"))

    def _fields(self, row: Row) -> dict[str, Any]:
        fields: dict[str, Any] = {name: row[name] for name in self.columns if name != "neighbours"}
        fields["population_on"] = _day(row["population_on"])
        fields["area_km2"] = _number(row["area_km2"])
        return fields

    def rows_of(self, stored: Municipality) -> list[Row]:
        row = {name: str(getattr(stored, name)) for name in self.columns if name != "neighbours"}
        neighbours = " ".join(sorted(stored.neighbours.values_list("ags", flat=True)))
        return [{**row, "population_on": _iso(stored.population_on), "neighbours": neighbours}]


class PlaceNames(RowKind):
    """What else a municipality or a part of it is called: an entry is all names of one municipality."""

    kind, model, files, key_column = "place_names", Municipality, "place_names.csv", "ags"
    columns = ("ags", "name", "kind", "language", "source", "as_of")

    def check(self, row: Row) -> None:
        PlaceName(**{name: row[name] for name in self.columns[1:]}).clean_fields(exclude=["municipality"])

    def check_together(self, rows: list[Row]) -> None:
        new = rows[-1]
        if any(all(one[name] == new[name] for name in ("name", "kind", "language")) for one in rows[:-1]):
            raise BadFile(f"“{new['name']}” stands here twice.")

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        [town] = _towns(entry, "ags")
        town.place_names.all().delete()
        PlaceName.objects.bulk_create(
            PlaceName(municipality=town, **{name: row[name] for name in self.columns[1:]}) for row in entry.payload
        )
        # Rows stored all at once send no signals.
        changes.changed("directory")
        search.refresh(source="town", numbers=[town.pk])

    def stored_text(self, entry: Entry) -> str | None:
        town = self.find(entry)
        rows = self.rows_of(town) if town else []
        return rows_text(rows, self.columns) if rows else None

    def in_order(self, rows: list[Row]) -> list[Row]:
        return sorted(rows, key=lambda row: (row["kind"], row["language"], row["name"]))

    def rows_of(self, stored: Municipality) -> list[Row]:
        places = stored.place_names.all()
        names = self.columns[1:]
        return self.in_order([{"ags": stored.ags, **{name: getattr(one, name) for name in names}} for one in places])


class PlacedRows(RowKind):
    """Rows that name municipalities in one column."""

    places: ClassVar[str]

    def check(self, row: Row) -> None:
        if row.get("published", "yes") not in ("yes", "no"):
            raise BadFile(f"published: “{row['published']}” is neither yes nor no.")
        self.model(**self._fields(row)).clean_fields()

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        row = entry.payload[0]
        fields = self._fields(row)
        stored, _created = self.model._default_manager.update_or_create(key=fields.pop("key"), defaults=fields)
        if self.places:
            getattr(stored, self.places).set(_towns(entry, self.places))

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
    columns = OFFICE_COLUMNS


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
        name = "vocabulary.yaml"
        try:
            data = load_yaml(read_text(folder / name))
            terms = [(group, term) for group in self.models for term in data.get(group) or []]
            for group, term in terms:
                _check_term(group, term)
        except FileNotFoundError:
            problems.append(Problem(name, 1, "This file is missing."))
            return []
        except BadFile as error:
            problems.append(Problem(name, error.line, error.reason))
            return []
        return [
            Entry(f"{group}:{term['id']}", "", name, _term_text(self._fields(term)), term, self)
            for group, term in terms
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
    try:
        text = read_text(path)
    except BadFile as error:
        problems.append(Problem(shown, error.line, error.reason))
        return
    reader = csv.DictReader(io.StringIO(text), strict=True)
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
        problems.append(Problem(shown, reader.reader.line_num, f"This row is not valid CSV: {error}."))


def rows_text(rows: Iterable[Row], columns: tuple[str, ...]) -> str:
    """Return rows as CSV without a header; dates, numbers and lists of keys in one form."""
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writerows(rows)
    return file.getvalue()


def _check_term(group: str, term: Any) -> None:
    if not isinstance(term, dict) or not isinstance(term.get("names"), dict) or not {"id", "order"} <= set(term):
        raise BadFile(f"{group}: a term has id, order and names; this one is {term}.")
    if term.get("icon") and term["icon"] not in drawings.names("icons"):
        raise BadFile(f"{group}: there is no icon “{term['icon']}”.")


def _towns(entry: Entry, column: str) -> list[Municipality]:
    """Return the municipalities that a row names. Raises BadEntry for a key there is none for."""
    keys = entry.payload[0][column].split()
    found = list(Municipality.objects.filter(ags__in=keys))
    if missing := sorted(set(keys) - {town.ags for town in found}):
        raise BadEntry(Problem(entry.path, entry.line, f"{column}: there is no municipality {', '.join(missing)}."))
    return found


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
    FigureLabels(),
    Municipalities(),
    PlaceNames(),
    Offices(),
    Institutions(),
    Partners(),
)
