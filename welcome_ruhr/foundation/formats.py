"""Numbers and dates as readers of a language write them."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime, format_skeleton

# English here is read in Europe: 22 November 2026, not November 22, 2026.
_LOCALES = {"en": "en_GB"}


def locale_of(language: str) -> str:
    """Return the CLDR locale for a language of the portal, for Babel's functions."""
    return _LOCALES.get(language, language.replace("-", "_"))


def day(value: date, language: str) -> str:
    """Return a date in words: "22. November 2026"."""
    return str(format_date(value, "long", locale=locale_of(language)))


def month(value: date, language: str) -> str:
    """Return month and year in words: "November 2026"."""
    return str(format_skeleton("yMMMM", value, locale=locale_of(language)))


def moment(value: datetime, language: str) -> str:
    """Return a day and a time of day; `value` must be in the zone to show."""
    return str(format_datetime(value, "medium", locale=locale_of(language)))
