"""A walk as its page shows it: the next question or the outcome, and the way there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from welcome_ruhr.facts.enums import Standing
from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.facts.queries import figure_today, legal_bases
from welcome_ruhr.portal.blocks import figure_row
from welcome_ruhr.selfcheck.links import page_links

from .addresses import address_of
from .parts import Because, Outcome, Question
from .walking import Walk, longest_way
from .wording import line, running_text
from .words import CERTAINTIES


def current_value(key: str) -> Decimal | None:
    """Return a figure's value of today; None where none is verified and in force."""
    found = figure_today(key)
    return found.value.value if found and found.standing == Standing.CURRENT else None


def shown_question(walk: Walk, question: Question, language: str) -> dict[str, Any]:
    """Return the question with its answers, each with the address that says it as well."""
    here = len(walk.said)
    left = longest_way(walk.flow, (walk.target, walk.points), current_value)
    return {
        "text": line(question.texts, language),
        "help": line(question.help, language),
        "number": here + 1,
        "most": here + len(left),
        "answers": [
            {"href": walk.query(**{question.id: answer.id}), "title": line(answer.texts, language).marked}
            for answer in question.answers
        ],
    }


def shown_outcome(walk: Walk, outcome: Outcome, language: str) -> dict[str, Any]:
    certainty, advice = CERTAINTIES[outcome.certainty]
    figures = [found for key in outcome.figures if (found := figure_today(key))]
    case = {"matter": outcome.matter, "purpose": outcome.purpose}
    asked = urlencode({name: value for name, value in case.items() if value})
    return {
        "title": line(outcome.titles, language),
        "text": running_text(outcome.texts, language),
        "kind": outcome.certainty,
        "certainty": certainty,
        "advice": advice,
        "because": _reasons(walk, outcome, language),
        "figures": [figure_row(figure, language) for figure in figures],
        "pages": page_links(outcome.pages, language),
        "finder_href": f"{reverse('selfcheck:find_office')}{'?' if asked else ''}{asked}",
    }


def shown_said(walk: Walk, language: str) -> list[dict[str, Any]]:
    """Return the answers so far, each with the address at which it is asked again."""
    return [
        {
            "question": line(one.question.texts, language),
            "answer": line(one.answer.texts, language),
            "href": walk.query_until(number) or address_of(walk.flow, language),
        }
        for number, one in enumerate(walk.said)
    ]


def _reasons(walk: Walk, outcome: Outcome, language: str) -> list[dict[str, Any]]:
    """Return the reasons that rest on what was answered here: an outcome may have more, of other ways to it."""
    said = {one.question.id: one for one in walk.said}
    laws = {basis.key: basis for basis in legal_bases().values()}
    return [
        {
            "text": line(reason.texts, language),
            "question": line(said[reason.question].question.texts, language),
            "answer": line(said[reason.question].answer.texts, language),
            "law": _law(reason, laws),
        }
        for reason in outcome.because
        if reason.question in said
    ]


def _law(reason: Because, laws: dict[str, LegalBasis]) -> dict[str, str] | None:
    basis = laws.get(reason.legal)
    return {"title": basis.label, "href": basis.url} if basis else None
