"""Where a request shows what readers did not find: told apart from programs, then counted."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .actions import counting

PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|scan|monitor|preview|headless|fetch|curl|wget|python|java/|go-http|libwww|link.?check",
    re.IGNORECASE,
)


def is_reader(request: HttpRequest) -> bool:
    """Whether a browser shows this page to a person, as far as it says so itself."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    destination = request.headers.get("Sec-Fetch-Dest", "document")
    return bool(
        request.method == "GET" and not is_program(request) and "prefetch" not in purpose and destination == "document"
    )


def is_program(request: HttpRequest) -> bool:
    """Whether something other than a browser asks, as far as it says so itself; what says nothing is one."""
    agent = request.headers.get("User-Agent", "")
    return not agent or bool(PROGRAMS.search(agent))


def note_search(request: HttpRequest, text: str, language: str, *, found: bool) -> None:
    """Count a search, if a reader made it, and whether it found anything."""
    if is_reader(request):
        counting.count_search(text=text, language=language, found=found)


def note_typed_search(request: HttpRequest, text: str, language: str, *, found: bool) -> None:
    """Count a search whose results a page showed while it was typed."""
    if not is_program(request):
        counting.count_search(text=text, language=language, found=found)


def note_followed_search(request: HttpRequest, text: str, language: str) -> None:
    """Count that a result of a search was opened."""
    if not is_program(request):
        counting.count_followed_search(text=text, language=language)


class MissedAddresses:
    """Counts what ends in "not found", after redirects and languages had their say; the query string is left out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 404 and is_reader(request):
            counting.count_missed_address(path=request.path_info)
        return response
