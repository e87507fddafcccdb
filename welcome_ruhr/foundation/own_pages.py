"""Anonymous forms on stored pages: they carry no token, so the browser's word on where they were sent from counts."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def own_pages_only(view: View) -> View:
    """Take the place of the CSRF token for a form that knows nobody: what another site sends is refused (403).

    Only for views that neither read nor change anything about the person who is signed in. Browsers say where a
    request comes from in Sec-Fetch-Site (W3C Fetch Metadata), older ones in Origin (RFC 6454 § 7). One that says
    neither is taken: without a cookie there is nothing that another site could misuse.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in SAFE and not from_own_pages(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    exempt: View = csrf_exempt(guarded)
    exempt.own_pages_only = True  # type: ignore[attr-defined]  # a rule test looks for it; types cannot say so
    return exempt


def from_own_pages(request: HttpRequest) -> bool:
    """Whether the browser says that the request was sent from this portal."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
