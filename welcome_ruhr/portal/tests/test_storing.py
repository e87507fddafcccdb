"""Which answers may be stored: those that are the same for everybody at exactly one address."""

import pytest
from wagtail.models import Page, PageViewRestriction

from welcome_ruhr.directory.tests.factories import make_town

from .factories import (
    make_article,
    make_city_index,
    make_home,
    make_journey,
    make_journey_index,
    make_news,
    make_news_index,
    make_topic,
    translate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(db):
    article = make_article("Blaue Karte", topic=make_topic("aufenthalt"))
    make_home("ar")
    translate(article, slug="blue-card")
    make_city_index(), make_town("Herne")
    make_news("Neues", index=make_news_index())
    make_journey("Weg", index=make_journey_index(), steps=[{"title": "Los"}])
    return article


def may_be_stored(client, path, **request):
    response = client.get(path, **request)
    assert response.status_code == 200, path
    return getattr(response, "may_be_stored", False)


@pytest.mark.parametrize(
    "path",
    [
        "/de/",
        "/ar/",
        "/de/aufenthalt/",
        "/de/aufenthalt/blaue-karte/",
        "/en/aufenthalt-en/blue-card/",
        "/ar/aufenthalt-en/blue-card/",
        "/de/staedte/herne/",
        "/de/aktuelles/",
        "/de/wege/weg/",
        "/sitemap.xml",
        "/sitemap-de-1.xml",
        "/robots.txt",
        "/de/feed.xml",
    ],
)
def test_public_page_may_be_stored_at_its_own_address(client, portal, path):
    assert may_be_stored(client, path)


@pytest.mark.parametrize(
    "path",
    ["/de/search/", "/de/aufenthalt/?print=yes", "/de/staedte/herne/?x=1", "/de/feedback/?page=article:blaue-karte"],
)
def test_answer_to_a_question_is_never_stored(client, portal, path):
    assert not may_be_stored(client, path)


@pytest.mark.parametrize("path", ["/de//aufenthalt/", "/de/aufenthalt//blaue-karte/", "//de/aufenthalt/"])
def test_address_that_nobody_gave_out_is_never_stored(client, portal, path):
    response = client.get(path)
    assert not getattr(response, "may_be_stored", False)


def test_redirect_and_missing_page_are_never_stored(client, portal):
    for path, status in (("/de/aufenthalt-en/blue-card/", 301), ("/de/nirgends/", 404), ("/de/staedte/nirgends/", 404)):
        response = client.get(path)
        assert (response.status_code, getattr(response, "may_be_stored", False)) == (status, False)


def test_page_for_some_people_only_is_refused_to_others_and_never_stored(client, portal, django_user_model):
    restriction = PageViewRestriction.objects.create(page=Page.objects.get(pk=portal.pk), restriction_type="login")
    path = "/de/aufenthalt/blaue-karte/"
    refused = client.get(path)
    assert (refused.status_code, getattr(refused, "may_be_stored", False)) == (302, False)
    client.force_login(django_user_model.objects.create(email="ada@example.org"))
    assert not may_be_stored(client, path)
    restriction.delete()
    assert may_be_stored(client, path)


def test_page_below_one_for_some_people_is_refused_as_well(client, portal):
    topic = Page.objects.get(pk=portal.pk).get_parent()
    PageViewRestriction.objects.create(page=topic, restriction_type="password", password="x")
    response = client.get("/de/aufenthalt/blaue-karte/")
    assert b"password" in response.content
    assert not getattr(response, "may_be_stored", False)


def test_other_methods_are_answered_by_wagtail_and_never_stored(client, portal):
    response = client.options("/de/aufenthalt/")
    assert not getattr(response, "may_be_stored", False)
