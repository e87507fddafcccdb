"""The index of terms, in the database's own full-text search: FTS5 on SQLite, `tsvector` on PostgreSQL.

Both keep the same terms and answer the same questions, so that results do not depend on the database; what makes one
document better than another is decided by `search.queries`, not here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.db import connection

from .entries import Entries, Field


@dataclass(frozen=True)
class Asked:
    """A question to the index: which documents have, in one of these fields, all terms of at least one alternative."""

    alternatives: tuple[tuple[str, ...], ...]
    fields: tuple[Field, ...]
    most: int
    """documents; which ones of more is not said"""


class Index(Protocol):
    """Terms of documents, by the number of the row `IndexedDocument`."""

    def write(self, entries: Iterable[tuple[int, Entries]]) -> None:
        """Add documents that are not in the index."""

    def remove(self, numbers: Collection[int]) -> None: ...

    def clear(self) -> None: ...

    def tidy(self) -> None:
        """Bring the index into the form in which it answers quickest, after many changes."""

    def documents(self, asked: Sequence[Asked]) -> list[list[int]]:
        """Return the numbers of documents for each question."""

    def entries(
        self, numbers: Collection[int], wanted: Collection[str], fields: Sequence[Field] = tuple(Field)
    ) -> dict[int, Entries]:
        """Return which of the terms `wanted` these documents have in some fields."""

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


__all__ = ["Asked", "Entries", "Field", "Index", "index"]
