"""Who is responsible, as the finder answers it; and which place somebody means."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from welcome_ruhr.design import tokens
from welcome_ruhr.directory.models import ResponsibilityRule
from welcome_ruhr.directory.queries import Answer, PlaceFound, answer, find_places
from welcome_ruhr.facts.queries import legal_bases
from welcome_ruhr.foundation.fields import text_and_language_in
from welcome_ruhr.portal.queries import absolute
from welcome_ruhr.selfcheck.finder.asking import CHOICES, Asked, asked
from welcome_ruhr.selfcheck.finder.next_page import next_page
from welcome_ruhr.selfcheck.links import page_links

from .asking import Asking, Refused
from .offices import municipality_in_short, office_record

UNVERIFIED = "unverified"
"""Certainty of an answer that names no office, but only where to ask."""


def places(asking: Asking) -> dict[str, Any]:
    found = find_places(asking.text("q"))
    return {"places": [place_record(place, asking.language) for place in found]}


def place_record(place: PlaceFound, language: str) -> dict[str, Any]:
    return {
        "name": place.name,
        "is_part": place.is_part,
        "is_exact": place.is_sure,
        "municipality": municipality_in_short(place.town, language),
    }


def responsibility(asking: Asking) -> dict[str, Any]:
    """Answer a case; raises Refused where the place is not clear or something is missing that the answer rests on."""
    typed = asking.text("place")
    given = {name: asking.choice(name, choices.values) for name, choices in CHOICES.items()}
    said = asked({"place": typed, **given})
    if said.town is None:
        raise _unclear(said, asking.language)
    if said.question:
        asking.choice(said.question, CHOICES[said.question].values, required=True)
    assert said.case is not None  # noqa: S101 — a town and a matter make one; the types cannot say so
    return _record(said, answer(said.case), asking.language)


def _unclear(said: Asked, language: str) -> Refused:
    words = {"typed": said.typed}
    if not said.choices:
        sentence = _("“%(typed)s” is no place in the 53 municipalities of the Ruhr. Give a town or a postcode.") % words
    elif said.choices[0].is_sure:
        sentence = _("“%(typed)s” is in several municipalities. Give the “slug” of one of the choices.") % words
    else:
        sentence = _("We do not know “%(typed)s” exactly. Give the “slug” of one of the choices.") % words
    choices = [place_record(place, language) for place in said.choices]
    return Refused(sentence, parameter="place", choices=choices)


def _record(said: Asked, found: Answer, language: str) -> dict[str, Any]:
    case, rule = found.case, found.rule
    after = next_page(found)
    pages = page_links([after], language) if after else []
    return {
        "place": said.called or case.town.name,
        "municipality": municipality_in_short(case.town, language),
        **{name: getattr(case, name) or None for name in CHOICES},
        "answer": found.kind.value,
        "certainty": (rule.certainty if rule and found.is_verified else UNVERIFIED),
        "office_ids": [office.key for office in found.offices],
        "also_office_ids": [office.key for office in found.also],
        "offices": [
            office_record(office) for office in {one.pk: one for one in [*found.offices, *found.also]}.values()
        ],
        **_texts_of(rule, language),
        "next_pages": [{"title": page.title, "page": absolute(page.href)} for page in pages],
        "ask_instead": None if found.is_verified else _ask_instead(found, language),
        "page": absolute(_finder_address(said)),
    }


def _texts_of(rule: ResponsibilityRule | None, language: str) -> dict[str, Any]:
    """Why it is so, and what the rule says besides; all empty where no rule fits."""
    keys = rule.legal_bases.split() if rule else []
    return {
        "reason": _text(rule.reasons, language) if rule else None,
        "booking": _text(rule.booking, language) if rule else None,
        "papers": _text(rule.papers, language) if rule else None,
        "legal_bases": [{"label": one.label, "url": one.url} for one in legal_bases().values() if one.key in keys],
        "source": rule.source if rule else None,
        "as_of": rule.as_of.isoformat() if rule else None,
    }


def _text(texts: dict[str, str], language: str) -> dict[str, str] | None:
    """A text in the reader's best language, its figures filled in."""
    text, own = text_and_language_in(texts, language)
    return {"text": tokens.in_text(text, own), "language": own} if text else None


def _ask_instead(found: Answer, language: str) -> dict[str, Any]:
    """Where to ask when no office is verified, and until when we look again."""
    town, waiting = found.case.town, found.unverified
    checked = waiting.next_check_on if waiting else None
    return {
        "name": town.name,
        "website": town.website or None,
        "page": municipality_in_short(town, language)["page"],
        "next_check_on": checked.isoformat() if checked else None,
    }


def _finder_address(said: Asked) -> str:
    return reverse("selfcheck:find_office") + said.address()
