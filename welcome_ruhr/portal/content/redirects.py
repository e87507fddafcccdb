"""Old addresses and where they lead: to an entry, or to another address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from wagtail.contrib.redirects.models import Redirect

from welcome_ruhr.portal.models import PortalPage
from welcome_ruhr.portal.redirecting import language_of

from .engine import Entry, Kind, Records
from .page_kinds import meant_entry, stored_entries, stored_page
from .problems import BadEntry, Problem
from .rows import read_rows

FILE = "redirects.csv"
COLUMNS = ("old_path", "target")
IN_LANGUAGE = re.compile(r"^(?P<key>[a-z]+:[a-z0-9_-]+)\.(?P<language>[a-z]{2}(?:-[a-z]+)?)$")
"""`article:eu-blue-card.en`: a language other than that of the old address."""
ADDRESS = re.compile(r"^(?:/|https://)\S+$")


class Redirects(Kind):
    """Rows of `redirects.csv`, and the redirects that editors added in Wagtail's admin."""

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        path = folder / FILE
        entries = []
        seen: dict[str, str] = {}
        for line, row in read_rows(path, FILE, COLUMNS, problems) if path.exists() else ():
            old_path = row["old_path"]
            if not old_path.startswith("/"):
                problems.append(Problem(FILE, line, f"“{old_path}” is not a path such as /en/old/."))
            same = seen.setdefault(Redirect.normalise_path(old_path), old_path)
            if same != old_path:
                problems.append(Problem(FILE, line, f"“{old_path}” is the same address as “{same}” above."))
            entries.append(Entry(f"redirect:{old_path}", "", FILE, row["target"], row, self, line))
        return entries

    def stored_text(self, entry: Entry) -> str | None:
        found = Redirect.objects.filter(old_path=Redirect.normalise_path(entry.payload["old_path"])).first()
        return _target_text(found) if found else None

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        """What Wagtail made by itself because a page has moved belongs to one installation, not to the content."""
        imported = ((key, record) for (key, _language), record in records.items() if key.startswith("redirect:"))
        known = {key.removeprefix("redirect:"): record for key, record in imported}
        spelt = {Redirect.normalise_path(old_path): old_path for old_path in known}
        rows = {}
        for redirect in Redirect.objects.filter(automatically_created=False).order_by("pk"):
            rows[spelt.get(redirect.old_path, redirect.old_path)] = _target_text(redirect)
        changed = rows != {old_path: record.stored_text for old_path, record in known.items()}
        if rows and (everything or changed):
            file = io.StringIO()
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows.items()])
            yield folder / FILE, file.getvalue()

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        old_path, target = entry.payload["old_path"], entry.payload["target"]
        fields: dict[str, Any] = {"redirect_page": None, "redirect_link": ""}
        if ADDRESS.match(target):
            fields["redirect_link"] = target
        else:
            fields["redirect_page"] = _page(entry, target, language_of(old_path))
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(old_path),
            defaults={**fields, "is_permanent": True, "site": None, "automatically_created": False},
        )


def _page(entry: Entry, target: str, language: str) -> PortalPage:
    named = IN_LANGUAGE.match(target)
    key, language = (named["key"], named["language"]) if named else (target, language)
    if page := stored_page(key, language):
        return page
    reason = f"There is no entry {target}.{meant_entry(key, stored_entries())}"
    raise BadEntry(Problem(entry.path, entry.line, reason))


def _target_text(redirect: Redirect) -> str:
    page = redirect.redirect_page.specific if redirect.redirect_page else None
    if not isinstance(page, PortalPage):
        return str(redirect.redirect_link)
    return page.key if page.language == language_of(redirect.old_path) else f"{page.key}.{page.language}"
