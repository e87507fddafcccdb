"""What a content file names, looked up: in the files of the run while checking, in the database while storing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Protocol

from django.core.files import File
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Office
from welcome_ruhr.facts.models import Figure
from welcome_ruhr.portal.models import PortalPage

from .markdown import Raw
from .page_kinds import stored_page
from .problems import BadEntry, BadFile, Problem
from .reading import PageFile
from .writing import media_path

MEDIA = {"picture": "image", "download": "document"}


class FilesOfRun(Protocol):
    """The page files of one run."""

    files: dict[tuple[str, str], PageFile]
    folder: Path

    def find(self, file: PageFile) -> Any: ...
    def source_language(self, key: str) -> str | None: ...


class CheckingResolver:
    """Knows what the files of this run name, and stores nothing."""

    def __init__(self, pages: FilesOfRun) -> None:
        self.keys = {key for key, _language in pages.files}
        self.folder = pages.folder

    def page(self, reference: str, line: int) -> int:
        if reference not in self.keys and not stored_page(reference):
            raise BadFile(f"There is no entry {reference}.", line)
        return 0

    def figure(self, key: str, line: int) -> int:
        return 0  # figures are imported before pages, so `StoringResolver` knows all of them

    def office(self, key: str, line: int) -> Raw:
        return {}

    def image(self, path: str, line: int) -> int:
        if not (self.folder / path).is_file():
            raise BadFile(f"There is no file {path}.", line)
        return 0

    document = image


class StoringResolver:
    """Gives the numbers of the database for what a file names."""

    def __init__(self, pages: FilesOfRun, file: PageFile) -> None:
        self.pages, self.file = pages, file

    def page(self, reference: str, line: int) -> int:
        # Links point to the source page: whoever follows one gets his own language's version.
        language = self.pages.source_language(reference)
        target = self.pages.files.get((reference, language or ""))
        found = self.pages.find(target) if target else stored_page(reference)
        if found is None:
            raise self._refusal(f"There is no entry {reference}.", line)
        return int(found.pk)

    def figure(self, key: str, line: int) -> int:
        found = Figure.objects.filter(key=key).first()
        if found is None:
            raise self._refusal(f"There is no figure with the key “{key}”.", line)
        return int(found.pk)

    def office(self, key: str, line: int) -> Raw:
        if key in OfficeKind.values:
            return {"kind": key, "office": None}
        found = Office.objects.filter(key=key, published=True).first()
        if found is None:
            raise self._refusal(f"“{key}” is neither a kind of office nor a verified office.", line)
        return {"kind": "", "office": found.pk}

    def image(self, path: str, line: int) -> int:
        return int(_media(get_image_model(), self.pages.folder / path).pk)

    def document(self, path: str, line: int) -> int:
        return int(_media(get_document_model(), self.pages.folder / path).pk)

    def _refusal(self, reason: str, line: int) -> BadEntry:
        return BadEntry(Problem(self.file.path, line, reason))


def _media(model: Any, path: Path) -> Any:
    """Return the stored image or document of this file name, stored anew when its bytes differ."""
    stored = model.objects.filter(Q(title=path.name) | Q(file__endswith=f"/{path.name}")).first()
    if stored is None or stored.get_file_hash() != _hash_of(path):
        stored = stored or model(title=path.name)
        with path.open("rb") as file:
            stored.file = File(file, name=path.name)
            stored.save()
    return stored


def write_media(page: PortalPage, folder: Path) -> None:
    """Put the images and documents of a page into `folder`, where an import of the page's file looks for them."""
    for block in page.body:
        thing = block.value[MEDIA[block.block_type]] if block.block_type in MEDIA else None
        if thing:
            path = folder / media_path(thing)
            if not path.exists() or _hash_of(path) != thing.get_file_hash():
                path.parent.mkdir(parents=True, exist_ok=True)
                with thing.file.open("rb") as file:
                    path.write_bytes(file.read())


def _hash_of(path: Path) -> str:
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
