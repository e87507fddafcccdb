"""Self-checks: one question a page, the answers in the address, a cautious outcome with its reasons."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcome_ruhr.foundation.languages import name_of
from welcome_ruhr.portal.queries import absolute, language_switch
from welcome_ruhr.portal.site_tree import reader_language
from welcome_ruhr.portal.templatetags.portal import day
from welcome_ruhr.portal.views import frame
from welcome_ruhr.selfcheck.private import private_address

from .addresses import address_of, alternates, flow_at, place_of, slug_in
from .parts import Flow
from .reading import flow_files
from .showing import current_value, shown_outcome, shown_question, shown_said
from .walking import Walk, walk
from .wording import line, plain


@require_safe
@private_address
def checks(request: HttpRequest) -> HttpResponse:
    """All self-checks there are."""
    language = reader_language()
    items = [_teaser(flow, language) for flow in flow_files().flows.values()]
    return render(request, "selfcheck/checks.html", {**_frame(request, None, language), "items": items})


@require_safe
@private_address
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """One self-check: the first question that is not answered yet, or the outcome."""
    language, flow = reader_language(), flow_at(slug)
    if flow is None:
        raise Http404
    if slug != slug_in(flow, language):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address_of(flow, language)}{'?' if query else ''}{query}")
    way = walk(flow, request.GET.dict(), current_value)
    context = {**_frame(request, flow, language), **_flow(flow, language), **_way(way, language)}
    return render(request, "selfcheck/check.html", context)


def _way(way: Walk, language: str) -> dict[str, Any]:
    question, outcome = way.question, way.outcome
    texts = question.texts if question else outcome.titles if outcome else way.flow.titles
    return {
        "is_first": not way.said and not way.is_outdated,
        "is_outdated": way.is_outdated,
        "said": shown_said(way, language),
        "question": shown_question(way, question, language) if question else None,
        "outcome": shown_outcome(way, outcome, language) if outcome else None,
        "window_title": plain(texts, language) if way.said else "",
        "own_query": way.query() or address_of(way.flow, language),
        "print_query": way.query(print="yes"),
    }


def _flow(flow: Flow, language: str) -> dict[str, Any]:
    title = line(flow.titles, language)
    return {
        "flow": flow,
        "flow_title": title,
        "flow_title_plain": plain(flow.titles, language),
        "summary": line(flow.summaries, language),
        "summary_plain": plain(flow.summaries, language),
        "intro": line(flow.intros, language),
        "written_in": name_of(title.lang) if title.lang else "",
        "start_href": address_of(flow, language),
        "checked_on": day(flow.checked_on),
        "next_check_on": day(flow.next_check_on),
    }


def _frame(request: HttpRequest, flow: Flow | None, language: str) -> dict[str, Any]:
    """What stands around the page; the same answers in each language, which may have another address."""
    query = request.META.get("QUERY_STRING", "")
    asked = f"?{query}" if query else ""
    places = {
        code: (f"{address_of(flow, code)}{asked}", flow is None or code in flow.titles)
        for code, _name in settings.LANGUAGES
    }
    here = (
        {"title": line(flow.titles, language).marked, "href": ""} if flow else {"title": _("Self-checks"), "href": ""}
    )
    above = [{"title": _("Self-checks"), "href": address_of(None, language)}] if flow else []
    return {
        **frame(language, place_of(flow, language), {}),
        "languages": language_switch(places, language),
        "breadcrumbs": [{"title": _("Home"), "href": f"/{language}/"}, *above, here],
        "canonical": absolute(address_of(flow, language)),
        "alternates": [] if query else alternates(flow),
        "no_index": bool(query),
        "asks_about": {"about": f"check:{flow.id}"} if flow else {},
    }


def _teaser(flow: Flow, language: str) -> dict[str, str]:
    title = line(flow.titles, language)
    return {
        "title": title.html,
        "href": address_of(flow, language),
        "summary": line(flow.summaries, language).html,
        "lang": title.lang,
    }
