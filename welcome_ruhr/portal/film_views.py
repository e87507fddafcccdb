"""Films with their captions; that they come in the pieces a browser asks for is `foundation.pieces`' doing."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from .models import Film


@require_safe
def film(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """Serve a film or its captions; `?download` offers to save it."""
    found = get_object_or_404(Film, pk=pk)
    file, media_type = _file_of(found, name)
    response = FileResponse(file.open("rb"), content_type=media_type)
    way = "attachment" if "download" in request.GET else "inline"
    response["Content-Disposition"] = f'{way}; filename="{re.sub(r"[^A-Za-z0-9._-]", "_", name)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file_of(found: Film, name: str) -> tuple[Any, str]:
    if name == found.file_name:
        return found.file, found.media_type
    if found.captions and name == PurePath(str(found.captions.name)).name:
        return found.captions, "text/vtt; charset=utf-8"
    raise Http404
