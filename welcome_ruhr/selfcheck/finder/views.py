"""Which office is responsible for me? One question a page, the answers in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from welcome_ruhr.directory.enums import AnswerKind
from welcome_ruhr.directory.queries import Answer, answer, municipalities
from welcome_ruhr.portal.queries import cities_address
from welcome_ruhr.portal.site_tree import reader_language
from welcome_ruhr.portal.views import frame
from welcome_ruhr.selfcheck.links import page_links
from welcome_ruhr.selfcheck.private import private_address

from .asking import CHOICES, Asked, asked
from .words import QUESTIONS, labels

VISA_PAGE = "article:apply-for-visa"
"""Names the missions' own pages, with the day they were read."""


@require_safe
@private_address
def find_office(request: HttpRequest) -> HttpResponse:
    language = reader_language()
    said = asked(request.GET)
    question = said.question
    context = {
        **frame(language, "find-office/", request.GET.dict()),
        "asked": said,
        "question": question,
        "words": QUESTIONS.get(question),
        "answers": _answers(said, question),
        "said": _said(said),
        "places": [town.name for town in municipalities()] if question == "place" else [],
        "no_index": bool(request.GET),
        # Not what was said of oneself: the place alone says where to look.
        "asks_about": {"about": "finder", "place": said.town.slug if said.town else ""},
    }
    if not question and said.case:
        context |= _answered(answer(said.case), language)
    return render(request, "selfcheck/find_office.html", context)


def _answers(said: Asked, question: str) -> list[dict[str, str]]:
    choices = CHOICES.get(question)
    return [{"href": said.address(**{question: value}), "title": label} for value, label in labels(choices)]


def _said(said: Asked) -> list[dict[str, str]]:
    """What was said so far, each with the way to say it anew: all that was said after it is asked again."""
    found = []
    if said.town:
        found.append({"text": said.called or said.town.name, "href": said.address(place="")})
    for name, choices in CHOICES.items():
        if name in said.given:
            found.append({"text": str(choices(said.given[name]).label), "href": said.address(**{name: ""})})
    return found


def _answered(found: Answer, language: str) -> dict[str, Any]:
    rule, town = found.rule, found.case.town
    return {
        "town": town,
        "town_href": f"{cities_address(language)}{town.slug}/",
        "town_site": urlsplit(town.website).hostname or town.website,
        "found": found,
        "is_not_needed": found.kind == AnswerKind.NOT_NEEDED,
        "is_abroad": found.kind == AnswerKind.MISSION_ABROAD,
        "next_pages": page_links([rule.next_page], language) if rule and rule.next_page else [],
        "visa_pages": page_links([VISA_PAGE], language),
        "plan_href": _plan_of(found),
    }


def _plan_of(found: Answer) -> str:
    """Return the address of the reader's plan where a journey comes next; it says what was said here."""
    kind, _colon, journey = (found.rule.next_page if found.rule else "").partition(":")
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
