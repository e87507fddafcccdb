"""What editors fill in: word groups, pinned results, words to try."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from . import actions
from .models import Pin
from .queries.understanding import LONGEST_QUESTION


class WordGroupForm(WagtailAdminModelForm):
    """Lays down the words of a group as they are looked up."""

    class Media:
        js = ["search/trying.js"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        # A town may need other names in Arabic or Ukrainian only.
        if not cleaned.get("words"):
            self.add_error("words", _("Fill in the words of at least one language."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        group = super().save(commit=False)
        actions.save_group(group=group)
        return group


class AskedAsForm(WagtailAdminModelForm):
    class Media:
        js = ["search/trying.js"]


class PinForm(WagtailAdminModelForm):
    """Refuses a second pin for words that are looked up alike."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Media:
        js = ["search/trying.js"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        language, words = cleaned.get("language"), cleaned.get("words", "")
        if language and words:
            stems = actions.pin_stems(words, language)
            others = Pin.objects.filter(language=language, stems=stems).exclude(pk=self.instance.pk)
            if other := others.first():
                self.add_error("words", _("“%(words)s” is pinned already and means the same.") % {"words": other.words})
        return cleaned

    def save(self, commit: bool = True) -> Any:
        pin = super().save(commit=False)
        actions.keep_pin(pin=pin)
        return pin


class TryForm(forms.Form):
    """Words as a reader types them, and the language of the page he stands on."""

    try_words = forms.CharField(label=_("What a reader types"), max_length=LONGEST_QUESTION, required=False)
    try_language = forms.ChoiceField(
        label=_("On pages in"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE, required=False
    )
