"""Figures as a page needs them: kept in memory, the value that holds today, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.ingredients import changes_on, made_of

from .enums import Standing, Status
from .models import Figure, FigureValue, LegalBasis

MOST_SHOWN = 2_000
"""So many figures of a day are remembered; some days of all of them."""


@dataclass(frozen=True)
class FigureToday:
    """A figure with the value to show on a given day."""

    figure: Figure
    value: FigureValue
    standing: Standing


def figures_on(day: date) -> dict[str, FigureToday]:
    """Return every figure by key with the value to show on `day`, in one query."""
    made_of("figures")
    return {key: value_on(found, day) for key, found in _figures().values.items()}


def figures_today() -> dict[str, FigureToday]:
    """Return every figure by key with its value of today."""
    changes_on(clock.today() + timedelta(days=1))
    return figures_on(clock.today())


def figure_today(key: str) -> FigureToday | None:
    """Return one figure with its value of today; None when there is no figure with this key."""
    made_of(f"figure:{key}")
    shown = _figures().shown_on(key, clock.today())
    if shown is None:
        return None
    changes_on(shown[1])
    return shown[0]


class Figures:
    """All figures that have values, by key and by number, and what of them is shown on a day."""

    def __init__(self, values: Mapping[str, list[FigureValue]]) -> None:
        self.values = values
        self.by_number = {found[0].figure.pk: found[0].figure for found in values.values()}
        self._shown: dict[tuple[str, date], tuple[FigureToday, date | None]] = {}

    def shown_on(self, key: str, day: date) -> tuple[FigureToday, date | None] | None:
        """Return the value to show and the day on which it changes; the same object all day."""
        found = self._shown.get((key, day))
        if found is None and (values := self.values.get(key)):
            if len(self._shown) >= MOST_SHOWN:
                self._shown = {}
            found = self._shown[key, day] = (value_on(values, day), next_change(values, day))
        return found


def _read_figures() -> Figures:
    values: dict[str, list[FigureValue]] = {}
    for value in FigureValue.objects.select_related("figure").order_by("figure", "valid_from"):
        values.setdefault(value.figure.key, []).append(value)
    return Figures(values)


_figures = Kept(_read_figures, of=["figures"])


def figures_chosen(pks: Iterable[int]) -> dict[int, Figure]:
    """Return the figures with these numbers, by number: from memory, as far as they are there."""
    wanted = set(pks)
    if not wanted:
        return {}
    known = _figures().by_number
    chosen = {pk: known[pk] for pk in wanted if pk in known}
    missing = wanted - chosen.keys()
    return chosen | Figure.objects.in_bulk(missing) if missing else chosen


def next_change(values: Iterable[FigureValue], day: date) -> date | None:
    """Return the first day after `day` on which another of a figure's values may be shown, or be shown otherwise."""
    firsts = [value.valid_from for value in values if value.valid_from]
    lasts = [value.valid_to for value in values if value.valid_to and value.valid_to < date.max]
    days = [*firsts, *(last + timedelta(days=1) for last in lasts)]
    return min((one for one in days if one > day), default=None)


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
    """Figures whose newest value has run out: for the review desk."""
    return [shown for shown in figures_today().values() if shown.standing == Standing.EXPIRED]


def expiring_figures(within: timedelta) -> list[FigureToday]:
    """Figures whose value of today ends within that time and no verified value follows it; the earliest first."""
    today = clock.today()
    found = []
    for values in _figures().values.values():
        shown = value_on(values, today)
        end = shown.value.valid_to
        if shown.standing == Standing.CURRENT and end and end <= today + within:
            after = value_on(values, end + timedelta(days=1))
            found += [shown] if after.standing != Standing.CURRENT else []
    return sorted(found, key=lambda shown: (shown.value.valid_to or date.max, shown.figure.key))


def _read_legal_bases() -> dict[int, LegalBasis]:
    made_of("laws")
    return {basis.pk: basis for basis in LegalBasis.objects.all()}


legal_bases = Kept(_read_legal_bases)
"""Number → legal basis, in the order of their labels."""


def changed_legal_bases() -> QuerySet[LegalBasis]:
    """Legal bases with a change that is in force, the latest first."""
    return LegalBasis.objects.filter(changed_on__lte=clock.today()).order_by("-changed_on", "label")


def unverified_figures() -> list[FigureToday]:
    return [shown for shown in figures_today().values() if shown.standing == Standing.UNVERIFIED]


def figures_by_key(keys: Iterable[str]) -> QuerySet[Figure]:
    return Figure.objects.filter(key__in=list(keys))


def _started(value: FigureValue, day: date) -> bool:
    return value.valid_from is None or value.valid_from <= day


def _ended(value: FigureValue, day: date) -> bool:
    return value.valid_to is not None and value.valid_to < day
