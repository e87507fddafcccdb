"""The content folder as its rules see it: page files, figures and the glossary, read once, without a database."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from welcome_ruhr.portal.content.front_matter import load_yaml
from welcome_ruhr.portal.content.page_files import PageFiles
from welcome_ruhr.portal.content.places import line_in_file, line_of_text
from welcome_ruhr.portal.content.problems import At, BadFile, Problem
from welcome_ruhr.portal.content.reading import PageFile, read_text

from .wording import TOKEN

GLOSSARY = "terms.yaml"


@dataclass(frozen=True)
class Term:
    """A German official word in its forms, and the English words that must carry it where they are first used."""

    german: tuple[str, ...]
    english: tuple[str, ...]


@dataclass
class Content:
    """All that the rules look at; `refused` is what the import would refuse as well."""

    folder: Path
    pages: PageFiles
    refused: list[Problem]
    figures: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    legal_bases: dict[str, dict[str, str]] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)

    @cached_property
    def files(self) -> list[PageFile]:
        return list(self.pages.files.values())

    @cached_property
    def entries(self) -> set[str]:
        return {file.key for file in self.files}

    @cached_property
    def sources(self) -> list[PageFile]:
        """One file per entry: the language it was written in."""
        return [file for file in self.files if self.is_source(file)]

    @cached_property
    def figures_of_notices(self) -> set[str]:
        """The keys of the figures that notices of changes print."""
        path = self.folder / "notices.yaml"
        return {key for prefix, key in TOKEN.findall(read_text(path)) if prefix == "fact"} if path.exists() else set()

    def is_source(self, file: PageFile) -> bool:
        return file.language == self.pages.source_language(file.key)

    def source_of(self, file: PageFile) -> PageFile | None:
        """Return the file that a translation was made from; None for a source, or where it is missing."""
        language = self.pages.source_language(file.key)
        return self.pages.files.get((file.key, language or "")) if language != file.language else None

    def says(self, file: PageFile, reason: str, *, words: str = "", at: At = (), after: int = 0) -> Problem:
        """Return a problem of a file, on the line of `words` in its text or of the value that `at` leads to."""
        path = self.folder / file.path
        if at:
            return Problem(file.path, line_in_file(path, at), reason)
        line = line_of_text(read_text(path), words, after=after) if words else 1
        return Problem(file.path, line, reason)


def read_content(folder: Path) -> Content:
    """Read all that the rules look at; a file that cannot be read becomes one of its `refused`."""
    refused: list[Problem] = []
    pages = PageFiles(look_up=lambda reference: None)
    pages.read(folder, refused)
    content = Content(folder, pages, refused)
    content.figures = _rows(folder, "figures/*.csv", "key")
    content.legal_bases = {key: rows[0] for key, rows in _rows(folder, "legal_bases/*.csv", "id").items()}
    try:
        content.terms = read_terms(folder / GLOSSARY)
    except BadFile as error:
        refused.append(Problem(GLOSSARY, error.line, error.reason))
    return content


def _rows(folder: Path, files: str, key_column: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of CSV files by key, each with the `path` and `line` it stands on."""
    rows: dict[str, list[dict[str, str]]] = {}
    for path in sorted(folder.glob(files)):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                place = {"path": str(path.relative_to(folder)), "line": str(reader.line_num)}
                rows.setdefault(str(row.get(key_column)), []).append({**row, **place})
    return rows


def read_terms(path: Path) -> list[Term]:
    """Return the glossary, empty where there is none. Raises BadFile."""
    if not path.exists():
        return []
    rows: Any = load_yaml(read_text(path)).get("terms") or []
    if not all(isinstance(row, dict) and set(row) == {"german", "english"} for row in rows):
        raise BadFile("terms: each term is “{german: […], english: […]}”.")
    return [Term(tuple(row["german"]), tuple(row["english"])) for row in rows]


def in_languages(files: Iterable[PageFile], *languages: str) -> list[PageFile]:
    return [file for file in files if file.language in languages]
