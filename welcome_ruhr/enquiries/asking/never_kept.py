"""Pages with a form for nobody in particular: what somebody types into them is nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def never_kept(view: View) -> View:
    """Answer so that no cache keeps it, and no other site learns where somebody was.

    The policy is not no-referrer: with it, browsers do not say any more that a form was sent from our own page (Fetch,
    “append a request Origin header”), and phones older than Safari 16.4 have no other way of saying it.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    return answered
