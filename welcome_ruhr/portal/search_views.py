"""The search: its page, the part of it that changes while somebody types, and suggestions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from welcome_ruhr.foundation.own_pages import own_pages_only
from welcome_ruhr.search.queries import cleaned, find

from . import queries
from .desk import noting
from .site_tree import reader_language
from .views import frame

MOST_RESULTS, MORE_RESULTS = 10, 30


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found; works without a script, with which the results change while somebody types."""
    language, words = reader_language(), cleaned(request.GET.get("q", ""))
    narrowed = _narrowed(request)
    kept = {name: value for name, value in {"q": words, **narrowed}.items() if value}
    context = {**frame(language, "search/", kept), **_found(request), "no_index": True}
    if words:
        noting.note_search(request, words, language, found=bool(context["found"].total))
    else:
        context["tasks"] = queries.top_tasks(language)
    return render(request, "portal/search.html", context)


@require_safe
@cache_control(private=True, max_age=60)
def search_results(request: HttpRequest) -> HttpResponse:
    """The results alone, for a page that asks while somebody types."""
    language = reader_language()
    context = {**queries.navigation(language), **_found(request, is_typing=True)}
    if not context["words"]:
        context["tasks"] = queries.top_tasks(language)
    return render(request, "portal/pieces/search_results.html", context)


def _found(request: HttpRequest, *, is_typing: bool = False) -> dict[str, Any]:
    language, words = reader_language(), cleaned(request.GET.get("q", ""))
    narrowed, as_typed = _narrowed(request), request.GET.get("exact") == "yes"
    most = MORE_RESULTS if request.GET.get("more") == "yes" else MOST_RESULTS
    facets = queries.facets_of(narrowed)
    found = find(words, language, facets=facets, as_typed=as_typed, is_typing=is_typing, most=most) if words else None
    return {
        "reader_language": language,
        "words": words,
        "found": queries.search_page(found, language) if found else None,
        "fields": queries.narrowing(language, narrowed),
        "is_narrowed": any(narrowed.values()),
        "exact_href": f"?{urlencode({'q': words, **narrowed, 'exact': 'yes'})}",
        "more_href": f"?{urlencode({'q': words, **narrowed, **({'exact': 'yes'} if as_typed else {}), 'more': 'yes'})}",
        "unnarrowed_href": f"?{urlencode({'q': words})}",
    }


def _narrowed(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name][:60] for name in queries.NARROWING if request.GET.get(name)}


@require_safe
@cache_control(private=True, max_age=60)
def suggestions(request: HttpRequest) -> JsonResponse:
    """What may be opened at once, for a search field in which somebody types."""
    found = queries.suggestions(cleaned(request.GET.get("q", "")), reader_language())
    said = ngettext("%(number)s suggestion", "%(number)s suggestions", len(found)) % {"number": len(found)}
    return JsonResponse({"items": found, "said": said if found else ""})


@require_POST
@own_pages_only
def search_asked(request: HttpRequest) -> HttpResponse:
    """Somebody typed on a page that shows results meanwhile, and stopped: that is a search, too."""
    language, words = reader_language(), cleaned(request.POST.get("q", ""))
    if words:
        found = find(words, language, most=1, is_brief=True)
        noting.note_typed_search(request, words, language, found=bool(found.results))
    return HttpResponse(status=204)


@require_POST
@own_pages_only
def search_followed(request: HttpRequest) -> HttpResponse:
    """A result was opened: the page says so while it is left, and nothing is kept but the words and the month."""
    words = cleaned(request.POST.get("q", ""))
    if words:
        noting.note_followed_search(request, words, reader_language())
    return HttpResponse(status=204)
