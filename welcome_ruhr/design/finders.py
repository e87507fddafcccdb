"""Lets Django's static files serve and collect the assembled stylesheet like any other file."""

import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

from welcome_ruhr.design import stylesheet


class StylesheetFinder(BaseFinder):
    """Finds `design/welcome.css`, put together anew whenever one of its parts has changed.

    The file lies in a folder "stylesheet" beside STATIC_ROOT. List this in STATICFILES_FINDERS.
    """

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing to configure, so nothing to complain about."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The stylesheet's place on disk if it is what is asked for, else nothing."""
        if path.replace("\\", "/") != stylesheet.NAME:
            return []
        location = str(self._write())
        return [location] if find_all or kwargs.get("all") else location

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """The one file this finder knows, with a storage that can open it."""
        self._write()
        yield stylesheet.NAME, FileSystemStorage(location=str(self._root()))

    def _root(self) -> Path:
        return Path(str(settings.STATIC_ROOT)).with_name("stylesheet")

    def _write(self) -> Path:
        """Writes only what differs, so that browsers' conditional requests keep working."""
        target = self._root() / stylesheet.NAME
        css = stylesheet.assemble()
        if not target.exists() or target.read_text(encoding="utf-8") != css:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Several servers and threads may get here at once: none may ever read half a file.
            part = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}")
            part.write_text(css, encoding="utf-8")
            part.replace(target)
        return target
