"""The last day of a deadline, counted as German law counts it.

- BGB § 187 (1): the day of the event itself (arriving, moving in) does not count.
- BGB § 188 (1): a time given in days ends with its last day.
- BGB § 188 (2), (3): a time given in weeks ends on the same day of the week; one given in months or years on the day
  of the same number, and where that month has none, on the month's last day.
- BGB § 193: a last day on a Saturday, a Sunday or a public holiday of the place gives way to the next working day. We
  only say so (`directory.holidays`) and still name the earlier day: whoever keeps that one is in time in any case.

Not applied: times in working days, whose calendar is the bank's or the employer's, and parts of a day or month.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal

from welcome_ruhr.facts.enums import Unit


def last_day(event: date, number: Decimal, unit: str) -> date | None:
    """Return the last day of a time that begins with an event; None where it cannot be counted."""
    if number != number.to_integral_value() or number < 0:
        return None
    count = int(number)
    if unit == Unit.DAYS:
        return event + timedelta(days=count)
    if unit == Unit.WEEKS:
        return event + timedelta(weeks=count)
    if unit == Unit.MONTHS:
        return _months_after(event, count)
    return _months_after(event, 12 * count) if unit == Unit.YEARS else None


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
