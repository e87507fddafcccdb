"""The page types of a seeded site, and what each of them has beside title, summary and body."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from welcome_ruhr.portal import models
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from .bodies import STEPS_PER_JOURNEY, Writer
from .plan import Planned

MODELS: dict[str, type[models.PortalPage]] = {
    "home": models.HomePage,
    "phase": models.PhasePage,
    "audience": models.AudiencePage,
    "topic": models.TopicPage,
    "cities": models.CityIndexPage,
    "journeys": models.JourneyIndexPage,
    "newsindex": models.NewsIndexPage,
    "ask": models.AskPage,
    "standard": models.StandardPage,
    "article": models.ArticlePage,
    "journey": models.JourneyPage,
    "news": models.NewsPage,
    "event": models.EventPage,
}


class Articles(Protocol):
    """What a page may ask of the site it stands in."""

    def articles_for(self, language: str) -> list[int]: ...


Fill = Callable[[Articles, Any, Planned, Writer], None]


def _home(site: Articles, page: Any, one: Planned, writer: Writer) -> None:
    page.lead = writer.text(1)[:200]
    page.top_tasks = writer.pages("task", site.articles_for(one.language)[:3])


def _door(term: str, model: Any) -> Fill:
    def fill(site: Articles, page: Any, one: Planned, writer: Writer) -> None:
        setattr(page, term, model.objects.get(key=one.name))

    return fill


def _article(site: Articles, page: Any, one: Planned, writer: Writer) -> None:
    known = site.articles_for(one.language)
    page.related = writer.pages("page", [known[(one.number + step) % len(known)] for step in range(1, 5)])
    page.sources = writer.sources()
    page.checked_on, page.next_check_on = date(2026, 4, 1), date(2028, 4, 1)


def _journey(site: Articles, page: Any, one: Planned, writer: Writer) -> None:
    first, *others = site.articles_for(one.language)
    writer.links = iter([others[(one.number * 7 + step) % len(others)] for step in range(STEPS_PER_JOURNEY)])
    # Only the first journey leads through the first article, at every size.
    page.steps = writer.journey_steps(first if one.number == 0 else next(writer.links))


def _news(site: Articles, page: Any, one: Planned, writer: Writer) -> None:
    page.published_on = date(2026, 4, 1) - timedelta(days=one.number)


def _event(site: Articles, page: Any, one: Planned, writer: Writer) -> None:
    page.starts_at = datetime(2030, 1, 1, 18, tzinfo=UTC) + timedelta(days=one.number)
    page.place = "Essen"


FIELDS: dict[str, Fill] = {
    "home": _home,
    "phase": _door("phase", Phase),
    "audience": _door("audience", Audience),
    "topic": _door("topic", Topic),
    "article": _article,
    "journey": _journey,
    "news": _news,
    "event": _event,
}
