from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from csp.decorators import csp_exempt
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import condition, require_safe

from welcome_ruhr.foundation.rate_limit import RateLimitExceeded, network_of
from welcome_ruhr.portal.models import PortalPage
from welcome_ruhr.portal.site_tree import reader_language, site_tree
from welcome_ruhr.portal.views import frame

from . import making
from .ordering import TooManyWaiting, order
from .store import Place

SECONDS_TO_RELOAD = 3
MOST_RELOADS = 20


@require_safe
def pdf(request: HttpRequest, kind: str, content_id: str) -> HttpResponseBase:
    """Answer with the PDF as the page is now; where it is not there yet, have it made and show a page that waits."""
    page = making.page_for(kind, content_id, reader_language())
    if page is None:
        raise Http404
    if page.language != reader_language():
        return HttpResponseRedirect(address_of(page))
    if not making.can_be_made(page.language):
        return _message(request, page, "no_font", status=404)
    place = making.place_of(page, making.document_of(page))
    if place.refusal.exists():
        return _message(request, page, "refused", status=404)
    if not place.path.exists() and request.method == "GET":
        try:
            order(page, sender=network_of(get_adapter().get_client_ip(request)))
        except (RateLimitExceeded, TooManyWaiting):
            return _message(request, page, "too_many", status=429)
    return _file(request, page, place) if place.path.exists() else _waiting(request, page)


def address_of(page: PortalPage) -> str:
    """Return the path of the page's PDF, in the page's own language."""
    with override(page.language):
        return reverse("portal:pdf", args=[page.kind, page.content_id])


def _file(request: HttpRequest, page: PortalPage, place: Place) -> HttpResponseBase:
    @csp_exempt()  # a policy for pages; browsers show a PDF with a viewer of their own, which it can break
    @condition(etag_func=lambda _request: f'"{place.digest}"')
    def answer(_request: HttpRequest) -> HttpResponseBase:
        name = f"{page.slug}-{page.language}.pdf"
        return FileResponse(place.path.open("rb"), content_type="application/pdf", filename=name)

    response: HttpResponseBase = answer(request)
    # The same address holds other figures tomorrow: browsers ask each time whether theirs is still right.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _waiting(request: HttpRequest, page: PortalPage) -> HttpResponse:
    reloads = request.GET.get("reloads", "")
    number = int(reloads) + 1 if reloads.isdecimal() and len(reloads) < 4 else 1
    again = f"{SECONDS_TO_RELOAD}; url={request.path}?reloads={number}" if number <= MOST_RELOADS else ""
    return _message(request, page, "waiting" if again else "late", status=202, refresh=again)


def _message(request: HttpRequest, page: PortalPage, state: str, *, status: int, **more: Any) -> HttpResponse:
    node = site_tree().public_node(page.pk)
    href = f"/{node.language}/{node.place}"
    context = {
        **frame(page.language, f"pdf/{page.kind}/{page.content_id}/", {}),
        "subject": page.title,
        "state": state,
        "page_href": href,
        "print_href": f"{href}?print=yes",
        "no_index": True,
        **more,
    }
    response = render(request, "portal/pdf/message.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
