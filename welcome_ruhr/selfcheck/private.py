"""Pages whose address says something about the reader: nobody keeps it, nobody passes it on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def private_address(view: View) -> View:
    """Answer so that no cache, search engine or next page learns the address; only GET and HEAD carry answers."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.META.get("QUERY_STRING"):
            response["Cache-Control"] = "no-store"
            response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answered
