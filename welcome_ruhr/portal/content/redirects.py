"""Old addresses and the entries they lead to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from django.conf import settings
from wagtail.contrib.redirects.models import Redirect

from welcome_ruhr.portal.models import PortalPage

from .engine import Entry, Kind, Records
from .page_kinds import stored_page
from .problems import BadEntry, Problem
from .rows import read_rows


class Redirects(Kind):
    """Old addresses and the entries they lead to."""

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        path = folder / "redirects.csv"
        rows = list(read_rows(path, path.name, ("old_path", "target"), problems)) if path.exists() else []
        problems += [
            Problem(path.name, line, f"“{row['old_path']}” is not a path such as /en/old/.")
            for line, row in rows
            if not row["old_path"].startswith("/")
        ]
        return [
            Entry(f"redirect:{row['old_path']}", "", path.name, row["target"], row, self, line) for line, row in rows
        ]

    def stored_text(self, entry: Entry) -> str | None:
        found = Redirect.objects.filter(old_path=Redirect.normalise_path(entry.payload["old_path"])).first()
        if found is None:
            return None
        page = found.redirect_page.specific if found.redirect_page else None
        return page.key if isinstance(page, PortalPage) else found.redirect_link

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        """Only redirects that came from the file go back: Wagtail makes others by itself when a page moves."""
        rows = []
        changed = everything
        for (key, _language), record in records.items():
            if key.startswith("redirect:"):
                old_path = key.removeprefix("redirect:")
                text = self.stored_text(Entry(key, "", record.path, "", {"old_path": old_path}, self))
                changed |= text != record.stored_text
                rows += [f"{old_path},{text}\n"] if text else []
        if changed and rows:
            yield folder / "redirects.csv", "old_path,target\n" + "".join(rows)

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        old_path, target = entry.payload["old_path"], entry.payload["target"]
        language = "en" if old_path.startswith("/en/") else settings.LANGUAGE_CODE
        page = stored_page(target, language)
        if page is None:
            raise BadEntry(Problem(entry.path, entry.line, f"There is no entry {target}."))
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(old_path),
            defaults={"redirect_page": page, "is_permanent": True, "site": None},
        )
