"""All page files of a content folder, read and checked against each other; nothing here is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from welcome_ruhr.foundation.nearest import meant

from .checking import NEEDED, check_chosen, check_steps, check_values
from .engine import Entry, Kind
from .front_matter import load_yaml, require
from .markdown import BodyReader
from .page_kinds import FOLDERS, SINGLE_PAGES, meant_entry, parent_key, stored_page
from .places import line_in_file
from .problems import BadFile, Problem
from .reading import PageFile, read_journey_file, read_journey_translation, read_page_file, read_text
from .resolving import CheckingResolver

FILE_NAME = re.compile(r"^(?P<id>[a-z0-9_-]+)\.(?P<language>[a-z]{2}(?:-[a-z]+)?)\.md$")
JOURNEY_TRANSLATION = re.compile(r"^[a-z0-9_-]+\.[a-z]{2}(?:-[a-z]+)?\.yaml$")


class PageFiles(Kind):
    """The page files of one folder."""

    def __init__(self, look_up: Callable[[str], Any] = stored_page) -> None:
        self.files: dict[tuple[str, str], PageFile] = {}
        self.unread: set[str] = set()
        """Entries with a file that was refused: what follows from that is not complained of again."""
        self.folder = Path()
        self.look_up = look_up
        """Finds a page that no file of the folder holds; an editor may have made it."""

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        self.folder = folder
        self.files, self.unread = {}, set()
        for file in self._page_files(folder, problems):
            first = self.files.setdefault((file.key, file.language), file)
            if first is not file:
                problems.append(Problem(file.path, 1, f"{file.key} ({file.language}) stands in {first.path} already."))
        for file in self.files.values():
            try:
                self._check(file)
            except BadFile as error:
                line = line_in_file(folder / file.path, error.at) if error.at else error.line
                problems.append(Problem(file.path, line, error.reason))
        ordered = sorted(self.files.values(), key=self._order(folder, problems))
        return [Entry(file.key, file.language, file.path, file.text, file, self) for file in ordered]

    def _page_files(self, folder: Path, problems: list[Problem]) -> Iterator[PageFile]:
        for pattern, kind in [("pages", "page"), *((name, kind) for name, (kind, _model) in FOLDERS.items())]:
            for path in sorted(folder.glob(f"{pattern}/*.md")):
                shown = str(path.relative_to(folder))
                try:
                    name = FILE_NAME.match(path.name)
                    if not name or (kind == "page" and name["id"] not in SINGLE_PAGES):
                        hint = meant(path.name.partition(".")[0], SINGLE_PAGES) if kind == "page" else ""
                        raise BadFile(f"The file name must be <id>.<language>.md, of a page this portal has.{hint}")
                    yield read_page_file(path, shown, kind, name["id"], name["language"])
                except BadFile as error:
                    self.unread.add(f"{kind}:{path.name.partition('.')[0]}")
                    problems.append(Problem(shown, error.line, error.reason))
        for path in sorted(folder.glob("journeys/*.yaml")):
            shown = str(path.relative_to(folder))
            try:
                if JOURNEY_TRANSLATION.match(path.name):
                    yield read_journey_translation(path, shown)
                else:
                    yield from read_journey_file(path, shown)
            except BadFile as error:
                self.unread.add(f"journey:{path.name.partition('.')[0]}")
                problems.append(Problem(shown, error.line, error.reason))

    def _check(self, file: PageFile) -> None:
        """Read the file against the others, without storing anything. Raises BadFile."""
        if file.language not in dict(settings.LANGUAGES):
            raise BadFile(f"The portal has no language “{file.language}”.")
        self._check_family(file)
        check_values(file)
        if file.kind in NEEDED and file.language == self.source_language(file.key):
            require(file.front, NEEDED[file.kind])
        resolver = CheckingResolver(self)
        BodyReader(resolver, file.body_line).read(file.body)
        check_steps(file, resolver)
        check_chosen(file, resolver)

    def _check_family(self, file: PageFile) -> None:
        """Refuse a translation without its source, and a page without the one above it. Raises BadFile."""
        if self.source_language(file.key) is None and file.key not in self.unread:
            sources = {key for key, _language in self.files if self.source_language(key)}
            raise BadFile(
                f"There is no source of {file.key}: German is missing and no file of it says “source: true”."
                f"{meant_entry(file.key, sources)}"
            )
        above = parent_key(file)
        if file.key != "page:home" and (above, file.language) not in self.files and above not in self.unread:
            raise BadFile(f"Its parent {above} does not exist in {file.language}.")

    def source_language(self, key: str) -> str | None:
        """Return the language an entry was written in: the one that says so, else German."""
        languages = {language: file for (file_key, language), file in self.files.items() if file_key == key}
        marked = [language for language, file in languages.items() if file.front.get("source")]
        if marked:
            return marked[0]
        return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in languages else None

    def _order(self, folder: Path, problems: list[Problem]) -> Any:
        """Parents before children, sources before translations, then as `order.yaml` says.

        In this order, because a page written in English may stand below one that was translated into English.
        """
        order = _read_order(folder, problems)
        depth = {"page:home": 0, "page": 1, "topic": 2, "phase": 2, "audience": 2, "legal": 2}

        def rank(file: PageFile) -> tuple[Any, ...]:
            listed = order.get(file.folder if file.kind == "article" else file.kind, [])
            place = listed.index(file.content_id) if file.content_id in listed else len(listed)
            level = depth.get(file.key, depth.get(file.kind, 3))
            return (
                level,
                file.language != self.source_language(file.key),
                file.kind,
                file.folder,
                place,
                file.content_id,
            )

        return rank


def _read_order(folder: Path, problems: list[Problem]) -> dict[str, list[str]]:
    path = folder / "order.yaml"
    try:
        return load_yaml(read_text(path)) if path.exists() else {}
    except BadFile as error:
        problems.append(Problem(path.name, error.line, error.reason))
        return {}
