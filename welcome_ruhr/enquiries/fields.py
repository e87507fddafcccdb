"""What enquirers type and choose: a text of several lines, and files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcome_ruhr.foundation import uploads

from .actions import Upload

LONGEST_TEXT = 5000
MOST_FILES = 5


class WrittenField(forms.CharField):
    """A text of several lines; a line break counts as one sign, as browsers count it.

    The browser is not told how long it may be: it would cut off without a word what somebody pastes.
    """

    widget = forms.Textarea

    def __init__(self, *, most: int, rows: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows
        too_long = gettext_lazy("At most %(limit_value)d signs fit here, these are %(show_value)d. Please shorten it.")
        self.validators.append(MaxLengthValidator(most, too_long))

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each looked at (`uploads.inspect`); the clean value is a list of `Upload`."""

    def __init__(self, **kwargs: Any) -> None:
        accepted = ",".join(f".{ending}" for ending in sorted(uploads.ENDINGS))
        super().__init__(widget=FilesInput(attrs={"accept": accepted}), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        files = [file for file in data or [] if file]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)d files at once, please.") % {"most": MOST_FILES})
        found, problems = [], []
        for file in files:
            try:
                found.append(Upload(uploads.inspect(file), file.read()))
            except uploads.Refused as refused:
                problems.append(_("“%(name)s”: %(problem)s") % {"name": _short(file), "problem": refused})
        if problems:
            raise forms.ValidationError(problems)
        return found


def _short(file: UploadedFile) -> str:
    return (file.name or "")[-60:]
