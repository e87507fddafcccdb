from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.languages import direction
from welcome_ruhr.foundation.own_pages import own_pages_only
from welcome_ruhr.foundation.rate_limit import RateLimitExceeded, network_of

from . import actions, queries
from .forms import FeedbackForm
from .models import CityIndexPage, PortalPage
from .site_tree import reader_language, site_tree


def page(request: HttpRequest, path: str) -> HttpResponse:
    """Show a page in the reader's language; where it is missing, the version there is, with a notice."""
    language, tree = reader_language(), site_tree()
    found = queries.page_at(path, language)
    if found is None:
        raise Http404
    node, town = found
    address = tree.address(node, language) + town
    if tree.best(node, language) is not node:
        # The address names another language's version of a page that this reader's language has.
        return HttpResponsePermanentRedirect(address)
    shown = queries.read_page(node)
    if shown is None:
        raise Http404
    is_open = request.method in ("GET", "HEAD") and not node.is_private
    response = _answer(request, shown, town) if is_open else _answer_of_wagtail(request, path, shown, town)
    if is_open and request.path == address and not request.META.get("QUERY_STRING"):
        response.may_be_stored = True  # type: ignore[attr-defined]  # read by the page store
    return response


def _answer(request: HttpRequest, page: PortalPage, town: str) -> HttpResponse:
    response: HttpResponse
    if town and isinstance(page, CityIndexPage):
        response = page.municipality(request, slug=town.removesuffix("/"))
    else:
        response = page.serve(request)
    return response


def _answer_of_wagtail(request: HttpRequest, path: str, page: PortalPage, town: str) -> HttpResponse:
    """Answer with all that Wagtail checks: who may read the page, and with which methods."""
    route: RouteResult = page.route(request, [town.removesuffix("/")] if town else [])
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]  # Wagtail's own place for it
    response: HttpResponse = serve(request, path)
    return response


@own_pages_only
def feedback(request: HttpRequest) -> HttpResponse:
    """Was this page helpful: a form without a cookie that stores no more than the answer and the day."""
    language = reader_language()
    about = queries.subject_of_feedback(request.GET.get("page", ""), language)
    if about is None:
        raise Http404
    asked = {"helpful": request.GET.get("helpful", "")}
    form = FeedbackForm(request.POST) if request.method == "POST" else FeedbackForm(initial=asked)
    thanks = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_feedback(
                about=about["key"],
                language=language,
                helpful=form.cleaned_data["helpful"] == "yes",
                comment=form.cleaned_data["comment"],
                sender=network_of(get_adapter().get_client_ip(request)),
            )
            thanks = True
        except RateLimitExceeded:
            form.add_error(None, _("That was a lot of feedback in a short time. Please try again in an hour."))
    context = {
        **frame(language, "feedback/", {}),
        "about": about,
        "form": form,
        "form_action": request.get_full_path(),
        "error_items": [
            {"text": error, "href": f"#id_{name}" if name != "__all__" else ""}
            for name, errors in form.errors.items()
            for error in errors
        ],
        "thanks": thanks,
        "asks_about": {"about": about["key"]},
        "no_index": True,
    }
    return render(request, "portal/feedback.html", context, status=200 if not form.errors else 422)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Help on, with search and the main ways; in the language of the address."""
    language = get_language_from_path(request.path_info) or reader_language()
    with override(language):
        context = {
            **frame(language, "", {}),
            "words": _words_of(request.path_info),
            "no_index": True,
        }
        return render(request, "portal/not_found.html", context, status=404)


def frame(language: str, place: str, query: dict[str, str]) -> dict[str, Any]:
    """What a page without an entry in the tree needs around it."""
    asked = f"?{urlencode(query)}" if query else ""
    places = {code: (f"/{code}/{place}{asked}", True) for code, _label in settings.LANGUAGES}
    return {
        "reader_language": language,
        "content_language": language,
        "content_direction": direction(language),
        "languages": queries.language_switch(places, language),
        "breadcrumbs": [],
        **queries.navigation(language),
    }


def _words_of(path: str) -> str:
    """Guess from an unknown address what was looked for: "/de/blaue-karte/" → "blaue karte"."""
    last = [part for part in path.split("/") if part][-1:]
    return " ".join(last).replace("-", " ").replace("_", " ")[:80]


def _stored(text: str, content_type: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    response.may_be_stored = True  # type: ignore[attr-defined]  # read by the page store
    return response


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return _stored(queries.sitemap_index(), "application/xml")


@require_safe
def sitemap_file(request: HttpRequest, language: str, number: str) -> HttpResponse:
    text = queries.sitemap_file(language, int(number))
    if text is None:
        raise Http404
    return _stored(text, "application/xml")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """News and events of one language (Atom)."""
    return _stored(queries.feed(reader_language(), request.path), "application/atom+xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/admin/", "/account/", "/workspace/", "/gallery/")),
        *(f"Disallow: /{code}/{part}/" for code, _label in settings.LANGUAGES for part in ("search", "pdf", "offline")),
        "",
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
        "",
    ]
    return _stored("\n".join(lines), "text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; only where the carrier has entered an address to write to."""
    address = settings.IMPRINT["email"]
    if not address:
        raise Http404
    expires = (clock.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    lines = [f"Contact: mailto:{address}", f"Expires: {expires}", "Preferred-Languages: de, en", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
