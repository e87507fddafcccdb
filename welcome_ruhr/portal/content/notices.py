"""Notices of changes: one file, `notices.yaml`, with all their languages."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml
from django.db import models

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.foundation.nearest import meant
from welcome_ruhr.portal.models import Notice
from welcome_ruhr.vocabulary.models import Topic

from .engine import Entry, Kind, Records
from .front_matter import as_day, listed, load_yaml, refuse_unknown, require
from .markdown import NAMESPACE
from .page_kinds import meant_entry, stored_entries, stored_page
from .places import line_in_yaml, lines_from
from .problems import At, BadEntry, BadFile, Problem
from .reading import read_text
from .writing import reference

FILE = "notices.yaml"
FIELDS = {"id", "from", "until", "concerns", "more", "headings", "texts"}
TERMS: dict[str, type[models.Model]] = {"legal_basis": LegalBasis, "topic": Topic}
"""What a notice may concern as a whole; everything else in `concerns` is a page."""


class Notices(Kind):
    """The notices of changes; stored after the pages that they name."""

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        try:
            return [
                Entry(f"notice:{row['id']}", "", FILE, _yaml(row), row, self, line)
                for row, line in read_notices(folder)
            ]
        except BadFile as error:
            problems.append(Problem(FILE, error.line, error.reason))
            return []

    def stored_text(self, entry: Entry) -> str | None:
        found = Notice.objects.filter(key=entry.key.partition(":")[2]).first()
        return _yaml(row_of(found)) if found else None

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        row = entry.payload
        notice = Notice.objects.filter(key=row["id"]).first() or Notice(key=row["id"])
        notice.headings, notice.texts = row["headings"], row["texts"]
        notice.valid_from, notice.valid_until = row["from"], row.get("until")
        notice.more = self._page(entry, row["more"]) if row.get("more") else None
        concerned = [one for one in row["concerns"] if one.partition(":")[0] not in TERMS]
        notice.pages = [{"type": "page", "value": self._page(entry, one).pk, "id": _id(one)} for one in concerned]
        notice.full_clean()
        notice.save()
        notice.legal_bases.set(self._terms(entry, "legal_basis"))
        notice.topics.set(self._terms(entry, "topic"))

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        """The file is written whole when one of its notices has changed."""
        rows = [row_of(notice) for notice in Notice.objects.order_by("key")]
        known = {key: record.stored_text for (key, _language), record in records.items() if key.startswith("notice:")}
        if rows and (everything or {f"notice:{row['id']}": _yaml(row) for row in rows} != known):
            yield folder / FILE, _yaml({"notices": rows})

    def _page(self, entry: Entry, name: str) -> Any:
        if page := stored_page(name):
            return page
        raise BadEntry(
            Problem(entry.path, entry.line, f"There is no entry {name}.{meant_entry(name, stored_entries())}")
        )

    def _terms(self, entry: Entry, kind: str) -> list[Any]:
        model = TERMS[kind]
        keys = [one.partition(":")[2] for one in entry.payload["concerns"] if one.startswith(f"{kind}:")]
        table = {term.key: term for term in model._default_manager.all()}  # type: ignore[attr-defined]  # both have keys
        for key in keys:
            if key not in table:
                reason = f"There is no {model._meta.verbose_name} “{key}”.{meant(key, table)}"
                raise BadEntry(Problem(entry.path, entry.line, reason))
        return [table[key] for key in keys]


def read_notices(folder: Path) -> list[tuple[dict[str, Any], int]]:
    """Return each notice of the folder with its line; none where there is no file. Raises BadFile."""
    path = folder / FILE
    if not path.exists():
        return []
    text = read_text(path)
    with lines_from(text):
        rows = listed(load_yaml(text), "notices")
        for number, row in enumerate(rows):
            _check(row, ("notices", number))
    return [(row, line_in_yaml(text, ("notices", number))) for number, row in enumerate(rows)]


def row_of(notice: Notice) -> dict[str, Any]:
    """Return a stored notice as its file has it."""
    pages = [reference(block["value"]) for block in notice.pages.raw_data]
    bases = sorted(f"legal_basis:{key}" for key in notice.legal_bases.values_list("key", flat=True))
    topics = sorted(f"topic:{key}" for key in notice.topics.values_list("key", flat=True))
    row = {
        "id": notice.key,
        "from": notice.valid_from,
        "until": notice.valid_until,
        "concerns": [*pages, *bases, *topics],
        "more": reference(notice.more_id) if notice.more_id else "",
        "headings": _sorted(notice.headings),
        "texts": _sorted(notice.texts),
    }
    return {name: value for name, value in row.items() if value}


def _check(row: Any, at: At) -> None:
    if not isinstance(row, dict):
        raise BadFile("A notice has id, from, concerns, headings and texts.", at=at)
    refuse_unknown(row, FIELDS, at)
    require(row, "id", "from", "concerns", "headings", "texts", at=at)
    since, until = as_day(row["from"], "from", at), as_day(row.get("until"), "until", at)
    if since and until and until < since:
        raise BadFile(f"until: {until} is before {since}, the first day.", at=(*at, "until"))
    if not all(isinstance(one, str) for one in listed(row, "concerns", at)):
        raise BadFile("concerns: a list of ids such as article:eu-blue-card is expected.", at=(*at, "concerns"))
    for name in ("headings", "texts"):
        if not isinstance(row[name], dict):
            raise BadFile(f"{name}: a text for each language is expected: {{de: …, en: …}}.", at=(*at, name))


def _sorted(texts: dict[str, str]) -> dict[str, str]:
    return {code: texts[code] for code in sorted(texts)}


def _id(seed: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"notice/{seed}"))


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
