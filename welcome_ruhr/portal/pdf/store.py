"""The finished PDFs on disk, `DATA_DIR/pdf/<language>/<page>.<digest>.pdf`: a name stands for one content for ever."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

UNUSED_AFTER = timedelta(days=90)
HALF_WRITTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    """Where the PDF of a page belongs, as the page is now."""

    language: str
    name: str
    """such as "article-eu-blue-card" """
    digest: str

    @property
    def path(self) -> Path:
        return _folder() / self.language / f"{self.name}.{self.digest}.pdf"

    @property
    def refusal(self) -> Path:
        return self.path.with_suffix(".refused")


def keep(place: Place, pdf: bytes) -> None:
    """Store a PDF, whole or not at all, and remove what the page was before."""
    _write(place.path, pdf)
    _remove_others(place)


def refuse(place: Place, reason: str) -> None:
    """Remember that this content cannot be made into a PDF, so that nobody waits for it and nobody tries again."""
    _write(place.refusal, reason.encode())
    _remove_others(place)


def sweep(names: Collection[tuple[str, str]]) -> int:
    """Remove PDFs of pages that are not among `names` (language, name), long unused and half-written ones."""
    now, removed = time.time(), 0
    for path in _files():
        language, name = path.parent.name, path.name.partition(".")[0]
        longest = HALF_WRITTEN_AFTER if path.suffix == ".part" else UNUSED_AFTER
        age = now - path.stat().st_mtime
        if (language, name) not in names or age > longest.total_seconds():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Several workers may make the same PDF at once: none may ever show half a file.
    part = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    part.write_bytes(content)
    part.replace(path)


def _remove_others(place: Place) -> None:
    for path in place.path.parent.glob(f"{place.name}.*"):
        if place.digest not in path.name and path.suffix != ".part":
            path.unlink(missing_ok=True)


def _files() -> Iterator[Path]:
    return (path for path in _folder().glob("*/*.*") if path.parent.name != "fonts")


def _folder() -> Path:
    folder: Path = settings.DATA_DIR / "pdf"
    return folder
