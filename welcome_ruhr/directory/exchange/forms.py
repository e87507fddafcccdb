from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .reading import BadRow, Decoded, decoded

SALT = "directory.exchange"
HOLDS = 24 * 60 * 60
"""seconds a preview may be looked at before it is applied"""


class UploadForm(forms.Form):
    """A CSV file; cleans to its text, with whether its umlauts were guessed."""

    file = forms.FileField(label=_("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))

    def clean_file(self) -> Decoded:
        try:
            return decoded(self.cleaned_data["file"].read())
        except BadRow as error:
            raise ValidationError(str(error)) from None


class PreviewForm(forms.Form):
    """What the page of a preview sends back: the file and what was stored then, signed, so that nobody keeps it."""

    preview = forms.CharField(widget=forms.HiddenInput)

    def clean_preview(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = signing.loads(self.cleaned_data["preview"], salt=SALT, max_age=HOLDS)
        except signing.BadSignature:
            raise ValidationError(
                _("This preview is too old or was changed on its way. Choose the file again.")
            ) from None
        return found


def preview_of(text: str, seen: dict[str, str]) -> PreviewForm:
    """Return the form that the page of a preview holds."""
    return PreviewForm({"preview": signing.dumps({"text": text, "seen": seen}, salt=SALT, compress=True)})
