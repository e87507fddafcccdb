"""Lets Django's static files serve and collect what the design room puts together: stylesheets and illustrations."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

from welcome_ruhr.design import drawings, stylesheet


def made() -> dict[str, Callable[[], str]]:
    """The name of every file that is put together, and what makes its text."""
    files: dict[str, Callable[[], str]] = {name: partial(stylesheet.assemble, name) for name in stylesheet.SHEETS}
    for name in drawings.names("illustrations"):
        files[drawings.file_name(name)] = partial(drawings.file_text, name)
    return files


class StylesheetFinder(BaseFinder):
    """Finds the stylesheets and illustrations, put together anew whenever one of their parts has changed.

    The files lie in a folder "stylesheet" beside STATIC_ROOT. List this in STATICFILES_FINDERS.
    """

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing to configure, so nothing to complain about."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file's place on disk if it is one that is put together, else nothing."""
        name = path.replace("\\", "/")
        if name not in made():
            return []
        location = str(self._write(name))
        return [location] if find_all or kwargs.get("all") else location

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """The files this finder knows, with a storage that can open them."""
        storage = FileSystemStorage(location=str(self._root()))
        for name in made():
            self._write(name)
            yield name, storage

    def _root(self) -> Path:
        return Path(str(settings.STATIC_ROOT)).with_name("stylesheet")

    def _write(self, name: str) -> Path:
        """Writes only what differs, so that browsers' conditional requests keep working."""
        target = self._root() / name
        text = made()[name]()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Several servers and threads may get here at once: none may ever read half a file.
            part = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}")
            part.write_text(text, encoding="utf-8")
            part.replace(target)
        return target
