from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.foundation import clock

LONGEST = timedelta(days=366)
USUAL = timedelta(days=90)


class IgnoreLinkForm(forms.Form):
    """Why a broken link is not reported, and until when."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("For whoever looks at this list next: why nothing is to be done."),
    )
    until = forms.DateField(
        label=_("Until"),
        help_text=_("At most a year ahead. After this day the link is reported again if it is still broken."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=lambda: clock.today() + USUAL,
    )

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        today = clock.today()
        if not today <= until <= today + LONGEST:
            raise ValidationError(_("Choose a day from today on, at most a year ahead."))
        return until
