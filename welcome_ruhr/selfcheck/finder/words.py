"""How the finder asks."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

QUESTIONS: dict[str, tuple[Any, Any]] = {
    "place": (_("Where do you live, or where will you live?"), _("A town, a part of it, or the postcode.")),
    "matter": (_("What is it about?"), ""),
    "nationality": (
        _("Which passport do you have?"),
        _("If you have several, take the one that makes it easiest: usually the first in this list."),
    ),
    "stage": (_("Where do you stand?"), ""),
    "purpose": (_("Why are you here, or why are you coming?"), ""),
}
"""Question and what helps to answer it."""


def labels(choices: type[TextChoices] | None) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices.choices] if choices else []
