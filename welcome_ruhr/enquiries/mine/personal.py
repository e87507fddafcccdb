"""Pages that know somebody by a code: nobody keeps them, and nobody learns from where somebody came."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from welcome_ruhr.portal.site_tree import reader_language
from welcome_ruhr.portal.views import frame, not_found

View = Callable[..., HttpResponseBase]

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


class SeeOther(HttpResponseRedirect):
    """After a form, the page it leads to: loaded again, it sends nothing twice (RFC 9110 § 15.4.4)."""

    status_code = 303


def personal_page(view: View) -> View:
    """Answer so that no cache, search engine or next page learns anything, also where the answer is a refusal."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _take_null_for_no_origin(request)
        response = _answer(view, request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return answered


def personal_frame(request: HttpRequest) -> dict[str, Any]:
    """What stands around such a page; the language switch leads to the first page of its kind, not further in."""
    place = request.path_info.split("/")[2]
    return {
        **frame(reader_language(), f"{place}/", {}),
        "no_index": True,
        "first_page": f"/{reader_language()}/{place}/",
    }


def refusal(request: HttpRequest, title: str, text: str, *, status: int) -> HttpResponse:
    """Say why nothing was done, and what to do."""
    context = {**personal_frame(request), "refusal_title": title, "refusal_text": text}
    return render(request, "enquiries/mine_refused.html", context, status=status)


def too_large(request: HttpRequest) -> HttpResponse:
    title = _("That was too much at once")
    text = _("Nothing was sent. Please go back: what you wrote is still there. Choose fewer or smaller files.")
    return refusal(request, title, text, status=413)


def from_elsewhere(request: HttpRequest) -> HttpResponse:
    title = _("Nothing was sent")
    text = _(
        "This did not come from a page of ours that is open now. If you wrote something, go back and copy it. "
        "Then enter your code and send it again."
    )
    return refusal(request, title, text, status=403)


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except PermissionDenied:
        return from_elsewhere(request)
    except SuspiciousOperation:  # too much text, too many fields or files: Django reads no further
        return too_large(request)
    except Http404:
        return not_found(request)


def _take_null_for_no_origin(request: HttpRequest) -> None:
    """Let “Origin: null” say as little as no word at all; the token of the page decides then.

    Under no-referrer browsers write it of our own pages too (Fetch, “append a request Origin header”), and phones
    older than Safari 16.4 say nothing else of where a form was sent from.
    """
    if request.META.get("HTTP_ORIGIN") == "null":
        del request.META["HTTP_ORIGIN"]
        request.__dict__.pop("headers", None)  # Django made them of META when they were first asked for
