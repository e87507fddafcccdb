"""Texts of rules for the reader, and addresses of what can be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from welcome_ruhr.design import tokens
from welcome_ruhr.directory.queries import PlaceFound
from welcome_ruhr.foundation.fields import text_and_language_in
from welcome_ruhr.portal.site_tree import reader_language
from welcome_ruhr.selfcheck.finder.asking import Asked
from welcome_ruhr.selfcheck.plan.asking import PlanAsked

register = template.Library()


@register.simple_tag
def place_choices(asked: Asked | PlanAsked, places: Iterable[PlaceFound]) -> list[tuple[PlaceFound, str]]:
    """Places with the address that says which one is meant."""
    return [(place, asked.address(place=place.town.slug)) for place in places]


@register.simple_tag
def rule_text(texts: Mapping[str, str]) -> dict[str, Any]:
    """A text in the reader's language, its figures filled in; `lang` where it is another one."""
    text, language = text_and_language_in(texts, reader_language())
    return {"html": tokens.as_safe_html(text, language), "lang": _other(language)}


@register.simple_tag
def rule_lines(texts: Mapping[str, str]) -> dict[str, Any]:
    text, language = text_and_language_in(texts, reader_language())
    return {"lines": [tokens.as_safe_html(line, language) for line in text.splitlines()], "lang": _other(language)}


def _other(language: str) -> str:
    return language if language != reader_language() else ""
