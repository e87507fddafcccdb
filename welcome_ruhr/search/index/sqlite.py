"""The index on SQLite: an FTS5 table; a token is a term behind its field's number.

With the field in the token, FTS5 need not know in which column it stands: the table takes a third of the room, and who
looks for a word in titles does not read of all texts that hold it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection

from .entries import Entries, Field

if TYPE_CHECKING:
    from . import Asked

# Terms are words of ours already: the tokenizer has only to part them at blanks. It takes other signs for blanks and
# capital letters for small ones, so both are written as their number.
ODD = re.compile(r"[\x00-\x7f]", re.ASCII)
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-=:.")
TABLE = """
CREATE VIRTUAL TABLE search_index USING fts5(
    telling, in_text, detail=none, columnsize=0, tokenize="ascii tokenchars '_-=:.%'"
)"""
INSERT = "INSERT INTO search_index (rowid, telling, in_text) VALUES (%s, %s, %s)"
# The numbers come as one text: as rows they would take ten times as long.
DOCUMENTS = """
SELECT %s AS place, group_concat(rowid) FROM (SELECT rowid FROM search_index WHERE search_index MATCH %s LIMIT %s)"""
ENTRIES = "SELECT rowid, {columns} FROM search_index WHERE rowid IN (SELECT value FROM json_each(%s))"
AT_ONCE = 400
IN_A_STATEMENT = 200
"""questions; SQLite takes 500"""


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

    def tidy(self) -> None:
        # Each term is looked up in every segment of the index, of which each write adds one.
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")

    def documents(self, asked: Sequence[Asked]) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in asked]
        some = list(enumerate(asked))
        for start in range(0, len(some), IN_A_STATEMENT):
            part = some[start : start + IN_A_STATEMENT]
            values = [value for place, one in part for value in (place, _expression(one), one.most)]
            with connection.cursor() as cursor:
                cursor.execute(" UNION ALL ".join([DOCUMENTS] * len(part)), values)
                for place, numbers in cursor.fetchall():
                    found[place] = [*map(int, numbers.split(","))] if numbers else []
        return found

    def entries(
        self, numbers: Collection[int], wanted: Collection[str], fields: Sequence[Field] = tuple(Field)
    ) -> dict[int, Entries]:
        asked = {_token(term, field): (term, field) for term in wanted for field in fields}
        tokens = frozenset(asked)
        columns = "telling || ' ' || in_text" if Field.TEXT in fields else "telling"
        with connection.cursor() as cursor:
            cursor.execute(ENTRIES.format(columns=columns), [json.dumps(list(numbers))])
            return {
                number: dict(asked[token] for token in tokens.intersection(there.split()))
                for number, there in cursor.fetchall()
            }

    def create(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
            cursor.execute("INSERT INTO search_index (search_index, rank) VALUES ('automerge', 2)")

    def drop(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE search_index")


def _columns(entries: Entries) -> tuple[str, str]:
    telling = (_token(term, field) for term, field in entries.items() if field != Field.TEXT)
    in_text = (_token(term, field) for term, field in entries.items() if field == Field.TEXT)
    return " ".join(telling), " ".join(in_text)


def _token(term: str, field: Field) -> str:
    """Return a term as the table has it."""
    if PLAIN.issuperset(term):
        return f"{field:d}{term}"
    return f"{field:d}{ODD.sub(lambda sign: sign[0] if sign[0] in PLAIN else f'%{ord(sign[0]):02x}', term)}"


def _expression(asked: Asked) -> str:
    """Return a question in the language of FTS5: `("0de_blau" AND "0de_kart") OR ("0de_card")`."""
    return " OR ".join(
        f"({' AND '.join(_in_fields(term, asked.fields) for term in terms)})" for terms in asked.alternatives
    )


def _in_fields(term: str, fields: Sequence[Field]) -> str:
    either = " OR ".join(f'"{_token(term, field)}"' for field in fields)
    return f"({either})" if len(fields) > 1 else either
