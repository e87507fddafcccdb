"""Whose enquiries are looked for, and that they are really to go."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 254
"""of an e-mail address (RFC 5321)"""


class WhoForm(forms.Form):
    who = forms.CharField(
        label=gettext_lazy("E-mail address, receipt code or number"),
        max_length=LONGEST,
        help_text=gettext_lazy("An address finds all enquiries that gave it. A code or number finds one."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )


class EraseForm(forms.Form):
    """The second confirmation: for just those enquiries that were seen."""

    who = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=gettext_lazy("I have checked that this person asked for it, and that these are their enquiries."),
        error_messages={"required": gettext_lazy("Please tick this first: what is erased cannot be brought back.")},
    )

    def clean_seen(self) -> list[int]:
        typed: str = self.cleaned_data["seen"]
        if not all(part.isdecimal() for part in typed.split(",") if part):
            raise forms.ValidationError(_("Please look the person up again."))
        return [int(part) for part in typed.split(",") if part]
