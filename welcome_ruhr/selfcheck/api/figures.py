"""Figures with the value that holds today; one that is not verified does not leave."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from welcome_ruhr.facts.enums import Standing, Unit
from welcome_ruhr.facts.printing import amount, date_label
from welcome_ruhr.facts.queries import FigureToday, figure_today, figures_today

from .asking import Asking, not_found


def figures(asking: Asking) -> dict[str, Any]:
    shown = (one for _key, one in sorted(figures_today().items()) if one.standing != Standing.UNVERIFIED)
    return {"figures": [figure_record(one, asking.language) for one in shown]}


def figure(asking: Asking, key: str) -> dict[str, Any]:
    shown = figure_today(key)
    if shown is None or shown.standing == Standing.UNVERIFIED:
        raise not_found(_("We know no verified figure “%(key)s”. The list is at /api/v1/figures.") % {"key": key})
    return {"figure": figure_record(shown, asking.language)}


def figure_record(today: FigureToday, language: str) -> dict[str, Any]:
    value = today.value
    return {
        "id": today.figure.key,
        "label": today.figure.label_in(language),
        "value": float(value.value),
        "unit": today.figure.unit,
        "unit_label": str(Unit(today.figure.unit).label),
        "printed": amount(value, language),
        "holds": date_label(today, language),
        "standing": today.standing.value,
        "valid_from": value.valid_from.isoformat() if value.valid_from else None,
        "valid_to": value.valid_to.isoformat() if value.valid_to else None,
        "verified_by": value.status,
        "source_title": value.source_title or None,
        "source": value.source_url or None,
        "as_of": value.as_of.isoformat(),
    }
