from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from welcome_ruhr.design import tokens


def validate_tokens(text: str) -> None:
    """Refuse text with a token that is unknown, incomplete or not verified."""
    if found := tokens.problems(text):
        raise ValidationError(found)


class TokenTextField(models.TextField):
    """Plain text that may hold tokens such as `{{ fact:key }}`; Wagtail lists it among a figure's uses."""

    default_validators = [validate_tokens]

    def extract_references(self, value: str) -> Iterator[tuple[type, str, str, str]]:
        for thing in tokens.objects(value or ""):
            yield type(thing), str(thing.pk), "", ""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
