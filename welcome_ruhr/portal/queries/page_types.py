"""What each page type shows to a reader of a language."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from django.utils.translation import override

from welcome_ruhr.design import tokens
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.foundation.languages import direction, is_variant
from welcome_ruhr.portal.models import (
    ArticlePage,
    AudiencePage,
    CityIndexPage,
    HomePage,
    JourneyIndexPage,
    JourneyPage,
    KeptPage,
    NewsIndexPage,
    PhasePage,
    PortalPage,
    TopicPage,
)
from welcome_ruhr.portal.site_tree import site_tree

from .doors import door_of, doors, tasks_of
from .entries import Entry, entries
from .frame import addresses, navigation
from .journeys import journey_steps, journeys, journeys_with
from .lists import articles_below, articles_tagged, by_topic, coming_events, news
from .notices import notices_on
from .reading import film_of_source, status_of
from .structured_data import json_ld
from .towns import places

NEWS_ON_HOME = 3


def page_context(page: PortalPage, language: str) -> dict[str, Any]:
    """Return all a page template needs for a reader of `language`."""
    tree = site_tree()
    node, own = tree.node(page.pk), page.language
    # What stands inside the content is worded in the content's language; links still lead to the reader's.
    # The home page is a frame around doors, and so in the reader's.
    with override(language if isinstance(page, HomePage) else own):
        special = special_context(page, language)
    context = {
        "reader_language": language,
        "content_language": own,
        "content_direction": direction(own),
        "is_fallback": own != language,
        "description": tokens.in_text(page.summary, own),
        **navigation(language),
        "shown_title": page.below[1] if page.below else page.seo_title or page.title,
        **addresses(node, language, tree, page.below),
        "notices": notices_on(page, language),
        **special,
    }
    if isinstance(page, KeptPage):
        context["status"] = status = status_of(page)
        context["film_of_source"] = film_of_source(page, status)
    context["json_ld"] = json_ld(page, context)
    return context


@singledispatch
def special_context(page: PortalPage, language: str) -> dict[str, Any]:
    return {}


@special_context.register
def _home(page: HomePage, language: str) -> dict[str, Any]:
    if is_variant(page.language):
        return {"simple_pages": _simple_pages(page.language)}
    return {
        "top_tasks": tasks_of(page, language),
        "phases": doors(PhasePage, language),
        "audiences": doors(AudiencePage, language),
        "topics": doors(TopicPage, language),
        "news": news(language, NEWS_ON_HOME),
        "journeys": journeys(language),
        **places(language),
    }


def _simple_pages(language: str) -> list[Entry]:
    """All pages written in easy language, in tree order; there are few, so they need no doors."""
    only_lists = ("homepage", "journeyindexpage")
    nodes = [node for node in site_tree().nodes() if node.language == language and node.model not in only_lists]
    return entries(nodes, language)


@special_context.register
def _phase(page: PhasePage, language: str) -> dict[str, Any]:
    door = door_of(PhasePage, page.pk)
    return {
        "phase": door.key if door else page.phase.key,
        "groups": by_topic(articles_tagged(language, phases=page.phase_id), language),
        "journeys": journeys(language, phases=page.phase_id),
    }


@special_context.register
def _audience(page: AudiencePage, language: str) -> dict[str, Any]:
    return {
        "groups": by_topic(articles_tagged(language, audiences=page.audience_id), language),
        "journeys": journeys(language, audiences=page.audience_id),
    }


@special_context.register
def _topic(page: TopicPage, language: str) -> dict[str, Any]:
    below = articles_below(page, language)
    return {"groups": [{"title": "", "entries": below}] if below else []}


@special_context.register
def _article(page: ArticlePage, language: str) -> dict[str, Any]:
    nodes = site_tree().of_pages(block["value"] for block in page.related.raw_data)
    return {"related": entries(nodes, language), "in_journeys": journeys_with(page, language)}


@special_context.register
def _journey(page: JourneyPage, language: str) -> dict[str, Any]:
    made_of("terms")
    phase = page.phases.first()
    return {"phase": phase.key if phase else "", "steps": journey_steps(page, language)}


@special_context.register
def _journey_index(page: JourneyIndexPage, language: str) -> dict[str, Any]:
    return {"entries": journeys(language)}


@special_context.register
def _news_index(page: NewsIndexPage, language: str) -> dict[str, Any]:
    return {"news": news(language), "events": coming_events(language)}


@special_context.register
def _cities(page: CityIndexPage, language: str) -> dict[str, Any]:
    return {} if page.below else places(language)
