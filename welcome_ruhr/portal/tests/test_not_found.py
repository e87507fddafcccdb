"""An address that leads nowhere helps on, in the language of the address."""

import pytest

from welcome_ruhr.directory.tests.factories import make_town

from .factories import make_article, make_city_index, make_home, make_topic
from .reading import Page

pytestmark = pytest.mark.django_db


def missing(client, path, **headers):
    response = client.get(path, headers=headers)
    assert response.status_code == 404
    return Page(response.content.decode())


@pytest.mark.parametrize(
    ("path", "language", "label"),
    [("/de/gibt-es-nicht/", "de", "Suche"), ("/en/nothing/", "en", "Search"), ("/ar/nothing/", "ar", "بحث")],
)
def test_missing_page_speaks_the_language_of_the_address(client, path, language, label):
    make_home(), make_home("en")
    page = missing(client, path, **{"accept-language": "fr"})
    assert page.all("html")[0]["lang"] == language
    assert page.robots() == ["noindex, follow"]
    assert label in page.text("main")


def test_missing_page_searches_for_the_words_of_the_address(client):
    make_home()
    fields = missing(client, "/de/aufenthalt/blaue-karte_eu/").all("input", name="q")
    assert [field["value"] for field in fields] == ["blaue karte eu"]


def test_missing_page_offers_the_topics(client):
    make_topic("aufenthalt")
    assert "/de/aufenthalt/" in missing(client, "/de/nichts/").links()


def test_words_of_a_hostile_address_are_escaped(client):
    make_home()
    page = missing(client, "/de/%3Cscript%3Ealert(1)%3C%2Fscript%3E/")
    assert "<script>alert" not in page.html


@pytest.mark.parametrize(
    "path",
    [
        "/de/a/blaue-karte/more/",
        "/de/staedte/atlantis/",
        "/de/staedte/herne/more/",
        "/de/%00/",
        "/de/" + "a" * 3000 + "/",
        "/de/%F0%9F%8F%AD/",
        "/tlh/",
        "/de//a/",
    ],
)
def test_odd_addresses_are_missing_pages_and_no_errors(client, path):
    make_article("Blaue Karte", topic=make_topic("a"))
    make_city_index()
    make_town("Herne")
    assert client.get(path).status_code in (301, 302, 404)


def test_missing_page_works_before_any_page_is_there(client):
    assert client.get("/de/nichts/").status_code == 404


def test_page_that_was_unpublished_is_missing(client):
    article = make_article("Blaue Karte", topic=make_topic("a"))
    article.unpublish()
    assert client.get("/de/a/blaue-karte/").status_code == 404
