"""One text in several languages, in one database column: {"de": "Stadt", "en": "City"}."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .languages import direction, fallbacks_of


def text_in(value: Mapping[str, str] | None, language: str) -> str:
    """Return the text in `language`, else in English, German or any language; "" when there is none at all."""
    return text_and_language_in(value, language)[0]


def text_and_language_in(value: Mapping[str, str] | None, language: str) -> tuple[str, str]:
    """Return what `text_in` does and the code of the language it is in, for the `lang` attribute (WCAG 3.1.2).

    A variant such as de-at falls back to its base first. ("", "") when there is no text at all.
    """
    texts = {code: text for code, text in (value or {}).items() if text}
    # PostgreSQL does not keep the order of keys; sorted by length, variants come last on every database.
    anything = sorted(texts, key=lambda code: (len(code), code))
    for code in (*fallbacks_of(language), *anything):
        if code in texts:
            return texts[code], code
    return "", ""


class TranslatedTextWidget(forms.MultiWidget):
    """One labelled input per language of the settings, each with its own `lang` and direction of writing."""

    template_name = "foundation/translated_text.html"

    class Media:
        css = {"all": ["foundation/translated_text.css"]}

    def __init__(
        self, *, multiline: bool = False, max_length: int | None = None, attrs: dict[str, Any] | None = None
    ) -> None:
        self.languages = list(settings.LANGUAGES)
        super().__init__({code: _input_for(code, multiline, max_length) for code, _name in self.languages}, attrs)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for subwidget, (_code, language_name) in zip(context["widget"]["subwidgets"], self.languages, strict=True):
            subwidget["label"] = language_name
        return context


class TranslatedTextFormField(forms.MultiValueField):
    """Cleans to {language: text}, empty texts left out; when required, the first language must be filled in."""

    def __init__(
        self, *, multiline: bool = False, max_length: int | None = None, required: bool = True, **kwargs: Any
    ) -> None:
        self.codes = [code for code, _name in settings.LANGUAGES]
        fields = [
            forms.CharField(
                required=required and code == self.codes[0],
                max_length=max_length,
                error_messages={"incomplete": _first_missing()},
            )
            for code in self.codes
        ]
        kwargs.setdefault("widget", TranslatedTextWidget(multiline=multiline, max_length=max_length))
        kwargs["error_messages"] = {"required": _first_missing(), **(kwargs.get("error_messages") or {})}
        super().__init__(fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        if not data_list:
            return {}
        return {code: text for code, text in zip(self.codes, data_list, strict=True) if text}


class TranslatedTextField(models.JSONField):
    """Texts by language code; unless `blank`, the first language of the settings is required.

    `max_length` holds for each text, `multiline` gives the form larger inputs. Read it with `text_in`.
    """

    description = _("Text in several languages")
    default_error_messages = {
        "not_texts": _("This must be texts by language code."),
        "unknown_language": _("“%(code)s” is not a language of this site."),
        "too_long": _("The text in %(language)s has %(length)d characters; %(limit)d fit."),
    }

    def __init__(self, *args: Any, multiline: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        self.multiline = multiline
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.multiline:
            kwargs["multiline"] = True
        return name, path, args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise ValidationError(self.error_messages["not_texts"], code="not_texts")
        names = dict(settings.LANGUAGES)
        for code, text in value.items():
            if code not in names:
                self._refuse("unknown_language", code=code)
            if self.max_length is not None and len(text) > self.max_length:
                self._refuse("too_long", language=names[code], length=len(text), limit=self.max_length)
        if not self.blank and not value.get(settings.LANGUAGES[0][0], "").strip():
            raise ValidationError(_first_missing(), code="first_missing")

    def formfield(self, **kwargs: Any) -> Any:
        options = {
            "form_class": TranslatedTextFormField,
            "multiline": self.multiline,
            "max_length": self.max_length,
            # The default {} is no initial value an editor could have seen and changed.
            "show_hidden_initial": False,
        }
        # Past JSONField, whose form field is a box for JSON.
        return super(models.JSONField, self).formfield(**{**options, **kwargs})

    def _refuse(self, reason: str, **params: Any) -> None:
        raise ValidationError(self.error_messages[reason], code=reason, params=params)


class ChoicesField(models.JSONField):
    """Several of some choices, in their order; in forms as boxes to tick.

    >>> stages = ChoicesField(_("stages"), of=Stage)          # ["abroad", "arrived"]
    """

    description = _("Several choices")

    def __init__(self, *args: Any, of: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        known = self.of.values if self.of else []
        if not isinstance(value, list) or (unknown := [one for one in value if one not in known]):
            wrong = ", ".join(map(str, unknown)) if isinstance(value, list) else value
            raise ValidationError(_("“%(wrong)s” is none of the choices."), params={"wrong": wrong})

    def formfield(self, **kwargs: Any) -> Any:
        options = {
            "form_class": forms.MultipleChoiceField,
            "choices": self.of.choices if self.of else [],
            "widget": forms.CheckboxSelectMultiple,
            "show_hidden_initial": False,
        }
        return super(models.JSONField, self).formfield(**{**options, **kwargs})


def _first_missing() -> Any:
    # Lazy: form classes are made when the server starts, in no reader's language.
    return format_lazy(_("Please fill in the text in {language}."), language=settings.LANGUAGES[0][1])


def _input_for(code: str, multiline: bool, max_length: int | None) -> forms.Widget:
    attrs: dict[str, Any] = {"lang": code, "dir": direction(code)}
    if max_length is not None:
        attrs["maxlength"] = max_length
    return forms.Textarea({**attrs, "rows": 4}) if multiline else forms.TextInput(attrs)
