"""Giving a stranger's file to somebody, and refusing what is too large before it is read."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpRequest

HEADERS = {
    # Even where a browser opens it: an origin of its own, and nothing is loaded or run (CSP 3 § 6.2.2).
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


def download(data: bytes, *, name: str, content_type: str) -> FileResponse:
    """Return an answer that browsers save and never open inside the portal (RFC 6266).

    `name` and `content_type` are those that `inspect` returned.
    """
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=content_type, headers=HEADERS)


def too_large_request(request: HttpRequest, most_bytes: int) -> bool:
    """Whether the request says that its body has more bytes; asked before anything touches request.POST or FILES.

    Django reads no further than the length that a request says, and our own server replaces it by the real one
    (`delivery.front.bridge`). For a view without a CSRF token (`own_pages_only`): with one, POST is read before.
    """
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes
    except ValueError:
        return False
