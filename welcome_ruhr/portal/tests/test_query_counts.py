"""A page costs the same number of queries however much it lists."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.directory.tests.factories import make_institution, make_office, make_town
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.portal.models import ArticlePage, JourneyPage
from welcome_ruhr.vocabulary.models import Audience, Phase

from .factories import (
    body,
    make_article,
    make_audience,
    make_city_index,
    make_home,
    make_journey,
    make_journey_index,
    make_news,
    make_news_index,
    make_phase,
    make_topic,
    part,
    translate,
)

pytestmark = pytest.mark.django_db


class Portal:
    """A portal with one page of each list; `fill` adds to all of them, in German and English."""

    def __init__(self):
        make_home(), make_home("en")
        self.topic = make_topic("thema")
        self.phase, self.audience = make_phase("planning"), make_audience("families")
        self.news, self.journeys = make_news_index(), make_journey_index()
        make_city_index()
        self.tags = {"audiences": [Audience.objects.get()], "phases": [Phase.objects.get()]}
        self.herne = make_town("Herne")
        self.article = make_article("Erster", topic=self.topic, **self.tags)
        translate(self.topic), translate(self.article, slug="first")
        self.journey = make_journey("Weg", index=self.journeys, steps=self._steps(1), **self.tags)

    def fill(self, count):
        figures = [make_figure() for _ in range(count)]
        text = " ".join(figure.as_token for figure in figures)
        table = part("figures", {"heading": "", "items": [part("item", figure.pk) for figure in figures]})
        for _ in range(count):
            article = make_article(topic=self.topic, body=body(text, table), summary=text, **self.tags)
            translate(article)
            make_news(index=self.news)
            town = make_town()
            self.herne.neighbours.add(town)
            make_office(serves=[self.herne])
            make_office(serves=[town], kind=OfficeKind.WELCOME_CENTRE)
            make_institution(places=[self.herne], website="https://example.org")
        links = [part("page", page.pk) for page in ArticlePage.objects.filter(locale__language_code="de")[:4]]
        links_in_text = "".join(
            f'<a linktype="page" id="{page.pk}">x</a>'
            for page in ArticlePage.objects.filter(locale__language_code="de")
        )
        offices = [part("office", {"kind": "job_centre", "office": None}) for _ in range(count)]
        make_article("Voll", topic=self.topic, related=json.dumps(links), body=body(links_in_text, table, *offices))
        make_journey("Langer Weg", index=self.journeys, steps=self._steps(count), **self.tags)
        return self

    def _steps(self, count):
        office = make_office(website="https://example.org/o")
        return [
            {"title": f"Schritt {n}", "article": self.article.pk, "office": {"kind": "", "office": office.pk}}
            for n in range(count)
        ]


def queries(client, path):
    """Statements of a request, once Django and Wagtail have read what they remember from then on."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
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
    "/de/wege/",
    "/de/wege/langer-weg/",
    "/de/aktuelles/",
    "/de/staedte/",
    "/de/staedte/herne/",
    "/sitemap.xml",
]
SEARCH = "/de/search/?q=Seite"


def counts(client, paths):
    return {path: len(queries(client, path)) for path in paths}


@pytest.mark.parametrize("more", [3, 10])
def test_pages_cost_the_same_for_one_and_for_more_of_everything(client, more):
    portal = Portal().fill(1)
    few = counts(client, PATHS)
    ArticlePage.objects.get(slug="voll").delete()
    JourneyPage.objects.get(slug="langer-weg").delete()
    portal.fill(more)
    assert Municipality.objects.count() == 2 + more
    assert counts(client, PATHS) == few


def test_search_costs_the_same_for_three_and_for_ten_results(client):
    portal = Portal().fill(3)
    few = counts(client, [SEARCH])
    ArticlePage.objects.get(slug="voll").delete()
    JourneyPage.objects.get(slug="langer-weg").delete()
    portal.fill(10)
    assert counts(client, [SEARCH]) == few


def test_no_page_costs_more_queries_than_a_phone_waits_for(client):
    Portal().fill(3)
    assert {path: count for path, count in counts(client, [*PATHS, SEARCH]).items() if count > 30} == {}
