"""Answers over HTTP: open to every website, kept for five minutes unless the address says something about a person."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from welcome_ruhr.foundation import clock
from welcome_ruhr.selfcheck.private import private_address

from .asking import Refused, not_found
from .endpoints import Endpoint
from .writing import CSV, JSON, PROBLEM, VCARD, as_json, written

OWN_ADDRESSES = "welcome_ruhr.selfcheck.api.urls"
METHODS = "GET, HEAD, OPTIONS"
KEPT, NEVER_KEPT = "public, max-age=300", "no-store"
FOR_EVERY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex",
}
FILES = {CSV: "text/csv; charset=utf-8; header=present", VCARD: "text/vcard; charset=utf-8"}


def view_of(endpoint: Endpoint) -> Callable[..., HttpResponseBase]:
    """Return the view of an endpoint."""

    def endpoint_view(request: HttpRequest, **path: str) -> HttpResponse:
        return _opened(request, _answer(endpoint, request, path))

    return private_address(endpoint_view) if endpoint.says_of_reader else endpoint_view


def unknown_address(request: HttpRequest) -> HttpResponse:
    """Say where the addresses are described, to whoever guesses one."""
    problem = not_found(_("There is nothing at this address. All addresses are described in /api/v1/openapi.json."))
    return _opened(request, _refusal(problem))


def _answer(endpoint: Endpoint, request: HttpRequest, path: dict[str, str]) -> HttpResponse:
    if request.method == "OPTIONS":
        return _options()
    if request.method not in ("GET", "HEAD"):
        response = _refusal(Refused(_("This API can only be read: use GET."), status=405))
        response["Allow"] = METHODS
        return response
    try:
        data, language = endpoint.reply(request.GET.dict(), **path)
    except Refused as refused:
        return _refusal(refused)
    return _found(endpoint, request, data, language)


def _found(endpoint: Endpoint, request: HttpRequest, data: dict[str, Any], language: str) -> HttpResponse:
    body = written(data, endpoint.media_type, endpoint.licences, clock.now())
    response = HttpResponse(body, content_type=FILES.get(endpoint.media_type, JSON))
    if endpoint.media_type in FILES:
        name = request.path.rpartition("/")[2]
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        response["Content-Language"] = language
    if endpoint.says_of_reader:  # `private_address` sees to it
        return response
    response["Cache-Control"] = KEPT
    tag = _tag(endpoint, data, language)
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response) or response


def _tag(endpoint: Endpoint, data: dict[str, Any], language: str) -> str:
    """A weak tag: the same data, whenever they were written."""
    said = json.dumps([data, [one.as_json() for one in endpoint.licences], language])
    return f'W/"{blake2b(said.encode(), digest_size=10).hexdigest()}"'


def _options() -> HttpResponse:
    """What a browser asks before it sends a header of its own for another site (CORS), and who asks what is allowed."""
    return HttpResponse(
        status=204,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "If-None-Match",
            "Access-Control-Max-Age": "86400",
        },
    )


def _refusal(refused: Refused) -> HttpResponse:
    return HttpResponse(
        as_json(refused.as_json()),
        status=refused.status,
        content_type=PROBLEM,
        headers={"Cache-Control": NEVER_KEPT},
    )


def _opened(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    for name, value in FOR_EVERY_SITE.items():
        response[name] = value
    if response.status_code == 404:
        # Else Django looks for the same address below a language, where any address may be a page, and leads there.
        request.urlconf = OWN_ADDRESSES
    return response
