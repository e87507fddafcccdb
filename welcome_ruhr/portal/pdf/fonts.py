"""The fonts of the PDFs: FiraGO, and one for signs, from the package pymupdf-fonts (SIL Open Font License 1.1)."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from babel.core import get_global
from django.conf import settings

PACKAGE = "pymupdf_fonts"
FILES = ("FiraGO_Regular", "FiraGO_Bold", "NotoSansSymbols2_Regular")
SCRIPTS = {"Arab", "Cyrl", "Deva", "Geor", "Grek", "Hebr", "Latn", "Thai"}
"""What FiraGO 1.001 can write (ISO 15924)."""


def can_write(language: str) -> bool:
    """Whether this installation has a typesetter and a font for the language."""
    return script_of(language) in SCRIPTS and all(find_spec(name) for name in ("typst", PACKAGE))


def script_of(language: str) -> str:
    """Return the script a language is most often written in (CLDR, likely subtags): "Cyrl" for Ukrainian."""
    likely = get_global("likely_subtags").get(language.partition("-")[0], "")
    return likely.split("_")[1] if likely else ""


def folder() -> Path:
    """Return the folder with the font files; they are unpacked at the first use, for the typesetter reads files."""
    place: Path = settings.DATA_DIR / "pdf" / "fonts"
    place.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        path = place / f"{name}.ttf"
        if not path.exists():
            part = path.with_suffix(".part")
            part.write_bytes(import_module(f"{PACKAGE}.{name}").fontbuffer)
            part.replace(path)
    return place
