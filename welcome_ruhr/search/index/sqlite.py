"""The index on SQLite: an FTS5 table with a column for each field, read through its own vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from string import punctuation

from django.db import connection

from .entries import Entries, Field

COLUMNS = tuple(field.name.lower() for field in Field)
FIELDS = {name: field for field, name in zip(Field, COLUMNS, strict=True)}
# Terms are words of ours already: the tokenizer has only to part them at blanks.
SIGNS = punctuation.replace("'", "''").replace('"', '""')
TABLE = f"""
CREATE VIRTUAL TABLE search_index USING fts5(
    {", ".join(COLUMNS)}, detail=column, columnsize=0, tokenize="ascii tokenchars '{SIGNS}'"
)"""
VOCABULARY = "CREATE VIRTUAL TABLE search_index_terms USING fts5vocab(search_index, instance)"
INSERT = f"INSERT INTO search_index (rowid, {', '.join(COLUMNS)}) VALUES (%s, {', '.join('%s' for _ in COLUMNS)})"  # noqa: S608
AT_ONCE = 400


class SQLiteIndex:
    def write(self, entries: Iterable[tuple[int, Entries]]) -> None:
        rows: Iterator[tuple[int | str, ...]] = ((number, *_columns(terms)) for number, terms in entries)
        with connection.cursor() as cursor:
            while some := list(islice(rows, AT_ONCE)):
                cursor.executemany(INSERT, some)

    def remove(self, numbers: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_index WHERE rowid = %s", [(number,) for number in numbers])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")

    def found(self, terms: Collection[str]) -> list[tuple[str, int, Field]]:
        return [(term, number, FIELDS[column]) for some in _some(terms) for term, number, column in _instances(some)]

    def create(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
            cursor.execute(VOCABULARY)

    def drop(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE search_index_terms")
            cursor.execute("DROP TABLE search_index")


def _columns(entries: Entries) -> list[str]:
    columns: list[list[str]] = [[] for _ in Field]
    for term, field in entries.items():
        columns[field].append(term)
    return [" ".join(terms) for terms in columns]


def _some(terms: Collection[str]) -> Iterator[list[str]]:
    left = iter(dict.fromkeys(terms))
    while some := list(islice(left, AT_ONCE)):
        yield some


def _instances(terms: list[str]) -> list[tuple[str, int, str]]:
    places = ", ".join("%s" for _ in terms)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT term, doc, col FROM search_index_terms WHERE term IN ({places})", terms)  # noqa: S608
        rows: list[tuple[str, int, str]] = cursor.fetchall()
        return rows
