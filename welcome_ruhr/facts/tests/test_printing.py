from datetime import date
from decimal import Decimal

import pytest

from welcome_ruhr.facts.enums import Rhythm, Status, Unit
from welcome_ruhr.facts.models import Figure, FigureValue
from welcome_ruhr.facts.printing import amount, date_label
from welcome_ruhr.facts.queries import value_on

TODAY = date(2026, 11, 22)
RIGHT_TO_LEFT_MARK = "\u200f"


def value(number="1", unit=Unit.EUR, span=(None, None), rhythm=Rhythm.ON_LAW):
    figure = Figure(key="some", unit=unit, rhythm=rhythm)
    return FigureValue(
        figure=figure,
        value=Decimal(number),
        valid_from=span[0],
        valid_to=span[1],
        status=Status.LAW,
        as_of=date(2026, 4, 29),
    )


def printed(number, unit, language):
    """The amount with plain spaces: Babel's are unbreakable."""
    return amount(value(number, unit), language).replace("\xa0", " ")


def dated(language, *span, rhythm=Rhythm.ON_LAW):
    return date_label(value_on([value(span=span, rhythm=rhythm)], TODAY), language)


@pytest.mark.parametrize(
    ("unit", "number", "german", "english"),
    [
        (Unit.EUR, "12.5", "12,50 €", "€12.50"),
        (Unit.EUR_HOUR_GROSS, "13.90", "13,90 € brutto in der Stunde", "€13.90 gross per hour"),
        (Unit.EUR_MONTH, "259", "259 € im Monat", "€259 per month"),
        (Unit.EUR_MONTH_GROSS, "603", "603 € brutto im Monat", "€603 gross per month"),
        (Unit.EUR_MONTH_NET, "992", "992 € netto im Monat", "€992 net per month"),
        (Unit.EUR_YEAR, "11904", "11.904 € im Jahr", "€11,904 per year"),
        (Unit.EUR_YEAR_GROSS, "45934.20", "45.934,20 € brutto im Jahr", "€45,934.20 gross per year"),
        (Unit.EUR_LESSON, "2.29", "2,29 € je Unterrichtsstunde", "€2.29 per lesson"),
        (Unit.PERCENT, "14.6", "14,6 %", "14.6%"),
        (Unit.DAYS, "14", "14 Tage", "14 days"),
        (Unit.WORKING_DAYS, "3", "3 Arbeitstage", "3 working days"),
        (Unit.WEEKS, "1", "1 Woche", "1 week"),
        (Unit.MONTHS, "27", "27 Monate", "27 months"),
        (Unit.YEARS, "1", "1 Jahr", "1 year"),
        (Unit.HOURS_DAY, "8", "8 Stunden am Tag", "8 hours per day"),
        (Unit.HOURS_WEEK, "20", "20 Stunden in der Woche", "20 hours per week"),
        (Unit.LESSONS, "700", "700 Unterrichtsstunden", "700 lessons"),
        (Unit.POINTS, "6", "6 Punkte", "6 points"),
        (Unit.LEAVE_DAYS, "20", "20 Urlaubstage", "20 days of leave"),
        (Unit.FULL_DAYS_YEAR, "140", "140 ganze Tage im Jahr", "140 full days per year"),
        (Unit.MONTHLY_RENTS, "3", "3 Monatsmieten", "3 months’ rent"),
        (Unit.AGE_YEARS, "45", "45 Jahre", "45 years"),
        (Unit.COUNT, "1234", "1.234", "1,234"),
    ],
)
def test_amount_stands_in_the_readers_number_format_with_its_unit(unit, number, german, english):
    assert printed(number, unit, "de") == german
    assert printed(number, unit, "en") == english


@pytest.mark.parametrize("unit", Unit)
def test_no_unit_is_forgotten_in_any_language(unit):
    for language in ("de", "en", "ar"):
        assert any(digit.isdigit() for digit in printed("7", unit, language))


def test_whole_euros_have_no_cents_and_others_always_two():
    assert printed("50700", Unit.EUR, "de") == "50.700 €"
    assert printed("50700.5000", Unit.EUR, "de") == "50.700,50 €"


def test_large_numbers_are_never_written_with_an_exponent():
    assert printed("1000", Unit.DAYS, "de") == "1.000 Tage"


def test_arabic_amount_has_arabic_words_around_the_same_number():
    assert printed("50700", Unit.EUR_MONTH, "ar") == f"{RIGHT_TO_LEFT_MARK}50,700 € في الشهر"
    assert printed("14", Unit.DAYS, "ar") == "14 يومًا"


def test_one_half_day_is_not_singular():
    assert printed("1.5", Unit.DAYS, "en") == "1.5 days"


@pytest.mark.parametrize(
    ("span", "german", "english"),
    [
        ((date(2026, 1, 1), date(2026, 12, 31)), "2026", "2026"),
        ((date(2025, 1, 1), date(2026, 12, 31)), "2025–2026", "2025–2026"),
        ((date(2025, 7, 1), date(2027, 6, 30)), "Juli 2025 – Juni 2027", "July 2025 – June 2027"),
        ((date(2026, 1, 1), None), "seit Januar 2026", "since January 2026"),
        ((None, date(2026, 12, 31)), "bis Dezember 2026", "until December 2026"),
        ((None, None), "Stand April 2026", "as of April 2026"),
        ((date(2027, 1, 1), None), "ab 1. Januar 2027", "from 1 January 2027"),
    ],
)
def test_date_says_for_when_the_value_holds(span, german, english):
    assert dated("de", *span) == german
    assert dated("en", *span) == english


def test_semester_is_called_by_its_name():
    assert dated("de", date(2026, 10, 1), date(2027, 3, 31), rhythm=Rhythm.SEMESTER) == "Wintersemester 2026/27"
    upcoming = value_on([value(span=(date(2026, 4, 1), date(2026, 9, 30)), rhythm=Rhythm.SEMESTER)], date(2026, 5, 1))
    assert date_label(upcoming, "en") == "summer semester 2026"


def test_expired_value_says_that_the_new_one_is_not_known():
    span = (date(2025, 1, 1), date(2025, 12, 31))
    assert dated("en", *span) == "value for 2025; the new value is not known yet"
    assert dated("de", *span) == "Wert für 2025; der neue Wert ist noch nicht bekannt"
    assert "2025" in dated("ar", *span)
    assert dated("ar", *span) != dated("en", *span)
