"""What pages are rendered with besides the database: code, templates, translations, settings."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

LEFT_OUT = {"__pycache__", "tests"}


def release(folders: Iterable[Path], variables: Mapping[str, str]) -> str:
    """Return a name that differs whenever a file in `folders` or one of the settings `variables` does.

    Files count by name, size and time of change: reading them all would slow every start.
    """
    digest = hashlib.sha256(repr(sorted(variables.items())).encode())
    for folder in folders:
        for path in sorted(_files(folder)):
            found = os.stat(path)
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return digest.hexdigest()[:16]


def _files(folder: Path) -> Iterable[str]:
    for where, names, files in os.walk(folder):
        names[:] = [name for name in names if name not in LEFT_OUT]
        yield from (os.path.join(where, name) for name in files)
