"""Files in the pieces a browser asks for (RFC 9110, section 14): to wind a film on, to go on with a download."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

RANGE = re.compile(r"^bytes=(?P<first>\d*)-(?P<last>\d*)$")


class Pieces:
    """Middleware: every file that a view answers with can be had in pieces."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        file = response.file_to_stream if isinstance(response, FileResponse) else None
        size = int(response.headers.get("Content-Length", 0))
        if file is None or not hasattr(file, "seek") or response.status_code != 200 or not size:
            return response
        response.headers["Accept-Ranges"] = "bytes"
        part = _part(request.headers.get("Range", ""), size)
        if request.method != "GET" or part is None or not _is_same(request, response):
            return response
        if part[0] >= size:
            file.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _piece(response, file, *part, size)


class Piece:
    """A file of which only the bytes from `first` to `last` are read."""

    def __init__(self, file: IO[bytes], first: int, last: int) -> None:
        self._file = file
        self._left = last - first + 1
        file.seek(first)

    def read(self, length: int = -1) -> bytes:
        wanted = self._left if length < 0 else min(length, self._left)
        content = self._file.read(wanted)
        self._left -= len(content)
        return content

    def close(self) -> None:
        self._file.close()


def _part(header: str, size: int) -> tuple[int, int] | None:
    """Return first and last byte; None for the whole, also where the header asks for what we do not offer."""
    match = RANGE.match(header)
    if not match or not (match["first"] or match["last"]):
        return None
    if not match["first"]:
        return max(0, size - int(match["last"])), size - 1
    first = int(match["first"])
    last = min(int(match["last"]), size - 1) if match["last"] else size - 1
    return (first, last) if first <= last or first >= size else None


def _is_same(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the file is still the one of which the reader has a part (If-Range)."""
    had = request.headers.get("If-Range", "")
    return not had or had in {response.headers.get("ETag"), response.headers.get("Last-Modified")}


def _piece(response: Any, file: IO[bytes], first: int, last: int, size: int) -> HttpResponseBase:
    headers = dict(response.headers)
    response.streaming_content = Piece(file, first, last)
    # Django guesses them anew for the new file.
    for name, value in headers.items():
        response.headers[name] = value
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return response
