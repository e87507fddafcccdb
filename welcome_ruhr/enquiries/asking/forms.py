"""What somebody who asks is asked."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.directory.queries import PlaceFound, find_places, municipality
from welcome_ruhr.enquiries.enums import BY_MAIL, ReplyBy, Whereabouts
from welcome_ruhr.enquiries.fields import LONGEST_TEXT, FilesField, WrittenField
from welcome_ruhr.foundation.days import DayField
from welcome_ruhr.foundation.languages import base_of, is_variant, own_name
from welcome_ruhr.foundation.proof_of_work import opened_stamp

ATTEMPT = re.compile(r"[\w-]{22}", re.ASCII)
LONGEST_PLACE = 80
MOST_NAMED = 4


def languages() -> list[tuple[str, str]]:
    """Languages in which the office answers; easy language is another way of writing German."""
    return [(code, own_name(code)) for code, _name in settings.LANGUAGES if not is_variant(code)]


class AskForm(forms.Form):
    """One question. Only its text is needed; what is left out is asked later, if it matters."""

    question = WrittenField(
        label=gettext_lazy("Your question"),
        help_text=gettext_lazy("Write as you speak, in any language below. You need not say your name."),
        most=LONGEST_TEXT,
        rows=7,
        error_messages={"required": gettext_lazy("Please write your question.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the answer"), choices=languages)
    whereabouts = forms.ChoiceField(
        label=gettext_lazy("Where are you now?"),
        choices=Whereabouts.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=gettext_lazy("Which place is it about?"),
        help_text=gettext_lazy("A town of the Ruhr, a part of it, or the postcode."),
        required=False,
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    permit_ends_on = DayField(
        label=gettext_lazy("My visa or permit ends on"),
        help_text=gettext_lazy(
            "Then we answer sooner. But asking us does not stop a deadline: only your foreigners’ office can help "
            "with that. Ask there today if the day is near."
        ),
        required=False,
    )
    reply_by = forms.ChoiceField(
        label=gettext_lazy("How do you want to get the answer?"),
        choices=[
            (ReplyBy.PAGE, gettext_lazy("On a page of this portal that only my code opens")),
            (ReplyBy.EMAIL, gettext_lazy("The same, and an e-mail when there is something to read")),
            (ReplyBy.LETTER, gettext_lazy("By e-mail, with the answer in it")),
        ],
        initial=ReplyBy.PAGE,
        required=False,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "Only needed if you want an e-mail. It will not contain what you ask. "
            "But who reads your mails can read an answer that stands in one."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    attachments = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "Up to 5 files of 10 MB each: PDF, pictures, Word, OpenDocument or text. "
            "Please cover what nobody needs to see."
        ),
    )
    about = forms.CharField(required=False, widget=forms.HiddenInput)
    attempt = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_place(self) -> Municipality | None:
        typed: str = self.cleaned_data["place"]
        return town_meant(typed) if typed else None

    def clean_reply_by(self) -> str:
        return self.cleaned_data["reply_by"] or ReplyBy.PAGE

    def clean_attempt(self) -> str:
        """Return what tells this form from all others; without it (a program sent it) it is like no other."""
        attempt: str = self.cleaned_data["attempt"]
        return attempt if ATTEMPT.fullmatch(attempt) else new_attempt()

    def clean(self) -> dict[str, Any]:
        """An address counts only for who wants a mail; until then nothing about it is wrong."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reply_by") in BY_MAIL:
            if not cleaned.get("email") and not self.has_error("email"):
                self.add_error("email", _("Please write your e-mail address, or choose the page."))
        else:
            self.errors.pop("email", None)
            cleaned["email"] = ""
        return cleaned


def new_form(query: Mapping[str, str], language: str) -> AskForm:
    """Return the form for somebody who comes from a page, with what that page knows."""
    town = municipality(query.get("place", ""))
    return kept_form(
        {
            "language": base_of(language),
            "place": town.name if town else query.get("place", "")[:LONGEST_PLACE],
            "about": query.get("about", ""),
        }
    )


def kept_form(posted: Mapping[str, str]) -> AskForm:
    """Return the form with what was typed so far and no word on whether it is right."""
    made = {"attempt": new_attempt(), "opened": opened_stamp()}
    kept = {name: value for name, value in posted.items() if value}
    return AskForm(initial={**made, "reply_by": ReplyBy.PAGE, **kept})


def new_attempt() -> str:
    return secrets.token_urlsafe(16)


def town_meant(typed: str) -> Municipality:
    """Return the town that was typed. Raises ValidationError with a sentence for the reader."""
    found = find_places(typed)
    exact = [one for one in found if one.is_sure]
    # “Werne” is a town and a part of Bochum: the town is what somebody means who says no more.
    sure = _towns(one for one in exact if not one.is_part) or _towns(exact)
    if len(sure) == 1:
        return next(iter(sure.values()))
    said = {"typed": typed[:40], "names": " · ".join(list(sure or _towns(found))[:MOST_NAMED])}
    if sure:
        raise ValidationError(_("“%(typed)s” is in several towns: %(names)s. Please write which one.") % said)
    if found:
        raise ValidationError(_("We do not know “%(typed)s”. Do you mean one of these: %(names)s?") % said)
    raise ValidationError(
        _("We find no place called “%(typed)s” among the 53 towns of the Ruhr. Try the postcode, or leave this empty.")
        % said
    )


def _towns(found: Iterable[PlaceFound]) -> dict[str, Municipality]:
    return {one.town.name: one.town for one in found}
