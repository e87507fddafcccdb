"""Journeys, their steps, and the journeys that lead through an article."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from welcome_ruhr.design import tokens
from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.portal.models import ArticlePage, JourneyPage
from welcome_ruhr.portal.site_tree import SiteTree, site_tree

from .entries import Entry, entries, link, live
from .frame import original_address
from .towns import cities_address


def journeys(language: str, **tagged: int) -> list[Entry]:
    return entries(live(JourneyPage).filter(**tagged), language)


def journey_steps(page: JourneyPage, language: str) -> list[dict[str, Any]]:
    """The steps as the component takes them, with the article and the office they lead to."""
    tree = site_tree()
    own = tree.by_pk.get(page.pk)
    original = original_address(own, tree) if own else ""
    steps = []
    for number, block in enumerate(page.steps, 1):
        step = block.value
        article = step["article"]
        node = tree.by_pk.get(article.pk) if article else None
        steps.append(
            {
                "id": f"step-{number}",
                "title": step["title"],
                "text": step["text"],
                "deadline": step["deadline"],
                "papers": list(step["papers"]),
                "article": link(node, language, tree) if node else None,
                "office": office_link(step["office"], language),
                "original_href": f"{original}#step-{number}" if original else "",
            }
        )
    return steps


def office_link(value: Any, language: str) -> dict[str, str] | None:
    """Where a reader finds the office: his town's page for a kind, the office's own website for one office."""
    if value["office"]:
        office = value["office"]
        return {"title": office.name, "href": office.website} if office.website else None
    if value["kind"]:
        kind = OfficeKind(value["kind"])
        title = _("Find your office: %(kind)s") % {"kind": kind.label}
        return {"title": title, "href": cities_address(language)}
    return None


def journeys_with(article: ArticlePage, language: str) -> list[dict[str, Any]]:
    """Journeys that lead through the article, each with the step before and after."""
    tree = site_tree()
    versions = {node.pk for node in tree.versions.get(str(article.translation_key), {}).values()}
    found = []
    for journey in entries(JourneyPage.objects.live().select_related("locale").order_by("path"), language):
        steps = [block.value for block in journey.page.steps]
        here = [n for n, step in enumerate(steps) if step["article"] and step["article"].pk in versions]
        if here:
            phase = journey.page.phases.first()
            found.append(
                {
                    "journey": journey,
                    "phase": phase.key if phase else "",
                    "position": here[0] + 1,
                    "total": len(steps),
                    "previous": _step_link(steps, here[0] - 1, journey, language, tree),
                    "next": _step_link(steps, here[-1] + 1, journey, language, tree),
                }
            )
    return found


def _step_link(steps: list[Any], index: int, journey: Entry, language: str, tree: SiteTree) -> dict[str, str] | None:
    if not 0 <= index < len(steps):
        return None
    article = steps[index]["article"]
    node = tree.by_pk.get(article.pk) if article else None
    href = tree.address(node, language) if node else f"{journey.href}#step-{index + 1}"
    return {"title": tokens.in_text(steps[index]["title"], journey.page.language), "href": href}
