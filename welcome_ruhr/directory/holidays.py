"""The days on which offices here are closed: public holidays of North Rhine-Westphalia (Feiertagsgesetz NW § 2 (1))."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

FIXED = ((1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26))
"""New Year, 1 May, German Unity, All Saints, two days of Christmas: month and day."""
AFTER_EASTER = (-2, 1, 39, 50, 60)
"""Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi: days from Easter Sunday."""

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether offices work on this day of the week in North Rhine-Westphalia, as BGB § 193 sees it."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def next_working_day(day: date) -> date:
    """Return the day itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_after(day: date, count: int) -> date:
    """Return the working day that is `count` working days after a day."""
    for _step in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day


def working_days_between(first: date, last: date) -> int:
    """Return how many working days come after `first`, up to and with `last`: 0 on the day itself."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(1 for day in days if is_working_day(day))


def is_holiday(day: date) -> bool:
    return day in holidays(day.year)


@lru_cache(64)
def holidays(year: int) -> frozenset[date]:
    """Return the eleven public holidays of a year; two of them may fall on one day."""
    easter = easter_sunday(year)
    return frozenset(
        [
            *(date(year, month, day) for month, day in FIXED),
            *(easter + timedelta(days=days) for days in AFTER_EASTER),
        ]
    )


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, rest_of_centuries = divmod(century, 4)
    moon_drift = (century - (century + 8) // 25 + 1) // 3
    full_moon = (19 * golden + century - leap_centuries - moon_drift + 15) % 30
    leap_years, rest_of_years = divmod(in_century, 4)
    to_sunday = (32 + 2 * rest_of_centuries + 2 * leap_years - full_moon - rest_of_years) % 7
    late = (golden + 11 * full_moon + 22 * to_sunday) // 451
    month, day = divmod(full_moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
