"""From a document to a PDF: Typst in a process of its own, with a time limit."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from welcome_ruhr.foundation import clock, formats

from . import fonts
from .document import Document

HERE = Path(__file__).parent
TEMPLATE = HERE / "document.typ"
PROGRAM = HERE / "typst_run.py"
SECONDS = 60
"""More than fifty times what the longest topic needs."""
REFUSED = 3
"""The program's exit code when the document, and not the machine, is at fault."""


class CannotTypeset(Exception):
    """The document cannot be set: no font has one of its characters, or the template does not fit it."""


class TypesetterFailed(Exception):
    """The program broke off; nothing is said about the document, so another try may help."""


def typeset(document: Document) -> bytes:
    """Return the document as a tagged PDF (PDF/UA-1), dated today. Raises CannotTypeset."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    task = {
        "document": document.as_data(),
        "template": TEMPLATE.read_text(encoding="utf-8"),
        "files": str(settings.MEDIA_ROOT),
        "fonts": str(fonts.folder()),
        "made_on": formats.day(clock.today(), document.language),
        "made_at": clock.now().replace(microsecond=0).isoformat(),
        "refused": REFUSED,
    }
    finished = subprocess.run(  # noqa: S603 — our own program
        [sys.executable, str(PROGRAM)],
        input=json.dumps(task).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if finished.returncode == REFUSED:
        raise CannotTypeset(finished.stderr.decode(errors="replace"))
    if finished.returncode:
        raise TypesetterFailed(finished.stderr.decode(errors="replace"))
    return finished.stdout


@cache
def edition() -> str:
    """Return what else a PDF depends on: the template, the typesetter, the fonts."""
    return "\n".join([TEMPLATE.read_text(encoding="utf-8"), version("typst"), version("pymupdf-fonts")])
