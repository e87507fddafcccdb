"""Which office is responsible for me? One question a page, the answers in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from welcome_ruhr.directory.enums import AnswerKind
from welcome_ruhr.directory.queries import Answer, answer, municipalities, offered
from welcome_ruhr.portal.queries import cities_address
from welcome_ruhr.portal.site_tree import reader_language
from welcome_ruhr.portal.views import frame
from welcome_ruhr.selfcheck.links import page_links
from welcome_ruhr.selfcheck.private import private_address

from .asking import CHOICES, Asked, asked
from .next_page import next_page
from .words import QUESTIONS, answer_label, headline, labels, unknown_place

VISA_PAGE = "article:apply-for-visa"
"""Names the missions' own pages, with the day they were read."""
ELSEWHERE_PAGE = "article:federal-hotline"
"""Helps people in all of Germany."""


@require_safe
@private_address
def find_office(request: HttpRequest) -> HttpResponse:
    language = reader_language()
    said = asked(request.GET)
    question = said.question
    words = QUESTIONS.get(question)
    context = {
        **frame(language, "find-office/", request.GET.dict()),
        "asked": said,
        "question": question,
        "words": words,
        # The first page is called as the whole finder is.
        "window_title": words[0] if words and request.GET else "",
        "answers": _answers(said, question),
        "said": _said(said),
        "places": [town.name for town in municipalities()] if question == "place" else [],
        "no_index": bool(request.GET),
        # Not what was said of oneself: the place alone says where to look.
        "asks_about": {"about": "finder", "place": said.town.slug if said.town else ""},
    }
    if not question and said.case:
        context |= _answered(answer(said.case), said, language)
    elif said.is_unknown:
        context |= {"unknown": unknown_place(said), "elsewhere": page_links([ELSEWHERE_PAGE], language)}
    return render(request, "selfcheck/find_office.html", context)


def _answers(said: Asked, question: str) -> list[dict[str, str]]:
    return [{"href": said.address(**{question: value}), "title": label} for value, label in _choices(said, question)]


def _choices(said: Asked, question: str) -> list[tuple[str, str]]:
    case = said.case
    if case is None or question == "matter":
        return labels(CHOICES.get(question))
    values = offered(case, question) if question else ()
    return [(value, answer_label(question, value, case.matter)) for value in values]


def _said(said: Asked) -> list[dict[str, str]]:
    """What was said so far, each with the way to say it anew: all that was said after it is asked again."""
    found = []
    if said.town:
        found.append({"text": said.called or said.town.name, "href": said.address(place="")})
    for name in CHOICES:
        if name in said.given:
            label = answer_label(name, said.given[name], said.given.get("matter", ""))
            found.append({"text": label, "href": said.address(**{name: ""})})
    return found


def _answered(found: Answer, said: Asked, language: str) -> dict[str, Any]:
    town, after = found.case.town, next_page(found)
    heading = headline(found)
    return {
        "headline": heading,
        "window_title": f"{heading} · {said.called or town.name}",
        "town": town,
        "town_href": f"{cities_address(language)}{town.slug}/",
        "town_site": urlsplit(town.website).hostname or town.website,
        "found": found,
        "is_abroad": found.kind == AnswerKind.MISSION_ABROAD,
        "next_pages": page_links([after], language) if after else [],
        "visa_pages": page_links([VISA_PAGE], language),
        "plan_href": _plan_of(found),
    }


def _plan_of(found: Answer) -> str:
    """Return the address of the reader's plan where a journey comes next; it says what was said here."""
    kind, _colon, journey = next_page(found).partition(":")
    if kind != "journey":
        return ""
    case = found.case
    said = {
        "journey": journey,
        "place": case.town.slug,
        "nationality": case.nationality,
        "purpose": case.purpose,
        "stage": case.stage,
    }
    return f"{reverse('selfcheck:plan')}?{urlencode({name: value for name, value in said.items() if value})}"
