"""Interface sentences: found in code and templates, and kept in the translation files.

python -m tools.messages        adds new sentences to the translation files, drops those no longer used
python -m tools.messages fr     only to the French one
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "welcome_ruhr"
LOCALE_DIR = PACKAGE / "locale"
LANGUAGES = ("de", "ar", "fr", "pl", "tr", "uk")
WORK_LANGUAGES = ("de",)
"""Whoever signs in reads one of these, or English, in which sentences are written."""
WORK_PARTS = ("desk", "incoming", "numbers", "outgoing", "persons", "rules")
WORK = tuple(
    f"welcome_ruhr/{place}"
    for place in (
        *(f"enquiries/{part}/" for part in WORK_PARTS),
        *(f"enquiries/templates/enquiries/{part}/" for part in WORK_PARTS),
        *(f"enquiries/{file}.py" for file in ("apps", "errors", "places", "roles")),
        *(f"enquiries/queries/{file}.py" for file in ("inbox", "searching", "suggesting")),
        "enquiries/models/",
        "enquiries/intake/reasons.py",
        "enquiries/templates/enquiries/_mail_",
        "foundation/enums.py",
        "accounts/templates/accounts/_trouble",
        "accounts/templates/accounts/_workspace",
        "accounts/templates/accounts/mail/",
        "accounts/templates/accounts/workspace",
    )
)
"""Where sentences stand that only people who sign in read: the workspace."""
EASY = "de_Simple"
"""Holds only what easy language says otherwise than German."""
LEFT_OUT = {"tests", "migrations"}
_PLURAL = (1, 2)
_CONTEXT = ((1, "c"), 2)
_CONTEXT_PLURAL = ((1, "c"), 2, 3)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_PLURAL,
    "npgettext_lazy": _CONTEXT_PLURAL,
}


def wanted(language: str, sentences: Catalog) -> list[Message]:
    """Return the sentences that `language` needs: what only the workspace says is read in German and English."""
    return [
        message
        for message in sentences
        if message.id
        and (language in WORK_LANGUAGES or not all(place.startswith(WORK) for place, _line in message.locations))
    ]


def used() -> Catalog:
    """Return every sentence of the interface, with the places where it is used."""
    catalog = Catalog(project="welcome.RUHR", charset="utf-8")
    for path, source in _sources():
        place = path.relative_to(ROOT).as_posix()
        for line, message, comments, context in extract(
            "python", io.BytesIO(source.encode()), KEYWORDS, ["Translators:"]
        ):
            catalog.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return catalog


def translated(language: str) -> Catalog:
    """Return what is translated into `language`; an empty catalogue when there is no file yet."""
    path = LOCALE_DIR / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=language, project="welcome.RUHR", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> int:
    """Bring the translation file of `language` up to date; return how many sentences wait for a translation."""
    catalog = translated(language)
    needed = Catalog(project="welcome.RUHR", charset="utf-8")
    for message in wanted(language, used()):
        needed[message.id] = message
    # A guessed translation looks like a real one, so none is guessed.
    catalog.update(needed, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    path = LOCALE_DIR / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, omit_header=False, include_lineno=False)
    return len(untranslated(catalog))


def untranslated(catalog: Catalog) -> list[str]:
    """Return the sentences of `catalog` without a translation, or with a plural form missing."""
    waiting = []
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(forms):
            waiting.append(message.id if isinstance(message.id, str) else message.id[0])
    return waiting


def _sources() -> Iterator[tuple[Path, str]]:
    """Yield each file that may hold sentences, as Python that Babel can read."""
    for path in sorted(PACKAGE.rglob("*")):
        if LEFT_OUT & set(path.relative_to(PACKAGE).parts):
            continue
        if path.suffix == ".py":
            yield path, path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt", ".svg", ".xml"} and "templates" in path.parts:
            yield path, _template_as_python(path)


def _template_as_python(path: Path) -> str:
    from django.utils.translation.template import templatize

    lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
    # What is no sentence is left as X's; indented, it would not be Python.
    return "\n".join(line.strip() for line in lines)


if __name__ == "__main__":
    for name in sys.argv[1:] or LANGUAGES:
        print(f"{name}: {update(name)} sentences wait for a translation")
