"""Which value of a figure is shown on which day, and which values a figure refuses."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from welcome_ruhr.facts.enums import Standing, Status
from welcome_ruhr.facts.models import FigureValue
from welcome_ruhr.facts.queries import expired_figures, figures_on, figures_today, unverified_figures
from welcome_ruhr.foundation import clock

from .factories import YEAR, make_figure, make_unverified, make_value

BERLIN = ZoneInfo("Europe/Berlin")
NEXT_YEAR = (date(2027, 1, 1), None)

pytestmark = pytest.mark.django_db


def shown(key, day):
    """(value, standing) of a figure on a day."""
    found = figures_on(day)[key]
    return float(found.value.value), found.standing


def test_value_holds_from_its_first_to_its_last_day():
    make_figure("wage", {"amount": "13.9", "span": YEAR}, {"amount": "14.6", "span": NEXT_YEAR})
    assert shown("wage", date(2025, 12, 31)) == (13.9, Standing.UPCOMING)
    assert shown("wage", date(2026, 1, 1)) == (13.9, Standing.CURRENT)
    assert shown("wage", date(2026, 12, 31)) == (13.9, Standing.CURRENT)
    assert shown("wage", date(2027, 1, 1)) == (14.6, Standing.CURRENT)


def test_new_year_comes_at_midnight_in_berlin():
    make_figure("wage", {"amount": "13.9", "span": YEAR}, {"amount": "14.6", "span": NEXT_YEAR})
    with clock.fixed(datetime(2026, 12, 31, 23, 59, tzinfo=BERLIN)):
        assert figures_today()["wage"].value.valid_to == date(2026, 12, 31)
    with clock.fixed(datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))):
        assert figures_today()["wage"].value.valid_from == date(2027, 1, 1)


def test_value_that_ran_out_is_never_current():
    make_figure("wage", {"span": YEAR})
    assert shown("wage", date(2027, 1, 1)) == (50700, Standing.EXPIRED)


def test_last_expired_value_is_shown_before_one_to_come():
    make_figure(
        "fee",
        {"amount": "1", "span": (date(2024, 1, 1), date(2024, 12, 31))},
        {"amount": "2", "span": (date(2025, 1, 1), date(2025, 12, 31))},
        {"amount": "3", "span": (date(2027, 1, 1), None)},
    )
    assert shown("fee", date(2026, 6, 1)) == (2, Standing.EXPIRED)


def test_first_of_several_coming_values_is_shown():
    make_figure(
        "fee",
        {"amount": "8", "span": (date(2028, 1, 1), None)},
        {"amount": "7", "span": (date(2027, 1, 1), date(2027, 12, 31))},
    )
    assert shown("fee", date(2026, 6, 1)) == (7, Standing.UPCOMING)


def test_unverified_value_is_passed_over_for_an_older_verified_one():
    figure = make_figure("fee", {"amount": "1", "span": (date(2025, 1, 1), date(2025, 12, 31))})
    make_value(figure, "2", YEAR, Status.UNVERIFIED)
    assert shown("fee", date(2026, 6, 1)) == (1, Standing.EXPIRED)


def test_figure_without_any_verified_value_is_unverified():
    make_unverified("rumour")
    assert figures_on(date(2026, 6, 1))["rumour"].standing == Standing.UNVERIFIED


def test_all_figures_are_read_in_one_query(django_assert_num_queries):
    for number in range(5):
        make_figure(f"fee_{number}", {"span": YEAR}, {"span": NEXT_YEAR})
    with django_assert_num_queries(1):
        assert len(figures_on(date(2026, 6, 1))) == 5


def test_review_lists_name_what_expired_and_what_is_unverified():
    make_figure("old", {"span": (date(2025, 1, 1), date(2025, 12, 31))})
    make_figure("current")
    make_unverified("rumour")
    assert [shown.figure.key for shown in expired_figures()] == ["old"]
    assert [shown.figure.key for shown in unverified_figures()] == ["rumour"]


@pytest.mark.parametrize(
    "second",
    [(date(2026, 12, 31), None), (date(2026, 6, 1), date(2026, 6, 30)), (None, None), (date(2025, 1, 1), None)],
)
def test_two_values_for_one_day_are_refused(second):
    figure = make_figure("fee", {"span": YEAR}, {"span": second})
    with pytest.raises(ValidationError, match="Zwei Werte"):
        figure.clean()


def test_values_that_follow_each_other_are_accepted():
    figure = make_figure("fee", {"span": (None, date(2025, 12, 31))}, {"span": YEAR}, {"span": NEXT_YEAR})
    assert figure.clean() is None
    assert [value.valid_from for value in figure.values_in_time()] == [None, YEAR[0], NEXT_YEAR[0]]


def refused_by_the_database(figure, span):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_value(figure, span=span)
    return FigureValue.objects.filter(figure=figure).count()


def test_database_refuses_a_value_that_ends_before_it_starts():
    assert refused_by_the_database(make_figure(), (date(2028, 1, 2), date(2028, 1, 1))) == 1


def test_database_refuses_two_values_from_the_same_day_and_two_without_a_first_day():
    assert refused_by_the_database(make_figure(), (YEAR[0], None)) == 1
    assert refused_by_the_database(make_figure("", {"span": (None, None)}), (None, date(2024, 1, 1))) == 1


def test_key_of_a_figure_is_taken_once():
    make_figure("fee")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_figure("fee")
