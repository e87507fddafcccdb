"""Last days as the law counts them."""

from datetime import date
from decimal import Decimal

import pytest

from welcome_ruhr.facts.enums import Unit
from welcome_ruhr.selfcheck.plan.counting import last_day, next_working_day
from welcome_ruhr.selfcheck.plan.holidays import easter_sunday, holidays


@pytest.mark.parametrize(
    ("event", "number", "unit", "last"),
    [
        (date(2026, 12, 5), 14, Unit.DAYS, date(2026, 12, 19)),
        (date(2026, 12, 5), 2, Unit.WEEKS, date(2026, 12, 19)),
        (date(2026, 12, 1), 90, Unit.DAYS, date(2027, 3, 1)),
        (date(2027, 1, 31), 1, Unit.MONTHS, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, Unit.MONTHS, date(2028, 2, 29)),
        (date(2027, 2, 28), 1, Unit.MONTHS, date(2027, 3, 28)),
        (date(2027, 8, 31), 6, Unit.MONTHS, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, Unit.MONTHS, date(2027, 1, 15)),
        (date(2028, 2, 29), 1, Unit.YEARS, date(2029, 2, 28)),
        (date(2028, 2, 15), 14, Unit.DAYS, date(2028, 2, 29)),
        (date(2100, 2, 15), 14, Unit.DAYS, date(2100, 3, 1)),
    ],
)
def test_the_day_of_the_event_does_not_count_and_short_months_end_early(event, number, unit, last):
    assert last_day(event, Decimal(number), unit) == last


@pytest.mark.parametrize(("number", "unit"), [("10", Unit.WORKING_DAYS), ("18.36", Unit.EUR_MONTH), ("2.5", Unit.DAYS)])
def test_what_is_no_number_of_whole_days_weeks_or_months_is_not_counted(number, unit):
    assert last_day(date(2026, 12, 5), Decimal(number), unit) is None


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 12, 18), date(2026, 12, 18)),  # a Friday
        (date(2026, 12, 19), date(2026, 12, 21)),  # a Saturday
        (date(2026, 12, 25), date(2026, 12, 28)),  # Christmas, then a weekend
        (date(2027, 3, 26), date(2027, 3, 30)),  # Good Friday to Easter Monday
        (date(2027, 5, 27), date(2027, 5, 28)),  # Corpus Christi
        (date(2027, 11, 1), date(2027, 11, 2)),  # All Saints
        (date(2026, 12, 24), date(2026, 12, 24)),  # no holiday by law
    ],
)
def test_the_next_working_day_passes_over_weekends_and_the_holidays_of_the_state(day, working):
    assert next_working_day(day) == working


def test_easter_and_its_holidays_fall_where_they_do():
    assert [easter_sunday(year) for year in (2024, 2026, 2027, 2038)] == [
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
    ]
    assert len(holidays(2027)) == 11
    assert date(2017, 6, 15) in holidays(2017)  # as the city of Hamm published it
