"""The index on PostgreSQL: one `tsvector` per document with a GIN index; a lexeme is a term behind its field's number.

GIN knows which documents have a lexeme, but not with which weight: to rank by weights, PostgreSQL reads every
document that matches once more. With the field in the lexeme the index alone can tell. What stands in telling places
is kept once more as plain text, since to take a `tsvector` apart takes longer than to find it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection

from .entries import Entries, Field

if TYPE_CHECKING:
    from . import Asked

TABLE = "CREATE TABLE search_index (document_id bigint PRIMARY KEY, telling text NOT NULL, lexemes tsvector NOT NULL)"
GIN = "CREATE INDEX search_index_lexemes ON search_index USING gin (lexemes) WITH (fastupdate = off)"
INSERT = "INSERT INTO search_index (document_id, telling, lexemes) VALUES (%s, %s, array_to_tsvector(%s))"
DOCUMENTS = """
SELECT (
    SELECT array_agg(document_id) FROM (
        SELECT document_id FROM search_index WHERE lexemes @@ asked.query::tsquery LIMIT asked.most
    ) AS found
) FROM unnest(%s::text[], %s::int[]) WITH ORDINALITY AS asked (query, most, place) ORDER BY asked.place
"""
ENTRIES = "SELECT document_id, {lexemes} FROM search_index WHERE document_id = ANY(%s)"
EVERY, TELLING = "array_to_string(tsvector_to_array(lexemes), E'\\n')", "telling"
TIDY = "ANALYZE search_index, search_indexeddocument, search_phrase, search_word"
AT_ONCE = 400


class PostgresIndex:
    def write(self, entries: Iterable[tuple[int, Entries]]) -> None:
        rows = ((number, _telling(terms), [*map(_lexeme, terms, terms.values())]) for number, terms in entries)
        with connection.cursor() as cursor:
            while some := list(islice(rows, AT_ONCE)):
                cursor.executemany(INSERT, some)

    def remove(self, numbers: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE document_id = ANY(%s)", [list(numbers)])

    def clear(self) -> None:
        # TRUNCATE would have readers wait until the index is made anew.
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TIDY)

    def documents(self, asked: Sequence[Asked]) -> list[list[int]]:
        if not asked:
            return []
        with connection.cursor() as cursor:
            cursor.execute(DOCUMENTS, [[_expression(one) for one in asked], [one.most for one in asked]])
            return [numbers or [] for (numbers,) in cursor.fetchall()]

    def entries(
        self, numbers: Collection[int], wanted: Collection[str], fields: Sequence[Field] = tuple(Field)
    ) -> dict[int, Entries]:
        asked = {_lexeme(term, field): (term, field) for term in wanted for field in fields}
        statement = ENTRIES.format(lexemes=EVERY if Field.TEXT in fields else TELLING)
        with connection.cursor() as cursor:
            cursor.execute(statement, [list(numbers)])
            return {
                number: dict(asked[lexeme] for lexeme in asked.keys() & lexemes.split("\n"))
                for number, lexemes in cursor.fetchall()
            }

    def create(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
            cursor.execute(GIN)

    def drop(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE search_index")


def _telling(terms: Entries) -> str:
    return "\n".join(_lexeme(term, field) for term, field in terms.items() if field != Field.TEXT)


def _lexeme(term: str, field: Field) -> str:
    return f"{field:d}{term}"


def _expression(asked: Asked) -> str:
    """Return a question in the language of tsquery, each term in all the fields it may stand in."""
    return " | ".join(
        f"({' & '.join(_in_fields(term, asked.fields) for term in terms)})" for terms in asked.alternatives
    )


def _in_fields(term: str, fields: Sequence[Field]) -> str:
    return f"({' | '.join(_quoted(_lexeme(term, field)) for field in fields)})"


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
