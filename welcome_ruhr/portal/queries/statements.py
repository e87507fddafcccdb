"""Reads of the same kind, one after another: the statement is put together once, which takes longer than to run it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

ANY = -1
"""Stands for the number in a statement; no row has it."""


class ByNumber:
    """A read of what belongs to one number: `ByNumber(lambda: Page.objects.filter(pk=ANY))`."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        self._rows = rows

    def statement(self, pk: int) -> tuple[str, list[Any]]:
        """Return the SQL and its parameters for this number."""
        sql, params = self._statement
        return sql, [pk if param == ANY else param for param in params]

    def values(self, pk: int) -> list[tuple[Any, ...]]:
        """Return plain columns, as the database gives them."""
        with connection.cursor() as cursor:
            cursor.execute(*self.statement(pk))
            return list(cursor.fetchall())

    @cached_property
    def _statement(self) -> tuple[str, tuple[Any, ...]]:
        sql, params = self._rows().query.sql_with_params()
        return str(sql), tuple(params)
