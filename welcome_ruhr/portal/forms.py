from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

ANSWERS = [("yes", _("Yes")), ("no", _("No"))]


class FeedbackForm(forms.Form):
    """Was this page helpful, and what was missing."""

    helpful = forms.ChoiceField(label=_("Was this page helpful?"), choices=ANSWERS)
    comment = forms.CharField(
        label=_("What was missing or wrong?"),
        help_text=_("You may leave this empty. At most 1,000 characters."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
