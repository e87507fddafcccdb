"""Lets Django's static files serve and collect the assembled stylesheet like any other file."""

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

from welcome_ruhr.design import stylesheet


class StylesheetFinder(BaseFinder):
    """Finds `design/welcome.css`, put together anew whenever one of its parts has changed.

    The file lives in a folder of this process that goes away with it: nothing is built in advance
    and nothing has to be cleaned up. List it in STATICFILES_FINDERS.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._folder = ""
        super().__init__(*args, **kwargs)

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
        yield stylesheet.NAME, FileSystemStorage(location=self._root())

    def _root(self) -> str:
        if not self._folder:
            self._folder = tempfile.mkdtemp(prefix="welcome-ruhr-css-")
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def _write(self) -> Path:
        """Writes only what differs, so that browsers' conditional requests keep working."""
        target = Path(self._root()) / stylesheet.NAME
        css = stylesheet.assemble()
        if not target.exists() or target.read_text(encoding="utf-8") != css:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(css, encoding="utf-8")
        return target
