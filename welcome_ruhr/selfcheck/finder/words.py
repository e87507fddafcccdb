"""How the finder asks, and what it says above an answer."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcome_ruhr.directory.enums import AnswerKind, Matter, Stage
from welcome_ruhr.directory.queries import Answer

from .asking import CHOICES, Asked

QUESTIONS: dict[str, tuple[Any, Any]] = {
    "place": (
        gettext_lazy("Where do you live, or where will you live?"),
        gettext_lazy("A town, a part of it, or the postcode."),
    ),
    "matter": (gettext_lazy("What is it about?"), ""),
    "nationality": (
        gettext_lazy("Which passport do you have?"),
        gettext_lazy("If you have several, take the one that makes it easiest: usually the first in this list."),
    ),
    "stage": (gettext_lazy("Where do you stand?"), ""),
    "purpose": (gettext_lazy("Why are you here, or why are you coming?"), ""),
}
"""Question and what helps to answer it."""


def labels(choices: type[TextChoices] | None) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices.choices] if choices else []


def answer_label(name: str, value: str, matter: str = "") -> str:
    """Return how an answer reads in a matter: that a permit ends changes nothing in any other."""
    if (name, value) == ("stage", Stage.EXTENDING) and matter != Matter.RESIDENCE:
        return _("I live here and have moved.") if matter == Matter.REGISTRATION else _("I live here already.")
    return str(CHOICES[name](value).label)


def headline(found: Answer) -> str:
    """Return what stands above an answer: no more than is known."""
    if found.kind == AnswerKind.NOT_NEEDED:
        return _("You need no office for this")
    if found.kind == AnswerKind.MISSION_ABROAD:
        return _("The German mission abroad is responsible")
    if not found.offices:
        return _("Ask your town")
    if found.is_start:
        return _("Start here")
    if found.is_reachable:
        sure, probable = _("This office is responsible for you"), _("Probably this office is responsible for you")
    else:
        sure = _("This office is responsible for you, but we do not know yet how to reach it")
        probable = _("Probably this office is responsible for you, but we do not know yet how to reach it")
    return sure if found.is_sure else probable


def unknown_place(said: Asked) -> str:
    """Say that none of the 53 is called as it was typed, or has that postcode."""
    if said.postcode:
        sentence = _("By our list, the postcode %(postcode)s does not belong to the Ruhr region.")
    else:
        sentence = _(
            "We find no place called “%(typed)s” among the 53 towns of the Ruhr. "
            "Try the name of the town or the postcode."
        )
    return sentence % {"typed": said.typed, "postcode": said.postcode}
