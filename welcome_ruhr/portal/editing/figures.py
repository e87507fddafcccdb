"""The list of figures behind the editor's button."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcome_ruhr.facts.enums import Standing
from welcome_ruhr.facts.printing import amount, date_label
from welcome_ruhr.facts.queries import FigureToday, figures_today


@require_safe
def figure_choices(request: HttpRequest) -> JsonResponse:
    """Every figure with its value of today, by name; one that may not be printed says why and shows no number."""
    choices = [_choice(figure, get_language() or "de") for figure in figures_today().values()]
    return JsonResponse({"figures": sorted(choices, key=lambda choice: str(choice["label"]).casefold())})


def _choice(today: FigureToday, language: str) -> dict[str, Any]:
    unverified = today.standing == Standing.UNVERIFIED
    return {
        "key": today.figure.key,
        "label": today.figure.label_in(language),
        "value": "" if unverified else amount(today.value, language),
        "standing": "" if unverified else date_label(today, language),
        "reason": _("Not verified: it cannot be printed.") if unverified else "",
    }
