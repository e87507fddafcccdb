"""What the lists of news and events show, and a town's page."""

from datetime import date

import pytest

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.tests.factories import make_office, make_town

from .factories import make_city_index, make_event, make_news, make_news_index
from .reading import read

pytestmark = pytest.mark.django_db


def test_news_of_tomorrow_is_not_shown_today_and_the_newest_comes_first(client):
    index = make_news_index()
    make_news("Alt", index=index, published_on=date(2026, 1, 1))
    make_news("Neu", index=index, published_on=date(2026, 11, 22))
    make_news("Morgen", index=index, published_on=date(2026, 11, 23))
    response = client.get("/de/aktuelles/")
    assert [entry.title for entry in response.context["news"]] == ["Neu", "Alt"]


def test_past_events_are_not_announced(client):
    index = make_news_index()
    make_event("Vorbei", index=index, starts_at="2026-11-22T08:00Z")
    make_event("Später", index=index, starts_at="2026-12-24T17:00Z")
    make_event("Bald", index=index, starts_at="2026-11-23T17:00Z")
    response = client.get("/de/aktuelles/")
    assert [entry.title for entry in response.context["events"]] == ["Bald", "Später"]


def test_home_page_shows_three_news_at_most(client):
    index = make_news_index()
    for number in range(5):
        make_news(f"Neu {number}", index=index)
    assert len(client.get("/de/").context["news"]) == 3


def test_town_shows_its_offices_with_what_is_verified(client):
    make_city_index()
    herne = make_town("Herne")
    make_office(
        "Ausländerbehörde Herne", serves=[herne], phone="02323 16-0", email="a@example.org", address="Am Markt 1"
    )
    make_office("Gerücht", serves=[herne], kind=OfficeKind.JOB_CENTRE, published=False, phone="0190 666")
    page = read(client, "/de/staedte/herne/")
    assert "Gerücht" not in page.html
    assert "0190" not in page.html
    assert {"tel:02323160", "mailto:a@example.org"} <= set(page.links())
    assert page.html.count("https://www.herne.example") >= 4
