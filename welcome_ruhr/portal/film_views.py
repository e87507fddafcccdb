"""Films, in the pieces a browser asks for: without them no film starts on an iPhone, and none can be wound on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from .models import Film

RANGE = re.compile(r"^bytes=(?P<first>\d*)-(?P<last>\d*)$")
PIECE = 256 * 1024


@require_safe
def film(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Serve a film or its captions, whole or in part (RFC 9110, section 14); `?download` offers to save it."""
    found = get_object_or_404(Film, pk=pk)
    file, media_type = _file_of(found, name)
    size = file.size
    part = _part(request.headers.get("Range", ""), size)
    if part is None:
        response: HttpResponseBase = FileResponse(file.open("rb"), content_type=media_type)
    elif part[0] >= size:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        first, last = part
        response = StreamingHttpResponse(_pieces(file, first, last), status=206, content_type=media_type)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Length"] = str(last - first + 1)
    way = "attachment" if "download" in request.GET else "inline"
    response["Content-Disposition"] = f'{way}; filename="{re.sub(r"[^A-Za-z0-9._-]", "_", name)}"'
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Encoding"] = "identity"  # a film is compressed; done again, its length would be lost
    return response


def _file_of(found: Film, name: str) -> tuple[Any, str]:
    if name == found.file_name:
        return found.file, found.media_type
    if found.captions and name == PurePath(str(found.captions.name)).name:
        return found.captions, "text/vtt; charset=utf-8"
    raise Http404


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


def _pieces(file: Any, first: int, last: int) -> Iterator[bytes]:
    with file.open("rb") as opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
