"""Of which months the numbers are shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from welcome_ruhr.enquiries.queries.numbers import Period
from welcome_ruhr.foundation import formats

A_YEAR = 12


class PeriodForm(forms.Form):
    """Two months; what was not chosen, or is none, is the last year."""

    first = forms.ChoiceField(label=gettext_lazy("From"), required=False)
    last = forms.ChoiceField(label=gettext_lazy("Until"), required=False)

    def __init__(self, data: Any, *, months: list[date]) -> None:
        usual = {"first": _value(months[:A_YEAR][-1]), "last": _value(months[0])}
        super().__init__({**usual, **{name: data[name] for name in usual if data.get(name)}})
        choices = [(_value(month), formats.month(month, get_language() or "de")) for month in months]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("first") and said.get("last") and said["first"] > said["last"]:
            raise forms.ValidationError(_("The first month is after the last one."))
        return said

    def period(self) -> Period:
        return Period(_month(self.cleaned_data["first"]), _month(self.cleaned_data["last"]))


def _value(month: date) -> str:
    return f"{month:%Y-%m}"


def _month(value: str) -> date:
    return date.fromisoformat(f"{value}-01")
