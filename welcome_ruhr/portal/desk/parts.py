"""The parts of the desk in the order in which they stand there: what misleads readers now comes first."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARTS: dict[str, str | Promise] = {
    "refused": _("Not published in time"),
    "expired": _("Expired figures"),
    "expiring": _("Figures that expire within 60 days"),
    "unverified": _("Figures not verified"),
    "laws": _("Legal bases that have changed"),
    "behind": _("Figures changed since the last check"),
    "due": _("Pages to check again"),
    "feedback": _("What readers report"),
    "translations": _("Translations that are behind"),
    "links": _("Broken links"),
    "dead_ends": _("Links to pages that are not public"),
    "searches": _("Searches without a hit"),
    "addresses": _("Addresses not found"),
    "offices": _("Offices to check"),
}
