"""A public page costs at most three queries however much it lists, once what all pages share is in memory."""

import gc
import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.directory.tests.factories import make_institution, make_office, make_town
from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.portal.models import ArticlePage, EventPage, Film, JourneyPage, NewsPage, Notice
from welcome_ruhr.vocabulary.models import Audience, Phase

from .factories import (
    body,
    make_article,
    make_audience,
    make_city_index,
    make_home,
    make_journey,
    make_journey_index,
    make_news_index,
    make_phase,
    make_standard_page,
    make_topic,
    part,
    translate,
)

pytestmark = pytest.mark.django_db

MOST = 3
"""Queries of a public page."""


def forget():
    """Let every memory of this process begin anew: it holds what another test has stored."""
    for thing in gc.get_objects():
        if type(thing) is Kept:  # isinstance would wake lazy objects
            thing.forget()


@pytest.fixture(autouse=True)
def memory(settings, tmp_path):
    """What is kept in memory is kept, as it is where the portal runs; each test has counters of its own."""
    settings.PAGES_DIR = tmp_path
    # Pages themselves are not stored: what is counted is what it costs to render one.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith(".StoredPages")]
    forget()
    yield settings
    forget()


class Portal:
    """A portal with one page of each type; `fill` adds to all of them, in German and English."""

    def __init__(self):
        self.home = make_home()
        make_home("en")
        self.topic = make_topic("thema")
        self.phase, self.audience = make_phase("planning"), make_audience("families")
        self.news, self.journeys = make_news_index(), make_journey_index()
        make_city_index()
        make_standard_page("Impressum", legal_bases=[LegalBasis.objects.create(key="a", label="A", url="https://a.de")])
        self.tags = {"audiences": [Audience.objects.get()], "phases": [Phase.objects.get()]}
        self.herne = make_town("Herne")
        self.article = make_article("Erster", topic=self.topic, **self.tags)
        translate(self.topic), translate(self.article, slug="first")
        self.journey = make_journey("Weg", index=self.journeys, steps=self._steps(1), **self.tags)

    def fill(self, count):
        figures = [make_figure() for _ in range(count)]
        text = " ".join(figure.as_token for figure in figures)
        table = part("figures", {"heading": "", "items": [part("item", figure.pk) for figure in figures]})
        bases = [LegalBasis.objects.create(key=f.key, label=f.key, url="https://a.de") for f in figures]
        for number in range(count):
            parts = {"body": body(text, table), "summary": text}
            if number < 3:
                translate(make_article(topic=self.topic, **parts, **self.tags))
            else:
                article = add(ArticlePage, self.topic, **parts)
                article.phases.set(self.tags["phases"]), article.audiences.set(self.tags["audiences"])
                article.save(clean=False)
            add(NewsPage, self.news, published_on="2026-11-01")
            add(EventPage, self.news, starts_at="2026-12-01T10:00+01:00")
            town = make_town()
            self.herne.neighbours.add(town)
            make_office(serves=[self.herne])
            make_office(serves=[town], kind=OfficeKind.WELCOME_CENTRE)
            make_institution(places=[self.herne], website="https://example.org")
            make_notice(f"{figures[number].key}", [self.topic, self.article])
        self._make_full_article(bases, table, count)
        make_journey("Langer Weg", index=self.journeys, steps=self._steps(count), **self.tags)
        return self

    def _make_full_article(self, bases, table, count):
        """An article that has everything an article can have, and its translation, which shows the source's film."""
        articles = list(ArticlePage.objects.filter(locale__language_code="de").order_by("path"))
        related = [part("page", page.pk) for page in [*articles[:3], self.journey]]
        links = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in articles)
        film = Film.objects.create(
            title="Film", file="f.mp4", width=1, height=1, frames_per_second=25, seconds=1, size=1
        )
        offices = [part("office", {"kind": "", "office": make_office().pk}) for _ in range(count)]
        films = [part("film", {"title": "Film", "film": film.pk})]
        parts = body(links, table, *offices, *films)
        source = make_article(
            "Voll", topic=self.topic, related=json.dumps(related), body=parts, legal_bases=bases, **self.tags
        )
        without = body(links, part("film", {"title": "Film", "film": None}))
        translate(source, slug="full", body=without, related=source.related)

    def _steps(self, count):
        office = make_office(website="https://example.org/o")
        return [
            {"title": f"Schritt {n}", "article": self.article.pk, "office": {"kind": "", "office": office.pk}}
            for n in range(count)
        ]


