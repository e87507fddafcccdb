"""The search page: what was found, in groups, and what it can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.foundation.fields import text_in
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.foundation.languages import own_name
from welcome_ruhr.portal.models import HomePage
from welcome_ruhr.portal.site_tree import site_tree
from welcome_ruhr.search import queries as search
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from .doors import tasks_of
from .entries import Entry
from .towns import towns

KINDS: dict[str, str | Promise] = {
    "journey": _("Step by step"),
    "news": _("News"),
    "event": _("Event"),
    "town": _("Town"),
    "office": _("Office"),
    "institution": _("University or institute"),
    "file": _("Download"),
    "check": _("Find out"),
    "audience": _("For you"),
    "phase": _("Overview"),
    "topic": _("Topic"),
}
"""What a result is, where it is not simply a page to read."""
GROUPS: dict[str, str | Promise] = {
    "pages": _("Information"),
    "places": _("Towns and offices"),
    "files": _("Downloads"),
}
GROUP_OF = {"town": "places", "office": "places", "institution": "places", "file": "files"}
NARROWING = ("topic", "audience", "phase", "place")
"""What results can be narrowed to; each is a part of the address, such as `?topic=work`."""
GERMAN_NAMES = ("town", "office", "institution")


@dataclass(frozen=True)
class ShownResult:
    """A result as its component takes it."""

    title: str
    href: str
    excerpt: str
    kind: str | Promise
    meta: str
    lang: str
    """of title and excerpt, where it is not the reader's"""
    title_lang: str
    found_as: str
    """the other words that led to it"""


@dataclass(frozen=True)
class SearchPage:
    """What the search page shows for a question."""

    groups: list[dict[str, Any]]
    """heading and results; the group of the best result first"""
    total: int
    typed: str
    meant: str
    """what was searched in place of what was typed; empty where nothing was corrected"""
    has_more: bool

    @property
    def is_grouped(self) -> bool:
        return len(self.groups) > 1


def facets_of(narrowed: Mapping[str, str]) -> tuple[str, ...]:
    """Return what results must have, for choices such as {"topic": "work"}."""
    return tuple(f"{name}:{value}" for name, value in narrowed.items() if name in NARROWING and value)


def search_page(found: search.Found, language: str) -> SearchPage:
    """Return an answer of the search as the page shows it."""
    groups: dict[str, list[ShownResult]] = {}
    for result in found.results:
        groups.setdefault(GROUP_OF.get(result.kind, "pages"), []).append(_shown(result, language))
    return SearchPage(
        groups=[{"heading": GROUPS[name], "results": results} for name, results in groups.items()],
        total=len(found.results),
        typed=found.question.text,
        meant=found.meant,
        has_more=found.has_more,
    )


def _shown(result: search.Result, language: str) -> ShownResult:
    is_foreign = result.language != language
    return ShownResult(
        title=result.title,
        href=result.href,
        excerpt=result.excerpt,
        kind=KINDS.get(result.kind, ""),
        meta=own_name(result.language) if is_foreign else "",
        lang=result.language if is_foreign else "",
        title_lang="de" if result.kind in GERMAN_NAMES and language != "de" else "",
        found_as=", ".join(result.found_as),
    )


def suggestions(text: str, language: str) -> list[dict[str, str]]:
    """Return what may be opened at once while somebody types: title, address, kind, language."""
    return [
        {
            "title": result.plain_title,
            "href": result.href,
            "kind": str(KINDS.get(result.kind, "")),
            "lang": "de" if result.kind in GERMAN_NAMES else result.language,
        }
        for result in search.suggest(text, language)
    ]


def narrowing(language: str, narrowed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the choices by which results are narrowed, as form fields take them."""
    return [{**field, "value": narrowed.get(field["name"], "")} for field in _kept_choices(language)()]


@cache
def _kept_choices(language: str) -> Kept[list[dict[str, Any]]]:
    return Kept(partial(_choices, language))


def _choices(language: str) -> list[dict[str, Any]]:
    made_of("terms", "directory")
    fields: list[dict[str, Any]] = []
    for name, label, model in (
        ("topic", _("Topic"), Topic),
        ("audience", _("For whom"), Audience),
        ("phase", _("When"), Phase),
    ):
        terms = [(term.key, text_in(term.names, language)) for term in model.objects.order_by("position", "key")]
        fields.append({"name": name, "label": label, "choices": terms})
    places = [(town["href"].rstrip("/").rpartition("/")[2], town["name"]) for town in towns(language)]
    return [*fields, {"name": "place", "label": _("Place"), "choices": places}]


def top_tasks(language: str) -> list[Entry]:
    """Return what the editors put first on the home page: what the search offers before anything was typed."""
    node = site_tree().home(language)
    home = HomePage.objects.filter(pk=node.pk).first() if node else None
    return tasks_of(home, language) if home else []
