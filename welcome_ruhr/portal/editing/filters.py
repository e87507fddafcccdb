"""What the overview of translations can be narrowed down to."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.foundation.languages import is_variant
from welcome_ruhr.portal.enums import TranslationState

from .standings import Standing


def _never_asked_for(row: Standing) -> bool:
    """Easy language is written for some pages only: that others lack it is no work that waits."""
    return row.state == TranslationState.MISSING and is_variant(row.language)


class TranslationFilter(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [("", _("all")), *settings.LANGUAGES]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *TranslationState.choices])
    words = forms.CharField(label=_("Title"), required=False, max_length=100)

    def chosen(self, rows: Iterable[Standing]) -> list[Standing]:
        """Return the rows asked for; what is not a valid choice narrows nothing down."""
        asked = self.cleaned_data if self.is_bound and (self.is_valid() or self.cleaned_data) else {}
        language, state, words = (asked.get(name, "") for name in ("language", "state", "words"))
        return [
            row
            for row in rows
            if row.language == (language or row.language)
            and (language or not _never_asked_for(row))
            and (not state or row.state == state)
            and (not words or words.casefold() in row.title.casefold())
        ]

    def as_query(self) -> str:
        """Return the filters as part of an address, for the links to further pages."""
        query = QueryDict(mutable=True)
        for name in self.fields:
            if self.is_bound and (value := self.data.get(name)):
                query[name] = value
        return query.urlencode()
