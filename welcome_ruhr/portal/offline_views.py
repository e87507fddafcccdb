"""Pages that a reader keeps on the device: the program that serves them there, and the list of them."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .site_tree import reader_language
from .views import frame

WORKER = "portal/offline-worker.js"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: at the root, because a browser lets it serve nothing above its own address."""
    response = HttpResponse(_source(), content_type="text/javascript; charset=utf-8")
    # A browser that has it must get a mended one the same day.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def kept_pages(request: HttpRequest) -> HttpResponse:
    """The list of kept pages; it is filled on the device, for we do not know what anybody keeps."""
    context = {**frame(reader_language(), "offline/", {}), "no_index": True}
    return render(request, "portal/offline.html", context)


def _source() -> bytes:
    return Path(str(finders.find(WORKER))).read_bytes()