def add(model, parent, **fields):
    """Store a public page without the revision that an editor would leave: quicker, where there have to be many."""
    page = model(title=f"Seite {uuid.uuid4().hex[:8]}", locale=parent.locale, live=True, **fields)
    return Page.objects.get(pk=parent.pk).add_child(instance=page)


def make_notice(key, pages):
    texts = {"headings": {"de": "Neu"}, "texts": {"de": "Text"}}
    dates = {"valid_from": "2026-11-01", "valid_until": "2026-12-01"}
    chosen = json.dumps([part("page", page.pk) for page in pages])
    return Notice.objects.create(key=key, pages=chosen, **texts, **dates)


def queries(client, path, status=200):
    """Statements of a request, once what all pages share is in memory."""
    connection.run_on_commit.clear()  # as after the commit: what the test stored is there for all
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == status, path
    return [query["sql"] for query in captured]


PATHS = [
    "/de/",
    "/ar/",
    "/de/thema/",
    "/en/thema-en/",
    "/de/planning/",
    "/de/families/",
    "/de/thema/erster/",
    "/de/thema/voll/",
    "/en/thema-en/full/",
    "/de/wege/",
    "/de/wege/langer-weg/",
    "/de/aktuelles/",
    "/de/staedte/",
    "/de/staedte/herne/",
    "/de/impressum/",
    "/de/search/",
    "/de/offline/",
    "/sitemap.xml",
    "/sitemap-de-1.xml",
    "/de/feed.xml",
    "/robots.txt",
]
SEARCH = "/de/search/?q=Seite"
MISSING = "/de/thema/gibt-es-nicht/"


def counts(client, paths):
    forget()
    return {path: len(queries(client, path)) for path in paths}


@pytest.mark.parametrize("more", [30])
def test_pages_cost_the_same_for_one_and_for_thirty_of_everything(client, memory, more):
    portal = Portal().fill(1)
    memory.PAGE_STORE = True
    few = counts(client, PATHS)
    assert {path: count for path, count in few.items() if count > MOST} == {}
    memory.PAGE_STORE = False
    ArticlePage.objects.filter(slug__in=["voll", "full"]).delete()
    JourneyPage.objects.get(slug="langer-weg").delete()
    portal.fill(more)
    memory.PAGE_STORE = True
    assert Municipality.objects.count() == 2 + more
    assert counts(client, PATHS) == few


def test_search_costs_the_same_for_three_and_for_ten_results(client, memory):
    portal = Portal().fill(3)
    memory.PAGE_STORE = True
    few = counts(client, [SEARCH])
    memory.PAGE_STORE = False
    ArticlePage.objects.filter(slug__in=["voll", "full"]).delete()
    JourneyPage.objects.get(slug="langer-weg").delete()
    portal.fill(10)
    memory.PAGE_STORE = True
    assert counts(client, [SEARCH]) == few


def test_missing_page_costs_no_more_than_one_that_is_there(client, memory):
    Portal()
    memory.PAGE_STORE = True
    assert len(queries(client, MISSING, status=404)) <= MOST


def test_what_all_pages_share_is_read_once(client, memory):
    Portal()
    memory.PAGE_STORE = True
    connection.run_on_commit.clear()
    with CaptureQueriesContext(connection) as cold:
        client.get("/de/thema/erster/")
    assert len(cold) > MOST >= len(queries(client, "/de/thema/erster/"))
