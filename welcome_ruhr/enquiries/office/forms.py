from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.enquiries.enums import ReferralOutcome
from welcome_ruhr.enquiries.fields import WrittenField

LONGEST_TEXT = 3000


class AnswerForm(forms.Form):
    """How it ended at the office, and what the person is to know."""

    outcome = forms.ChoiceField(
        label=_("Do you take it up?"),
        choices=[
            (ReferralOutcome.TAKEN_UP, _("Yes, we take it up")),
            (ReferralOutcome.NOT_TAKEN_UP, _("No, we do not take it up")),
        ],
        error_messages={"required": _("Please choose whether you take it up.")},
        widget=forms.RadioSelect,
    )
    text = WrittenField(
        label=_("What the person should know"),
        help_text=_("They read it word for word: an appointment, a phone number, or who can help instead."),
        most=LONGEST_TEXT,
        rows=6,
        required=False,
    )
