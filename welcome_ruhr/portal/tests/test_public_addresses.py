"""What holds for every public page: no cookie, no variation by cookie, HEAD like GET, and its address."""

import json
from datetime import date

import pytest

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.directory.tests.factories import make_town
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.portal.models import JourneyIndexPage
from welcome_ruhr.vocabulary.models import Audience

from .factories import (
    body,
    make_article,
    make_ask_page,
    make_audience,
    make_city_index,
    make_event,
    make_journey,
    make_journey_index,
    make_news,
    make_news_index,
    make_phase,
    make_standard_page,
    make_topic,
    part,
)
from .reading import read

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/de/",
    "/ar/",
    "/de/aufenthalt/",
    "/de/aufenthalt/blaue-karte/",
    "/de/aufenthalt/blaue-karte/?print=yes",
    "/de/planning/",
    "/de/families/",
    "/de/wege/",
    "/de/wege/erste-tage/",
    "/de/aktuelles/",
    "/de/aktuelles/lohn/",
    "/de/aktuelles/fest/",
    "/de/staedte/",
    "/de/staedte/herne/",
    "/de/fragen/",
    "/de/impressum/",
    "/de/search/",
    "/de/search/?q=karte",
    "/de/feedback/?page=article:blaue-karte",
    "/en/nothing/",
    "/sitemap.xml",
    "/robots.txt",
]


@pytest.fixture(scope="module")
def portal(module_database):
    """One page of every type."""
    article = make_article("Blaue Karte", topic=make_topic("aufenthalt"), body=body("Text."))
    make_phase("planning"), make_audience("families"), make_ask_page(), make_standard_page(slug="impressum")
    index = make_journey_index()
    make_journey("Erste Tage", index=index, steps=[{"title": "Anmelden", "article": article.pk}])
    news = make_news_index()
    (
        make_news("Lohn", index=news, slug="lohn"),
        make_event("Fest", index=news, slug="fest", starts_at="2026-12-01T18:00Z"),
    )
    make_city_index(), make_town("Herne")


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_public_address_sets_a_cookie_or_varies_by_one(portal, client, path):
    response = client.get(path)
    assert response.status_code in (200, 404)
    assert (response.cookies, client.cookies) == ({}, {})
    assert "cookie" not in response.headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", ADDRESSES)
def test_head_answers_like_get_without_a_body(portal, client, path):
    response = client.head(path)
    assert response.status_code == client.get(path).status_code
    assert response.content == b""


@pytest.mark.parametrize("path", ["/de/", "/de/aufenthalt/blaue-karte/", "/de/staedte/herne/"])
def test_post_to_a_page_changes_nothing_and_sets_no_cookie(portal, client, path):
    response = client.post(path, {"a": "b"})
    assert response.status_code in (200, 403, 405)
    assert response.cookies == {}


def test_article_shows_what_it_rests_on_and_when_it_was_checked(portal, client):
    source = part("source", {"title": "AufenthG", "url": "https://example.org/g", "retrieved_on": "2026-04-29"})
    make_article(
        "Visum",
        topic=make_topic("b"),
        checked_on=date(2026, 11, 22),
        next_check_on=date(2027, 5, 22),
        sources=json.dumps([source]),
    )
    page = read(client, "/de/b/visum/")
    assert "22. November 2026" in page.html
    assert "https://example.org/g" in page.links()
    assert "/de/feedback/?page=article%3Avisum&helpful=yes" in page.links()
    assert "?print=yes" in page.links()


def test_journey_is_shown_with_the_article_it_leads_through(portal, client):
    page = read(client, "/de/aufenthalt/blaue-karte/")
    assert "/de/wege/erste-tage/" in page.links()
    assert "/de/aufenthalt/blaue-karte/" in read(client, "/de/wege/erste-tage/").links()


def test_steps_of_a_journey_show_deadline_and_papers_with_their_tokens(portal, client):
    make_figure("days", {"amount": "14"}, unit="days")
    step = {"title": "Anmelden", "deadline": "In {{ fact:days }} & mehr", "papers": ["Pass <alt>", "{{ fact:days }}"]}
    make_journey("Zweiter Weg", index=JourneyIndexPage.objects.get(), slug="zwei", steps=[step])
    html = read(client, "/de/wege/zwei/").html
    assert html.count("<bdi>14 Tage</bdi>") == 2
    assert "&amp; mehr" in html
    assert "Pass &lt;alt&gt;" in html


def test_door_lists_articles_by_topic_without_owning_them(portal, client):
    families = Audience.objects.get(key="families")
    make_article("Kita", topic=make_topic("familie"), audiences=[families])
    links = read(client, "/de/families/").links()
    assert "/de/familie/kita/" in links
    assert "/de/aufenthalt/blaue-karte/" not in links


def test_signed_in_editor_sees_the_same_public_page(portal, client):
    before = client.get("/de/aufenthalt/blaue-karte/").content
    client.force_login(make_person("editor", is_demo=True))
    assert client.get("/de/aufenthalt/blaue-karte/").content == before
