from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
MOST_ADDRESSES = 1
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
    # Nobody sees this field: who fills it in is a program that fills in all there are. Its absence harms nobody.
    website = forms.CharField(
        label=_("Leave this field empty"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:  # a person sends it once more, a program does not
            self.data = {name: self.data.get(name) for name in self.data if name != "website"}
            self.add_error(None, _("That looked as if a program had sent it. If you are a person, send it again."))
        return ""

    def clean_comment(self) -> str:
        comment: str = self.cleaned_data["comment"]
        if len(ADDRESS.findall(comment)) > MOST_ADDRESSES:
            raise forms.ValidationError(_("Please name one web address at most. More of them look like advertising."))
        return comment
