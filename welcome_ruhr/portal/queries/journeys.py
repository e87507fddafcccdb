"""Journeys, their steps, and the journeys that lead through an article; kept in memory, for they stand on articles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.design import tokens
from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.portal.models import ArticlePage, JourneyPage
from welcome_ruhr.portal.site_tree import Node, SiteTree, by_place, site_tree
from welcome_ruhr.vocabulary.models import Phase

from .entries import Entry, entry, link
from .frame import original_address
from .towns import cities_address

Step = tuple[str, int | None]
"""Title and the number of the article."""


@dataclass(frozen=True)
class Journey:
    """What articles and lists show of a journey in one language."""

    summary: str
    illustration: str
    steps: tuple[Step, ...]
    phases: frozenset[int]
    audiences: frozenset[int]
    phase: str
    """key of the first phase, which gives the colour"""


@dataclass(frozen=True)
class Journeys:
    by_pk: dict[int, Journey]
    through: dict[int, list[int]]
    """number of an article → numbers of the journeys that lead through it"""


def _read() -> Journeys:
    made_of("terms")
    phases, audiences = _tags("phases", "phase"), _tags("audiences", "audience")
    in_order = list(Phase.objects.values_list("pk", "key"))
    by_pk: dict[int, Journey] = {}
    through: dict[int, list[int]] = defaultdict(list)
    rows = JourneyPage.objects.live().order_by("path").values_list("pk", "summary", "illustration", "steps")
    for pk, summary, illustration, steps in rows:
        own, first = phases[pk], next((key for phase, key in in_order if phase in phases[pk]), "")
        taken = tuple((one["value"]["title"], one["value"].get("article")) for one in steps.raw_data)
        by_pk[pk] = Journey(summary, illustration, taken, own, audiences[pk], first)
        for article in {article for _title, article in taken if article}:
            through[article].append(pk)
    return Journeys(by_pk, dict(through))


def _tags(name: str, term: str) -> dict[int, frozenset[int]]:
    table: dict[int, frozenset[int]] = defaultdict(frozenset)
    for pk, tag in getattr(JourneyPage, name).through.objects.values_list("journeypage_id", f"{term}_id"):
        table[pk] |= {tag}
    return table


_journeys = Kept(_read, of=["kind:journeypage"])


def journeys(language: str, **tagged: int) -> list[Entry]:
    """Journeys tagged so, such as `phases=3`, in the reader's best version and in tree order."""
    made_of("kind:journeypage", "terms")
    tree, known = site_tree(), _journeys().by_pk
    return [
        _entry(node, known[node.pk], language, tree)
        for node in tree.of_model("journeypage", language)
        if node.pk in known and all(pk in getattr(known[node.pk], name) for name, pk in tagged.items())
    ]


def _entry(node: Node, journey: Journey, language: str, tree: SiteTree) -> Entry:
    return replace(entry(node, journey.summary, language, tree), illustration=journey.illustration)


def journey_steps(page: JourneyPage, language: str) -> list[dict[str, Any]]:
    """The steps as the component takes them, with the article and the office they lead to.

    They are read from the raw value: as blocks, each step would ask for its article and its office.
    """
    tree = site_tree()
    own = tree.node(page.pk)
    original = original_address(own, tree) if own else ""
    steps = [dict(block["value"]) for block in page.steps.raw_data]
    offices = directory.offices_chosen(pk for step in steps if (pk := (step.get("office") or {}).get("office")))
    found = []
    for number, step in enumerate(steps, 1):
        node = tree.node(step.get("article"))
        found.append(
            {
                "id": f"step-{number}",
                "title": step["title"],
                "text": RichText(step.get("text") or ""),
                "deadline": step.get("deadline") or "",
                "papers": [paper["value"] if isinstance(paper, dict) else paper for paper in step.get("papers") or ()],
                "article": link(node, language, tree) if node else None,
                "office": _office_link(step.get("office") or {}, offices, language),
                "original_href": f"{original}#step-{number}" if original else "",
            }
        )
    return found


def _office_link(value: dict[str, Any], offices: dict[int, Any], language: str) -> dict[str, str] | None:
    """Where a reader finds the office: his town's page for a kind, the office's own website for one office."""
    if office := offices.get(value.get("office") or 0):
        return {"title": office.name, "href": office.website} if office.website else None
    if value.get("kind"):
        title = _("Find your office: %(kind)s") % {"kind": OfficeKind(value["kind"]).label}
        return {"title": title, "href": cities_address(language)}
    return None


def journeys_with(article: ArticlePage, language: str) -> list[dict[str, Any]]:
    """Journeys that lead through the article, each with the step before and after.

    First those that the reader can read in his language, and of these the ones that stay longest at the article.
    """
    tree, known = site_tree(), _journeys()
    versions = {node.pk for node in tree.versions(article.translation_key).values()}
    made_of("terms", *(f"through:{pk}" for pk in versions))
    leading = tree.of_pages(sorted({journey for pk in versions for journey in known.through.get(pk, ())}))
    found: list[tuple[Node, Journey, list[int]]] = []
    for node in _each_in_best_version(leading, language, tree):
        made_of(f"page:{node.translation_key}")
        journey = known.by_pk.get(node.pk)
        here = [n for n, (_title, pk) in enumerate(journey.steps) if pk in versions] if journey else []
        if journey and here:
            found.append((node, journey, here))
    found.sort(key=lambda one: (one[0].language != language, -len(one[2])))
    return [
        _on_the_way(_entry(node, journey, language, tree), journey, here, language) for node, journey, here in found
    ]


def _each_in_best_version(nodes: list[Node], language: str, tree: SiteTree) -> list[Node]:
    chosen = {node.translation_key: tree.best(node, language) for node in nodes}
    return sorted(chosen.values(), key=by_place)


def _end_of_run(here: list[int]) -> int:
    """Return the last of the steps that follow each other from the first one on: [1, 2, 5] → 2."""
    return next(n for n in here if n + 1 not in here)


def _on_the_way(shown: Entry, journey: Journey, here: list[int], language: str) -> dict[str, Any]:
    return {
        "journey": shown,
        "phase": journey.phase,
        "position": here[0] + 1,
        "total": len(journey.steps),
        "previous": _step_link(journey, here[0] - 1, shown, language),
        "next": _step_link(journey, _end_of_run(here) + 1, shown, language),
    }


def _step_link(journey: Journey, index: int, shown: Entry, language: str) -> dict[str, str] | None:
    if not 0 <= index < len(journey.steps):
        return None
    tree = site_tree()
    title, article = journey.steps[index]
    node = tree.node(article)
    href = tree.address(node, language) if node else f"{shown.href}#step-{index + 1}"
    return {"title": tokens.in_text(title, shown.node.language), "href": href}
