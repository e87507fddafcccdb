"""The index on PostgreSQL: one `tsvector` per document with a GIN index; a lexeme is a term behind its field's number.

GIN knows which documents have a lexeme, but not with which weight: to rank by weights, PostgreSQL reads every
document that matches once more. With the field in the lexeme the index alone can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice

from django.db import connection

from .entries import Entries, Field

TABLE = "CREATE TABLE search_index (document_id bigint PRIMARY KEY, lexemes tsvector NOT NULL)"
GIN = "CREATE INDEX search_index_lexemes ON search_index USING gin (lexemes) WITH (fastupdate = off)"
INSERT = "INSERT INTO search_index (document_id, lexemes) VALUES (%s, array_to_tsvector(%s))"
FOUND = """
SELECT asked.lexeme, search_index.document_id
FROM unnest(%s::text[], %s::text[]) AS asked (lexeme, query)
JOIN search_index ON search_index.lexemes @@ asked.query::tsquery
"""
AT_ONCE = 400


class PostgresIndex:
    def write(self, entries: Iterable[tuple[int, Entries]]) -> None:
        rows = ((number, [f"{field:d}{term}" for term, field in terms.items()]) for number, terms in entries)
        with connection.cursor() as cursor:
            while some := list(islice(rows, AT_ONCE)):
                cursor.executemany(INSERT, some)

    def remove(self, numbers: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE document_id = ANY(%s)", [list(numbers)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE search_index")

    def found(self, terms: Collection[str]) -> list[tuple[str, int, Field]]:
        lexemes = [f"{field:d}{term}" for term in dict.fromkeys(terms) for field in Field]
        with connection.cursor() as cursor:
            cursor.execute(FOUND, [lexemes, [_quoted(lexeme) for lexeme in lexemes]])
            return [(lexeme[1:], number, Field(int(lexeme[0]))) for lexeme, number in cursor.fetchall()]

    def create(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
            cursor.execute(GIN)

    def drop(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE search_index")


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
