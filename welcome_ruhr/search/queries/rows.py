"""What a search reads, in plain SQL: it runs with every key pressed, and to compose a query takes Django longer than
the database needs to answer it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection


class GroupedPhrase(NamedTuple):
    """A phrase that was asked for, and one of the same word group."""

    asked_stems: str
    asked_language: str
    language: str
    stems: str
    text: str


class DocumentRow(NamedTuple):
    """A document without its texts."""

    number: int
    source: str
    subject: str
    name: str
    language: str
    stems_in_title: int
    asked: str
    weight: float


class ShownRow(NamedTuple):
    """A document as a result shows it; its text is read for itself, where a piece of it is shown."""

    row: int
    subject: str
    language: str
    source: str
    number: int
    kind: str
    name: str
    title: str
    summary: str
    facets: str


NEWEST_WORD = "SELECT id FROM search_word ORDER BY id DESC LIMIT 1"
KNOWN = "SELECT text FROM search_word WHERE language = %s AND in_documents = %s AND text IN (?)"
# Two questions, since PostgreSQL reads the whole table for both in one.
GROUPS = "SELECT group_id, stems, language FROM search_phrase WHERE stems IN (?)"
SAME = """
SELECT group_id, language, stems, text
FROM search_phrase WHERE language IN (*) AND group_id IN (?) ORDER BY group_id, id"""
NUMBERS = "SELECT id FROM search_indexeddocument WHERE source = %s AND number IN (?)"
DOCUMENTS = """
SELECT id, source, subject, name, language, stems_in_title, asked, weight
FROM search_indexeddocument WHERE id IN (?)"""
SHOWN = """
SELECT id, subject, language, source, number, kind, name, title, summary, facets
FROM search_indexeddocument WHERE (language IN (*) OR id IN (+)) AND subject IN (?)"""
TEXTS = "SELECT id, text FROM search_indexeddocument WHERE id IN (?)"
COUNTS = "SELECT language, count(*) FROM search_indexeddocument GROUP BY language"
PINNED = """
SELECT page.translation_key FROM search_pin pin JOIN wagtailcore_page page ON page.id = pin.page_id
WHERE pin.language = %s AND pin.stems = %s"""


def newest_word() -> int:
    return next((int(number) for (number,) in _read(NEWEST_WORD, ())), 0)


def known_words(language: str, texts: Sequence[str], *, in_documents: bool) -> set[str]:
    """Return those of some words that are in the vocabulary."""
    if not texts:
        return set()
    places = ", ".join(["%s"] * len(texts))
    return {text for (text,) in _read(KNOWN.replace("?", places), [language, in_documents, *texts])}


def grouped_phrases(stems: Collection[str], languages: Collection[str]) -> list[GroupedPhrase]:
    """Return every phrase in one of some languages that shares a word group with one that is looked up by `stems`."""
    asked: dict[int, list[tuple[str, str]]] = {}
    for group, own, language in _read_in(GROUPS, tuple(stems)):
        asked.setdefault(group, []).append((own, language))
    same = _read_in(_with_places(SAME, "*", languages), tuple(asked), before=tuple(languages))
    return [GroupedPhrase(*one, *rest) for group, *rest in same for one in asked[group]]


def numbers_of(source: str, numbers: Collection[int]) -> list[int]:
    """Return the numbers of the documents of some rows of a source, in all languages."""
    return [number for (number,) in _read_in(NUMBERS, tuple(numbers), before=(source,))]


def document_rows(numbers: Collection[int]) -> dict[int, DocumentRow]:
    return {row[0]: DocumentRow(*row) for row in _read_in(DOCUMENTS, tuple(numbers))}


def shown_rows(subjects: Collection[str], languages: Collection[str], numbers: Collection[int]) -> Iterator[ShownRow]:
    """Yield the rows of these things in some languages, and those with these numbers in whichever language."""
    if not subjects:
        return iter(())
    statement = SHOWN
    for sign, values in (("*", languages), ("+", numbers), ("?", subjects)):
        statement = _with_places(statement, sign, values)
    return (ShownRow(*row) for row in _read(statement, [*languages, *numbers, *subjects]))


def texts(numbers: Collection[int]) -> dict[int, str]:
    return dict(_read_in(TEXTS, tuple(numbers)))


def counts_by_language() -> dict[str, int]:
    return dict(_read(COUNTS, ()))


def pinned_subject(language: str, stems: str) -> str:
    """Return what an editor put first for these words; empty where nothing is."""
    found = next((key for (key,) in _read(PINNED, (language, stems))), "")
    # PostgreSQL gives an object, SQLite the letters without hyphens.
    plain = str(found).replace("-", "")
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}" if plain else ""


def _with_places(statement: str, sign: str, values: Collection[Any]) -> str:
    """Return a statement with a list of places for values in place of a sign in brackets."""
    return statement.replace(f"({sign})", f"({', '.join(['%s'] * len(values))})")


def _read_in(statement: str, values: Sequence[Any], before: Sequence[Any] = ()) -> list[Any]:
    """Read with a list of values in place of the question mark."""
    return _read(_with_places(statement, "?", values), [*before, *values]) if values else []


def _read(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Any] = cursor.fetchall()
        return rows
