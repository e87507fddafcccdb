"""Who is responsible in which case: one file, `responsibility.yaml`, with all its languages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from welcome_ruhr.directory.models import Municipality, Office, ResponsibilityRule
from welcome_ruhr.foundation.nearest import meant

from .engine import Entry, Kind, Records
from .front_matter import as_day, listed, load_yaml, refuse_unknown, require
from .places import line_in_yaml, lines_from
from .problems import At, BadEntry, BadFile, Problem
from .reading import read_text

FILE = "responsibility.yaml"
CONDITIONS = ("nationalities", "purposes", "stages")
TEXTS = {"reason": "reasons", "booking": "booking"}
"""Name in the file → field."""
FIELDS = (
    "id", "matter", "municipalities", *CONDITIONS, "answer", "office_kind", "office", "also", "certainty",
    "reason", "papers", "booking", "next", "legal", "source", "as_of", "next_check_on",
)  # fmt: skip
"""in the order in which a file has them"""


class ResponsibilityRules(Kind):
    """The rules; stored after offices and municipalities."""

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        path = folder / FILE
        if not path.exists():
            return []
        try:
            text = read_text(path)
            with lines_from(text):
                rows = listed(load_yaml(text), "rules")
                for number, row in enumerate(rows):
                    _check(row, ("rules", number))
        except BadFile as error:
            problems.append(Problem(FILE, error.line, error.reason))
            return []
        return [
            Entry(
                f"responsibility:{row['id']}",
                "",
                FILE,
                _yaml(_in_order(row)),
                row,
                self,
                line_in_yaml(text, ("rules", number)),
            )
            for number, row in enumerate(rows)
        ]

    def stored_text(self, entry: Entry) -> str | None:
        found = ResponsibilityRule.objects.filter(key=entry.key.partition(":")[2]).first()
        return _yaml(row_of(found)) if found else None

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        row = entry.payload
        rule = ResponsibilityRule.objects.filter(key=row["id"]).first() or ResponsibilityRule(key=row["id"])
        rule.matter, rule.answer = row["matter"], row["answer"]
        rule.office_kind, rule.certainty = row.get("office_kind", ""), row.get("certainty", "sure")
        for name in (*CONDITIONS, "also"):
            setattr(rule, name, row.get(name) or [])
        for name, field in TEXTS.items():
            setattr(rule, field, row.get(name) or {})
        rule.papers = {code: "\n".join(papers) for code, papers in (row.get("papers") or {}).items()}
        rule.next_page, rule.legal_bases = row.get("next", ""), " ".join(row.get("legal") or [])
        rule.source, rule.as_of, rule.next_check_on = row["source"], row["as_of"], row["next_check_on"]
        rule.office = self._office(entry, row["office"]) if row.get("office") else None
        towns = self._towns(entry, row.get("municipalities") or [])
        rule.full_clean()
        rule.save()
        rule.municipalities.set(towns)

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        """The file is written whole when one of its rules has changed."""
        rows = [row_of(rule) for rule in ResponsibilityRule.objects.order_by("matter", "key")]
        prefix = "responsibility:"
        known = {key: record.stored_text for (key, _language), record in records.items() if key.startswith(prefix)}
        if rows and (everything or {f"{prefix}{row['id']}": _yaml(row) for row in rows} != known):
            yield folder / FILE, _yaml({"rules": rows})

    def _office(self, entry: Entry, key: str) -> Office:
        if office := Office.objects.filter(key=key).first():
            return office
        hint = meant(key, Office.objects.values_list("key", flat=True))
        raise BadEntry(Problem(entry.path, entry.line, f"There is no office “{key}”.{hint}"))

    def _towns(self, entry: Entry, keys: list[str]) -> list[Municipality]:
        found = list(Municipality.objects.filter(ags__in=keys))
        if missing := sorted(set(keys) - {town.ags for town in found}):
            raise BadEntry(Problem(entry.path, entry.line, f"There is no municipality {', '.join(missing)}."))
        return found


def row_of(rule: ResponsibilityRule) -> dict[str, Any]:
    """Return a stored rule as its file has it."""
    row: dict[str, Any] = {
        "id": rule.key,
        "matter": rule.matter,
        "municipalities": sorted(rule.municipalities.values_list("ags", flat=True)),
        **{name: getattr(rule, name) for name in CONDITIONS},
        "answer": rule.answer,
        "office_kind": rule.office_kind,
        "office": rule.office.key if rule.office else "",
        "also": rule.also,
        "certainty": rule.certainty,
        **{name: getattr(rule, field) for name, field in TEXTS.items()},
        "papers": {code: text.splitlines() for code, text in rule.papers.items()},
        "next": rule.next_page,
        "legal": rule.legal_bases.split(),
        "source": rule.source,
        "as_of": rule.as_of,
        "next_check_on": rule.next_check_on,
    }
    return _in_order(row)


def _in_order(row: dict[str, Any]) -> dict[str, Any]:
    """Return what a rule says in one order, without what it leaves open."""
    ordered = {name: row[name] for name in sorted(row, key=FIELDS.index) if row[name] not in ("", [], {}, None)}
    return {name: _by_language(value) if isinstance(value, dict) else value for name, value in ordered.items()}


def _by_language(texts: dict[str, Any]) -> dict[str, Any]:
    return {code: texts[code] for code in sorted(texts)}


def _check(row: Any, at: At) -> None:
    if not isinstance(row, dict):
        raise BadFile("A rule has id, matter, answer, reason, source, as_of and next_check_on.", at=at)
    refuse_unknown(row, FIELDS, at)
    require(row, "id", "matter", "answer", "reason", "source", "as_of", "next_check_on", at=at)
    for name in ("as_of", "next_check_on"):
        as_day(row[name], name, at)
    for name in ("municipalities", *CONDITIONS, "also", "legal"):
        if not all(isinstance(one, str) for one in listed(row, name, at)):
            raise BadFile(f"{name}: put each value between quotation marks.", at=(*at, name))
    for name in ("reason", "booking", "papers"):
        if not isinstance(row.get(name) or {}, dict):
            raise BadFile(f"{name}: a text for each language is expected: {{de: …, en: …}}.", at=(*at, name))


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
