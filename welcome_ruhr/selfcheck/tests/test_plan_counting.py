"""Last days as the law counts them."""

from datetime import date
from decimal import Decimal

import pytest

from welcome_ruhr.facts.enums import Unit
from welcome_ruhr.selfcheck.plan.counting import last_day


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
