from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from welcome_ruhr.design import tokens
from welcome_ruhr.foundation.fields import TranslatedTextField


def validate_tokens(text: str) -> None:
    """Refuse text with a token that is unknown, incomplete or not verified."""
    if found := tokens.problems(text):
        raise ValidationError(found)


class TranslatedTokenField(TranslatedTextField):
    """Texts by language code that may hold tokens; Wagtail lists them among a figure's uses."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        for text in value.values():
            validate_tokens(text)

    def extract_references(self, value: dict[str, str]) -> Iterator[tuple[type, str, str, str]]:
        for thing in tokens.objects("\n".join((value or {}).values())):
            yield type(thing), str(thing.pk), "", ""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "welcome_ruhr.foundation.fields.TranslatedTextField", args, kwargs


class TokenTextField(models.TextField):
    """Plain text that may hold tokens such as `{{ fact:key }}`; Wagtail lists it among a figure's uses."""

    default_validators = [validate_tokens]

    def extract_references(self, value: str) -> Iterator[tuple[type, str, str, str]]:
        for thing in tokens.objects(value or ""):
            yield type(thing), str(thing.pk), "", ""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
