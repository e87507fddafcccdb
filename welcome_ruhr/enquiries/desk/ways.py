"""From which list somebody came to an enquiry, as its address says it: ?view=mine&topic=residence.

No word of what was searched for stands there: the search is kept sealed in the session of the one who searched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from welcome_ruhr.enquiries.queries.searching import LONGEST
from welcome_ruhr.foundation import vault

SEARCH = "search"
"""stands in place of a view's name"""
CARRIED = ("view", "topic", "place", "language")
LONGEST_NAME = 60
KEPT = "enquiries_search"


def way(said: Mapping[str, str]) -> str:
    """Return what an address carries on from `request.GET`, with its question mark; "" when it says no list."""
    found = {name: said[name][:LONGEST_NAME] for name in CARRIED if said.get(name)}
    return f"?{urlencode(found)}" if "view" in found else ""


def back(said: Mapping[str, str]) -> dict[str, Any]:
    """Return where "back" leads from an enquiry, and what it is called."""
    if said.get("view") == SEARCH:
        return {"href": reverse("enquiries_desk:search"), "label": _("What was found")}
    return {"href": f"{reverse('enquiries_desk:inbox')}{way(said)}", "label": _("Inbox")}


def keep_search(request: HttpRequest, typed: str) -> None:
    """Keep what somebody looks for, so that "back" finds it again; in the database nobody can read it."""
    request.session[KEPT] = vault.seal(typed[:LONGEST]).decode()


def kept_search(request: HttpRequest) -> str:
    """Return what was looked for last; "" when that is nothing, or can no longer be read."""
    try:
        return vault.unseal(request.session.get(KEPT, "").encode())
    except vault.Unreadable:
        return ""
