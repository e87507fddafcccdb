"""Where Django's answers go into the store, and come out of it again."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from welcome_ruhr.foundation.ingredients import noting

from .changes import EVERYTHING, pending
from .pressing import press_later
from .store import Store, page_store
from .stored import Stored, encoding_for, is_known, stored

READING = ("GET", "HEAD")
LINE_BREAKS = re.compile(rb"[ \t]*\n[ \t\n]*")
KEPT_WHITESPACE = re.compile(rb"<(?:pre|textarea)\b", re.IGNORECASE)
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9/_.~-]+")
OF_THE_WAY = {"content-length", "content-encoding", "etag", "date", "connection"}
"""Headers that depend on how an answer is sent."""


class StoredPages:
    """Answers from the store; what a view marked with `response.may_be_stored = True` goes into it.

    The web server asks the store as well, before Django is asked at all. Here it is asked for servers that do not,
    and for whoever waited while another reader had the page rendered.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _concerns(request):
            return self.get_response(request)
        store = page_store()
        page = store.find(request.path)
        if page is not None:
            return _answer(page, request)
        with store.rendering(request.path):
            # Somebody else may have rendered it while this request waited.
            page = store.find(request.path)
            return _answer(page, request) if page else self._rendered(request, store)

    def _rendered(self, request: HttpRequest, store: Store) -> HttpResponseBase:
        # Before anything is read: a change that comes while the page is rendered makes it look old at once.
        epoch, before = store.counters.epoch, store.counters.copy()
        with noting() as made:
            response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not _may_be_stored(request, response):
            return response
        page = stored(
            squeezed(response.content),
            _headers(response),
            needs=store.counters.needs({*made.names, EVERYTHING}, before),
            birth=store.counters.birth,
            until=made.until,
        )
        page.epoch = epoch
        store.keep(request.path, page)
        press_later(store, request.path, page)
        return _answer(page, request)


def squeezed(html: bytes) -> bytes:
    """Return a page without the indentation of its templates, which no reader sees."""
    return html if KEPT_WHITESPACE.search(html) else LINE_BREAKS.sub(b"\n", html).replace(b"\n>", b">")


def _concerns(request: HttpRequest) -> bool:
    if not settings.PAGE_STORE or request.method not in READING or request.META.get("QUERY_STRING"):
        return False
    if request.path.startswith(settings.NEVER_STORED) or not PLAIN_ADDRESS.fullmatch(request.path):
        return False
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return False
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def _may_be_stored(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        getattr(response, "may_be_stored", False)
        and request.method == "GET"
        and response.status_code == 200
        and not response.cookies
        and not getattr(getattr(request, "session", None), "accessed", False)
        # Who renders in the middle of an unfinished change sees what others do not.
        and not pending()
    )


def _headers(response: HttpResponse) -> list[tuple[str, str]]:
    """Return the headers to keep: whoever stores a page says that it is the same for every reader of its address."""
    kept = dict(response.headers)
    if "Accept-Language" in kept.pop("Vary", ""):
        kept.pop("Content-Language", None)  # the first reader's, for an address without a language
    kept |= {"Vary": "Accept-Encoding", "Cache-Control": "public, no-cache"}
    return [(name, value) for name, value in kept.items() if name.lower() not in OF_THE_WAY]


def _answer(page: Stored, request: HttpRequest) -> HttpResponse:
    if is_known(page.tag, request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
        headers = page.sent_headers("", None)
        del response.headers["Content-Type"]
    else:
        encoding = encoding_for(request.headers.get("Accept-Encoding", ""))
        body = page.body(encoding)
        response = HttpResponse(body)
        headers = page.sent_headers(encoding, len(body))
    for name, value in headers:
        response.headers[name] = value
    return response
