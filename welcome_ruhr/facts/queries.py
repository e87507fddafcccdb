"""Figures as a page needs them: one query for a whole page, the value that holds today, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.per_request import PerRequest

from .enums import Standing, Status
from .models import Figure, FigureValue


@dataclass(frozen=True)
class FigureToday:
    """A figure with the value to show on a given day."""

    figure: Figure
    value: FigureValue
    standing: Standing


def figures_on(day: date) -> dict[str, FigureToday]:
    """Return every figure by key with the value to show on `day`, in one query."""
    values: dict[str, list[FigureValue]] = {}
    for value in FigureValue.objects.select_related("figure").order_by("figure", "valid_from"):
        values.setdefault(value.figure.key, []).append(value)
    return {key: value_on(found, day) for key, found in values.items()}


figures_today = PerRequest(lambda: figures_on(clock.today()))
"""Every figure by key with its value of today; read once per request."""


def value_on(values: list[FigureValue], day: date) -> FigureToday:
    """Choose the value to show: a verified one of today, else the last that expired, else the next to come.

    `values` are all values of one figure, at least one.
    """
    in_time = sorted(values, key=lambda value: value.valid_from or date.min)
    verified = [value for value in in_time if value.status != Status.UNVERIFIED]
    past = [value for value in verified if _ended(value, day)]
    coming = [value for value in verified if not _started(value, day)]
    current = [value for value in verified if value not in past and value not in coming]
    for found, index, standing in (
        (current, -1, Standing.CURRENT),
        (past, -1, Standing.EXPIRED),
        (coming, 0, Standing.UPCOMING),
    ):
        if found:
            return FigureToday(found[index].figure, found[index], standing)
    return FigureToday(in_time[-1].figure, in_time[-1], Standing.UNVERIFIED)


def expired_figures() -> list[FigureToday]:
    """Figures whose newest value has run out: for the editors' review list."""
    return [shown for shown in figures_today().values() if shown.standing == Standing.EXPIRED]


def unverified_figures() -> list[FigureToday]:
    return [shown for shown in figures_today().values() if shown.standing == Standing.UNVERIFIED]


def figures_by_key(keys: Iterable[str]) -> QuerySet[Figure]:
    return Figure.objects.filter(key__in=list(keys))


def _started(value: FigureValue, day: date) -> bool:
    return value.valid_from is None or value.valid_from <= day


def _ended(value: FigureValue, day: date) -> bool:
    return value.valid_to is not None and value.valid_to < day
