"""What an enquirer may send from their page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcome_ruhr.enquiries.enums import Helped
from welcome_ruhr.enquiries.fields import LONGEST_TEXT, MOST_FILES, FilesField, WrittenField
from welcome_ruhr.foundation import uploads

LONGEST_NOTE = 1000
LARGEST_REQUEST = MOST_FILES * uploads.MAX_BYTES + 1024**2
"""Bytes, of all files together and the text."""


class ReplyForm(forms.Form):
    """A text, files, or both."""

    text = WrittenField(label=gettext_lazy("Your message"), most=LONGEST_TEXT, rows=6, required=False)
    attachments = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "Only if we need them. Up to 5 files of 10 MB each: PDF, pictures, Word, OpenDocument or text."
        ),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    """the last message that stood above the form: what was sent since then may be this very form"""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("text") and not cleaned.get("attachments"):
            self.add_error("text", _("Please write something first, or choose a file."))
        return cleaned


class HelpedForm(forms.Form):
    """The one question after closing."""

    helped = forms.ChoiceField(label=gettext_lazy("Did it help?"), choices=Helped.choices, widget=forms.RadioSelect)
    note = WrittenField(
        label=gettext_lazy("What was good, what was missing?"), most=LONGEST_NOTE, rows=3, required=False
    )
