"""What a content file names, looked up: in the files of the run while checking, in the database while storing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Office
from welcome_ruhr.facts.models import Figure
from welcome_ruhr.foundation.nearest import meant

from .markdown import Raw
from .media import refuse_false, stored_document, stored_film, stored_image
from .page_kinds import meant_entry, stored_page
from .problems import BadEntry, BadFile, Problem
from .reading import PageFile


class FilesOfRun(Protocol):
    """The page files of one run."""

    files: dict[tuple[str, str], PageFile]
    folder: Path
    unread: set[str]
    look_up: Callable[[str], Any]


class StoredFiles(FilesOfRun, Protocol):
    """The page files of a run that stores them."""

    def number_of(self, file: PageFile) -> int | None: ...
    def source_language(self, key: str) -> str | None: ...


class CheckingResolver:
    """Knows what the files of this run name, and stores nothing."""

    def __init__(self, pages: FilesOfRun) -> None:
        self.keys = {key for key, _language in pages.files}
        self.pages, self.folder = pages, pages.folder

    def page(self, reference: str, line: int) -> int:
        # A file that was refused is there: what follows from that is not complained of again.
        known = reference in self.keys or reference in self.pages.unread
        if not known and not self.pages.look_up(reference):
            raise BadFile(f"There is no entry {reference}.{meant_entry(reference, self.keys)}", line)
        return 0

    def figure(self, key: str, line: int) -> int:
        return 0  # figures are imported before pages, so `StoringResolver` knows all of them

    def office(self, key: str, line: int) -> Raw:
        return {}

    def image(self, path: str, line: int) -> int:
        return self._media("image", path, line)

    def document(self, path: str, line: int) -> int:
        return self._media("document", path, line)

    def film(self, path: str, line: int) -> int:
        return self._media("film", path, line)

    def _media(self, kind: str, path: str, line: int) -> int:
        if not (self.folder / path).is_file():
            beside = [str(file.relative_to(self.folder)) for file in (self.folder / "media").rglob("*")]
            raise BadFile(f"There is no file {path}.{meant(path, beside)}", line)
        refuse_false(kind, self.folder / path, line)
        return 0


class StoringResolver:
    """Gives the numbers of the database for what a file names."""

    def __init__(self, pages: StoredFiles, file: PageFile) -> None:
        self.pages, self.file = pages, file

    def page(self, reference: str, line: int) -> int:
        # Links point to the source page: whoever follows one gets his own language's version.
        language = self.pages.source_language(reference)
        target = self.pages.files.get((reference, language or ""))
        stored = None if target else stored_page(reference)
        number = self.pages.number_of(target) if target else getattr(stored, "pk", None)
        if number is None:
            raise self._refusal(f"There is no entry {reference}.", line)
        return int(number)

    def figure(self, key: str, line: int) -> int:
        found = Figure.objects.filter(key=key).first()
        if found is None:
            hint = meant(key, Figure.objects.values_list("key", flat=True))
            raise self._refusal(f"There is no figure with the key “{key}”.{hint}", line)
        return int(found.pk)

    def office(self, key: str, line: int) -> Raw:
        if key in OfficeKind.values:
            return {"kind": key, "office": None}
        found = Office.objects.filter(key=key, published=True).first()
        if found is None:
            offices = Office.objects.filter(published=True).values_list("key", flat=True)
            hint = meant(key, {*OfficeKind.values, *offices})
            raise self._refusal(f"“{key}” is neither a kind of office nor a verified office.{hint}", line)
        return {"kind": "", "office": found.pk}

    def image(self, path: str, line: int) -> int:
        return int(stored_image(self.pages.folder / path).pk)

    def document(self, path: str, line: int) -> int:
        return int(stored_document(self.pages.folder / path).pk)

    def film(self, path: str, line: int) -> int:
        return int(stored_film(self.pages.folder / path).pk)

    def _refusal(self, reason: str, line: int) -> BadEntry:
        return BadEntry(Problem(self.file.path, line, reason))
