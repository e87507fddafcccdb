"""Reads of the same kind, one after another: the statement is put together once, which takes longer than to run it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

ANY = -1
"""Stands for the number in a statement; no row has it."""


def rows_of(reads: Iterable[tuple[ByNumber, Sequence[int]]]) -> list[tuple[Any, ...]]:
    """Return what several reads with their numbers find, as the database gives it, in one query; [] for none."""
    statements = [read.statement_of(pks) for read, pks in reads if pks]
    if not statements:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(sql for sql, _params in statements),
            [param for _sql, params in statements for param in params],
        )
        return list(cursor.fetchall())


@dataclass(frozen=True)
class Plan:
    """How the columns of a read become an object; the same for every row of it."""

    model: type[Model]
    columns: list[str]
    annotations: list[tuple[str, int]]
    compiler: SQLCompiler
    converters: dict[int, Any]


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

    def statement_of(self, pks: Sequence[int]) -> tuple[str, list[Any]]:
        """Return the SQL and its parameters for several numbers, where the rows are chosen by `pk__in=[ANY]`."""
        sql, params = self._statement
        return sql.replace("IN (%s)", f"IN ({', '.join(['%s'] * len(pks))})"), [
            one for param in params for one in (pks if param == ANY else [param])
        ]

    def objects(self, pk: int) -> list[Any]:
        """Return the rows as objects of the model, with what was annotated."""
        plan = self._plan
        found = []
        for row in plan.compiler.apply_converters(self.values(pk), plan.converters):
            made = plan.model.from_db(DEFAULT_DB_ALIAS, plan.columns, row[: len(plan.columns)])
            for name, position in plan.annotations:
                setattr(made, name, row[position])
            found.append(made)
        return found

    @cached_property
    def _plan(self) -> Plan:
        query = self._rows().query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.setup_query()
        expressions = [expression for expression, *_sql in compiler.select]
        end = len(expressions) - len(compiler.annotation_col_map)
        return Plan(
            model=compiler.klass_info["model"],
            columns=[expression.target.attname for expression in expressions[:end]],
            annotations=list(compiler.annotation_col_map.items()),
            compiler=compiler,
            converters=compiler.get_converters(expressions),
        )

    @cached_property
    def _statement(self) -> tuple[str, tuple[Any, ...]]:
        sql, params = self._rows().query.sql_with_params()
        return str(sql), tuple(params)
