"""Searches without a hit and addresses that lead nowhere, added up over the months kept."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Sum
from wagtail.contrib.redirects.models import Redirect

from welcome_ruhr.portal.models import MissedAddress
from welcome_ruhr.search.models import Asked

FEWEST_ASKINGS = 2
"""What was asked only once might be somebody's name: it is not shown."""
MORE_VISITS_THAN = 5


def fruitless_searches() -> list[dict[str, Any]]:
    """Words searched for in vain at least twice, as `words`, `language`, `total`, `last`; the most wanted first."""
    vain = Asked.objects.filter(in_vain__gt=0)
    sums = vain.values("words", "language").annotate(total=Sum("in_vain"), last=Max("last_on"))
    return [{**row} for row in sums.filter(total__gte=FEWEST_ASKINGS).order_by("-total", "-last", "words")]


def missed_addresses() -> list[dict[str, Any]]:
    """Addresses with more than five visits and still without a redirect, as `path`, `total`, `last`."""
    sums = MissedAddress.objects.values("path").annotate(total=Sum("times"), last=Max("last_on"))
    redirected = Redirect.objects.values("old_path")
    wanted = sums.filter(total__gt=MORE_VISITS_THAN).exclude(path__in=redirected)
    return [{**row} for row in wanted.order_by("-total", "-last", "path")]
