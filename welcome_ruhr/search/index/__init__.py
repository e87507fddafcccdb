"""The index of terms, in the database's own full-text search: FTS5 on SQLite, `tsvector` on PostgreSQL.

Both keep the same terms and answer the same question, so that results do not depend on the database; what makes one
document better than another is decided by `search.queries`, not here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Protocol

from django.db import connection

from .entries import Entries, Field


class Index(Protocol):
    """Terms of documents, by the number of the row `IndexedDocument`."""

    def write(self, entries: Iterable[tuple[int, Entries]]) -> None:
        """Add documents that are not in the index."""

    def remove(self, numbers: Collection[int]) -> None: ...

    def clear(self) -> None: ...

    def found(self, terms: Collection[str]) -> list[tuple[str, int, Field]]:
        """Return (term, document, field) for every place where one of the terms stands."""

    def create(self) -> None:
        """Make the tables; called by the migration."""

    def drop(self) -> None: ...


@cache
def _of(vendor: str) -> Index:
    if vendor == "postgresql":
        from .postgres import PostgresIndex

        return PostgresIndex()
    from .sqlite import SQLiteIndex

    return SQLiteIndex()


def index() -> Index:
    """Return the index of the database in use."""
    return _of(connection.vendor)
