"""How a figure is printed: amount, unit and date in the reader's number format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, override

from welcome_ruhr.foundation import formats
from welcome_ruhr.foundation.formats import locale_of

from .enums import Rhythm, Standing, Unit
from .models import FigureValue
from .queries import FigureToday


def amount(value: FigureValue, language: str) -> str:
    """Return the value with its unit, such as "50.700 € brutto im Jahr" or "14 days"."""
    return _amount(str(value.value), Unit(value.figure.unit), language)


def date_label(today: FigureToday, language: str) -> str:
    """Return when the value holds, such as "2026", "since January 2026" or that no new one is known."""
    value = today.value
    span = Span(value.valid_from, value.valid_to, value.as_of, Rhythm(value.figure.rhythm))
    return _date_label(span, today.standing, language)


@dataclass(frozen=True)
class Span:
    """When a value holds, when its source was read, and how often such a value changes."""

    start: date | None
    end: date | None
    as_of: date
    rhythm: Rhythm


# Number formats take long to apply, and the same few figures stand on many pages.
@lru_cache(4096)
def _amount(number: str, unit: Unit, language: str) -> str:
    with override(language):
        return _with_unit(Decimal(number), unit, language)


@lru_cache(4096)
def _date_label(span: Span, standing: Standing, language: str) -> str:
    with override(language):
        if standing == Standing.EXPIRED:
            return _("value for %(period)s; the new value is not known yet") % {"period": _period(span, language)}
        if standing == Standing.UPCOMING and span.start:
            return _("from %(date)s") % {"date": formats.day(span.start, language)}
        return _period(span, language)


def _with_unit(number: Decimal, unit: Unit, language: str) -> str:
    count = int(number) if number == number.to_integral_value() else FRACTION
    plain = format_decimal(number.normalize(), locale=locale_of(language))
    if unit.startswith("eur"):
        return _money_phrase(unit) % {"amount": _money(number, language)}
    if unit == Unit.PERCENT:
        return format_percent(number / 100, locale=locale_of(language), decimal_quantization=False)
    return str(_COUNTS[unit] % {"number": plain, "count": count}) if unit in _COUNTS else plain


def _money(number: Decimal, language: str) -> str:
    # Some languages write "EUR" by default; the sign is understood in all of them.
    pattern = Locale.parse(locale_of(language)).currency_formats["standard"].pattern.replace("¤", "€")
    if number == number.to_integral_value():
        pattern = pattern.replace(".00", "")
    return format_currency(number, "EUR", format=pattern, locale=locale_of(language), currency_digits=False)


def _money_phrase(unit: Unit) -> str:
    return {
        Unit.EUR: "%(amount)s",
        Unit.EUR_HOUR_GROSS: _("%(amount)s gross per hour"),
        Unit.EUR_MONTH: _("%(amount)s per month"),
        Unit.EUR_MONTH_GROSS: _("%(amount)s gross per month"),
        Unit.EUR_MONTH_NET: _("%(amount)s net per month"),
        Unit.EUR_YEAR: _("%(amount)s per year"),
        Unit.EUR_YEAR_GROSS: _("%(amount)s gross per year"),
        Unit.EUR_LESSON: _("%(amount)s per lesson"),
    }[unit]


FRACTION = 100
"""Two and a half days are counted like a hundred: in Arabic, the form for exactly two would leave out the number."""
_COUNTS = {
    Unit.DAYS: ngettext_lazy("%(number)s day", "%(number)s days", "count"),
    Unit.WORKING_DAYS: ngettext_lazy("%(number)s working day", "%(number)s working days", "count"),
    Unit.WEEKS: ngettext_lazy("%(number)s week", "%(number)s weeks", "count"),
    Unit.MONTHS: ngettext_lazy("%(number)s month", "%(number)s months", "count"),
    Unit.YEARS: ngettext_lazy("%(number)s year", "%(number)s years", "count"),
    Unit.AGE_YEARS: ngettext_lazy("%(number)s year", "%(number)s years", "count"),
    Unit.HOURS_DAY: ngettext_lazy("%(number)s hour per day", "%(number)s hours per day", "count"),
    Unit.HOURS_WEEK: ngettext_lazy("%(number)s hour per week", "%(number)s hours per week", "count"),
    Unit.LESSONS: ngettext_lazy("%(number)s lesson", "%(number)s lessons", "count"),
    Unit.POINTS: ngettext_lazy("%(number)s point", "%(number)s points", "count"),
    Unit.LEAVE_DAYS: ngettext_lazy("%(number)s day of leave", "%(number)s days of leave", "count"),
    Unit.FULL_DAYS_YEAR: ngettext_lazy("%(number)s full day per year", "%(number)s full days per year", "count"),
    Unit.MONTHLY_RENTS: ngettext_lazy("%(number)s month’s rent", "%(number)s months’ rent", "count"),
}


def _period(span: Span, language: str) -> str:
    start, end = span.start, span.end
    if start and end:
        return _span(start, end, span.rhythm, language)
    if start:
        return _("since %(date)s") % {"date": formats.month(start, language)}
    if end:
        return _("until %(date)s") % {"date": formats.month(end, language)}
    return _("as of %(date)s") % {"date": formats.month(span.as_of, language)}


def _span(start: date, end: date, rhythm: Rhythm, language: str) -> str:
    if rhythm == Rhythm.SEMESTER:
        year = str(start.year) if start.year == end.year else f"{start.year}/{end.year % 100:02}"
        season = _("summer semester %(year)s") if start.year == end.year else _("winter semester %(year)s")
        return season % {"year": year}
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    return f"{formats.month(start, language)} – {formats.month(end, language)}"
