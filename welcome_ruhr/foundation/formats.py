"""Numbers and dates as readers of a language write them."""

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list

# English here is read in Europe: 22 November 2026, not November 22, 2026.
_LOCALES = {"en": "en_GB", "de-simple": "de"}


def locale_of(language: str) -> str:
    """Return the CLDR locale for a language of the portal, for Babel's functions."""
    return _LOCALES.get(language, language.replace("-", "_"))


def day(value: date, language: str) -> str:
    """Return a date in words: "22. November 2026"."""
    return str(format_date(value, "long", locale=locale_of(language)))


def month(value: date, language: str) -> str:
    """Return month and year in words: "November 2026"."""
    return str(format_skeleton("yMMMM", value, locale=locale_of(language)))


def partial_day(text: str, language: str) -> str:
    """Return an ISO date of which day or month may be unknown ("2025-05") in words; other text as it is."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) not in (2, 3):
        return text
    year, month_number, *days = (int(part) for part in parts)
    try:
        whole = date(year, month_number, days[0] if days else 1)
    except ValueError:
        return text
    return day(whole, language) if days else month(whole, language)


def listed(texts: Sequence[str], language: str) -> str:
    """Return what is counted up as it is written: "Deutsch, Englisch und Polnisch"."""
    return str(format_list(texts, locale=locale_of(language)))


def moment(value: datetime, language: str) -> str:
    """Return a day and a time of day; `value` must be in the zone to show."""
    return str(format_datetime(value, "medium", locale=locale_of(language)))
