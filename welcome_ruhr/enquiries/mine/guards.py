"""Who may act on an enquiry: somebody who entered its code, with a form that stood on its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from welcome_ruhr.enquiries.errors import Refused
from welcome_ruhr.foundation import uploads
from welcome_ruhr.foundation.own_pages import own_pages_only

from . import visits
from .forms import LARGEST_REQUEST
from .pages import code_again, my_page, to_page
from .personal import View, from_elsewhere, personal_page, too_large
from .visits import Visit

Act = Callable[..., HttpResponseBase]


def with_visit(act: Act) -> View:
    """Call `act(request, visit, …)`, or ask for the code; a form of another site or of another enquiry does nothing."""

    @personal_page
    @own_pages_only
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(act)
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if uploads.too_large_request(request, LARGEST_REQUEST):
            return too_large(request)
        visit = visits.current(request)
        if visit is None:
            return code_again(request)
        if request.method == "POST" and not visit.owns(request.POST.get("visit", "")):
            return from_elsewhere(request)
        return _acted(act, request, visit, **kwargs)

    return view


def form_only(act: Act) -> Act:
    """Lead whoever opens the address of a form to the page that it stands on."""

    @wraps(act)
    def sent(request: HttpRequest, visit: Visit, **kwargs: Any) -> HttpResponseBase:
        return act(request, visit, **kwargs) if request.method == "POST" else to_page()

    return sent


def _acted(act: Act, request: HttpRequest, visit: Visit, **kwargs: Any) -> HttpResponseBase:
    try:
        response = act(request, visit, **kwargs)
    except Refused:
        return _overtaken(request)
    if visits.COOKIE not in response.cookies:
        visits.keep(response, visit.enquiry)
    return response


def _overtaken(request: HttpRequest) -> HttpResponse:
    """Show how things stand now: somebody at the desk was quicker, or the same form was sent twice."""
    visit = visits.current(request)
    if visit is None:
        return code_again(request)
    notice = _("This was settled in the meantime. Here you see how it stands now.")
    return my_page(request, visit, notice=notice, status=409)
