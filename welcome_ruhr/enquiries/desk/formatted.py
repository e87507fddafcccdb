"""A stranger's HTML on a page of its own, from which nothing is loaded and in which nothing runs."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

STYLE = (
    "body{margin:1rem;font:1rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}"
    "img{max-width:100%}table{max-width:100%}"
    "blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:.2rem solid}"
)
"""The one style: a page without an origin can load no stylesheet, not even ours."""
_STYLE_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    # An origin of its own, no script, no form, no request; links open in a page of their own (CSP 3 §§ 6.1, 6.3.2).
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    ),
    "X-Content-Type-Options": "nosniff",
}
PAGE = (
    '<!doctype html><html dir="auto"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
    '<base target="_blank"><title>welcome.RUHR</title><style>{}</style></head><body>{}</body></html>'
)


def formatted_page(html: str) -> HttpResponse:
    """Return an answer that shows sanitised HTML (`incoming.formatted`); what that missed runs here neither."""
    # Sanitised before, and behind a policy under which nothing of it could run.
    body = mark_safe(html)  # noqa: S308
    return HttpResponse(format_html(PAGE, mark_safe(STYLE), body), headers=HEADERS)  # noqa: S308 — our own
