"""A day as somebody types it, and what to say of one that cannot be."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import clock

YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", re.ASCII)
YEARS_BACK = 20
YEARS_AHEAD = 5
"""Beyond these a year is mistyped: no plan and no permit reaches so far."""


class DayInput(forms.DateInput):
    """The browser's own picker; where that would stay empty, what was typed stands in a field of text."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off"}, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = context["widget"]["value"]
        try:
            context["widget"]["value"] = typed and _day_of(typed.strip()).isoformat()
        except ValidationError:
            context["widget"]["type"] = "text"
        return context


class DayField(forms.Field):
    """A day, typed as 2026-12-05 or 5.12.2026, or picked where the browser can."""

    widget = DayInput

    def to_python(self, value: str | None) -> date | None:
        typed = (value or "").strip()
        return read_day(typed) if typed else None


def read_day(typed: str) -> date:
    """Return the day that was typed. Raises ValidationError with a sentence for the reader."""
    value = _day_of(typed)
    if not clock.today().year - YEARS_BACK <= value.year <= clock.today().year + YEARS_AHEAD:
        raise ValidationError(_("This day is very far away. Please look at the year again."))
    return value


def _day_of(typed: str) -> date:
    """Return the day that was typed, be it ever so far away. Raises ValidationError."""
    if found := YEAR_FIRST.fullmatch(typed):
        year, month, day = found.groups()
    elif found := DAY_FIRST.fullmatch(typed):
        day, month, year = found.groups()
    else:
        raise ValidationError(
            _("We cannot read “%(typed)s” as a date. Please write it like this: %(example)s.")
            % {"typed": typed[:40], "example": clock.today().isoformat()}
        )
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise ValidationError(
            _("There is no such day: %(typed)s. Please look at day and month again.") % {"typed": typed[:40]}
        ) from error
