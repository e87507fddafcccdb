"""What readers searched for, added up over the months that are kept."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Max, Sum

from welcome_ruhr.search.models import Asked

FEWEST_ASKINGS = 2
"""What was asked only once might be somebody's name: it is not shown."""


def most_asked() -> Any:
    """Return what is searched for most, as `words`, `language`, `total`, `vain`, `opened`, `last`."""
    return _sums().order_by("-total", "words")


def asked_in_vain() -> Any:
    """Return what found nothing, the most wanted first."""
    return _sums().filter(vain__gte=FEWEST_ASKINGS).order_by("-vain", "-last", "words")


def asked_and_left() -> Any:
    """Return what found something of which nothing was opened, as far as browsers with scripts tell."""
    return _sums().filter(total__gt=F("vain"), opened=0).order_by("-total", "-last", "words")


def _sums() -> Any:
    sums = Asked.objects.order_by().values("words", "language")
    return sums.annotate(total=Sum("times"), vain=Sum("in_vain"), opened=Sum("followed"), last=Max("last_on")).filter(
        total__gte=FEWEST_ASKINGS
    )
