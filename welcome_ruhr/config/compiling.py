"""Translations from `.po` to `.mo`, with Babel: no gettext tools needed."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_translations(folder: Path) -> list[Path]:
    """Write the `.mo` beside each `.po` under `folder` that is newer; return what was written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)
            written.append(target)
    return written


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalog = read_po(file)
    # Several processes may compile at once; each sees a whole file.
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".tmp", delete=False) as compiled:
        write_mo(compiled, catalog)
    os.chmod(compiled.name, 0o644)
    os.replace(compiled.name, target)
