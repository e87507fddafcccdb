"""Working days and the public holidays of North Rhine-Westphalia."""

from datetime import date

import pytest

from welcome_ruhr.directory.holidays import easter_sunday, holidays, next_working_day, working_days_after


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


def test_working_days_are_counted_without_the_first_day_weekends_and_holidays():
    assert working_days_after(date(2026, 11, 20), 1) == date(2026, 11, 23)  # Friday to Monday
    assert working_days_after(date(2026, 11, 22), 3) == date(2026, 11, 25)  # from a Sunday
    assert working_days_after(date(2026, 12, 23), 3) == date(2026, 12, 29)  # over Christmas
