"""The deadline of a step as a day, for a reader who said when the time begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from welcome_ruhr.design import tokens
from welcome_ruhr.directory.holidays import next_working_day
from welcome_ruhr.facts.enums import Standing
from welcome_ruhr.facts.printing import amount
from welcome_ruhr.facts.queries import FigureToday, figure_today
from welcome_ruhr.foundation import clock

from .counting import last_day
from .enums import CountsFrom
from .table import Counted, table


@dataclass(frozen=True)
class Deadline:
    """A last day, what it is counted from, and by which law."""

    counts_from: CountsFrom
    begins_on: date
    last_day: date
    figure: FigureToday
    law: str

    @property
    def next_working_day(self) -> date | None:
        """The day to which BGB § 193 lets the last one give way, where it does."""
        found = next_working_day(self.last_day)
        return found if found != self.last_day else None

    @property
    def is_over(self) -> bool:
        return self.last_day < clock.today()

    def length(self, language: str) -> str:
        """The time that was counted, such as "14 days"."""
        return amount(self.figure.value, language)


@dataclass(frozen=True)
class Counting:
    """What can be said of a step's deadline: the day, or what would have to be known to name one."""

    deadline: Deadline | None = None
    question: str = ""
    """what to ask for: "arrival", "moved_in" or "nationality"; empty where nothing helps"""


def counted(journey: str, step: str, text: str, days: Mapping[str, date], nationality: str) -> Counting:
    """Count the deadline of a step, whose `text` must still name the figure that the table counts with."""
    named = {key for prefix, key in tokens.found(text) if prefix == "fact"}
    for row in table().of_step(journey, step):
        if row.figure in named and row.counts_from != CountsFrom.NOTHING:
            return _count(row, days, nationality)
    return Counting()


def days_asked(journey: str) -> list[CountsFrom]:
    """Return the days from which something is counted in this journey."""
    used = {row.counts_from for row in table().rows if row.journey == journey}
    return [day for day in CountsFrom if day in used and day != CountsFrom.NOTHING]


def _count(row: Counted, days: Mapping[str, date], nationality: str) -> Counting:
    if row.only_for and not nationality:
        return Counting(question="nationality")
    if row.only_for and nationality not in row.only_for:
        return Counting()
    begins_on = days.get(row.counts_from)
    if begins_on is None:
        return Counting(question=row.counts_from)
    figure = figure_today(row.figure)
    if figure is None or not _holds_on(figure, begins_on):
        return Counting()
    last = last_day(begins_on, figure.value.value, figure.figure.unit)
    return Counting(Deadline(row.counts_from, begins_on, last, figure, row.law) if last else None)


def _holds_on(figure: FigureToday, day: date) -> bool:
    """Whether a value is today's and is still known to be right on that day."""
    ends = figure.value.valid_to
    return figure.standing == Standing.CURRENT and (ends is None or day <= ends)
