"""What a plan asks: place, passport, purpose, and the days from which something is counted. All may be left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcome_ruhr.directory.enums import Nationality, Purpose
from welcome_ruhr.foundation.days import DayField

from .enums import CountsFrom

NOT_SAID = [("", gettext_lazy("I do not say"))]


class PlanForm(forms.Form):
    """A GET form: what was said stands in the address."""

    journey = forms.CharField(widget=forms.HiddenInput)
    stage = forms.CharField(widget=forms.HiddenInput, required=False)
    place = forms.CharField(
        label=gettext_lazy("Town, part of the town, or postcode"),
        required=False,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off", "maxlength": "80"}),
    )
    nationality = forms.ChoiceField(
        label=gettext_lazy("Passport of the person who arrives"),
        choices=[*NOT_SAID, *Nationality.choices],
        required=False,
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Why are you here, or why are you coming?"),
        choices=[*NOT_SAID, *Purpose.choices],
        required=False,
    )
    arrival = DayField(label=CountsFrom.ARRIVAL.label, required=False)
    moved_in = DayField(label=CountsFrom.MOVED_IN.label, required=False)

    def __init__(self, data: Mapping[str, Any], *, asks: Collection[str]) -> None:
        """`asks`: names of the fields to be shown."""
        super().__init__(data, auto_id="id_%s")
        for name in [name for name, field in self.fields.items() if not field.widget.is_hidden and name not in asks]:
            del self.fields[name]

    def clean_moved_in(self) -> date | None:
        """Nobody moves in before arriving."""
        moved_in: date | None = self.cleaned_data["moved_in"]
        arrival = self.cleaned_data.get("arrival")
        if moved_in and arrival and moved_in < arrival:
            raise forms.ValidationError(_("You cannot move in before you arrive. Please look at both days again."))
        return moved_in
