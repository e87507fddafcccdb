"""Which names are raised when figures and legal bases change; what prints them notes the same names.

figure:<key>   one figure
figures        any of them
laws           legal bases
"""

from __future__ import annotations

from welcome_ruhr.delivery import changes
from welcome_ruhr.delivery.changes import Event

from .models import Figure, FigureValue, LegalBasis


def connect() -> None:
    """Begin to listen; called once, when the app is ready."""
    changes.watch(Figure, names_of_figure)
    changes.watch(FigureValue, names_of_value)
    changes.watch(LegalBasis, lambda basis, event: ["laws"])


def names_of_figure(figure: Figure, event: Event) -> list[str]:
    """Return what changes for readers with a figure; a new key leaves the old one without a figure."""
    keys = {figure.key, *Figure.objects.filter(pk=figure.pk).values_list("key", flat=True)}
    return [*(f"figure:{key}" for key in sorted(keys)), "figures"]


def names_of_value(value: FigureValue, event: Event) -> list[str]:
    """Return what changes for readers with a value; one given to another figure leaves the old one without it."""
    owners = {value.figure_id, *FigureValue.objects.filter(pk=value.pk).values_list("figure_id", flat=True)}
    keys = Figure.objects.filter(pk__in=owners).values_list("key", flat=True)
    return [*(f"figure:{key}" for key in sorted(keys)), "figures"]
