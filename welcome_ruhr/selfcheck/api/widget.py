"""A form that other websites show in a frame: place and matter, answered by the finder in the window around it."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from welcome_ruhr.directory.enums import Matter
from welcome_ruhr.directory.queries import municipalities
from welcome_ruhr.selfcheck.finder.words import QUESTIONS, labels


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def find_office_widget(request: HttpRequest) -> HttpResponse:
    """The same for everybody: without a cookie, a script or the frame of the portal."""
    context = {
        "place_words": QUESTIONS["place"],
        "matter_words": QUESTIONS["matter"],
        "matters": labels(Matter),
        "places": [town.name for town in municipalities()],
    }
    response = render(request, "selfcheck/widget.html", context)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Referrer-Policy"] = "no-referrer"
    if not request.META.get("QUERY_STRING"):
        response.may_be_stored = True  # type: ignore[attr-defined]  # read by the page store
    return response
