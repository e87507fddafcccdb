"""Every page in the reader's language, and an honest way where it is missing."""

import pytest
from django.utils.translation import gettext, override

from welcome_ruhr.directory.tests.factories import make_town

from .factories import body, make_article, make_city_index, make_home, make_standard_page, make_topic, translate
from .reading import read

pytestmark = pytest.mark.django_db
HOST = "http://localhost:8000"


@pytest.fixture
def blue_card():
    """An article in German and English, below its topic."""
    article = make_article("Blaue Karte", topic=make_topic("aufenthalt"), body=body("Das Gehalt zählt."))
    translate(article.get_parent().specific, title="Residence", slug="residence")
    translate(article, title="Blue Card", slug="blue-card", body=body("The salary counts."))
    return article


def test_arabic_reader_gets_the_english_page_with_a_notice(blue_card, client):
    page = read(client, "/ar/residence/blue-card/")
    assert page.all("html")[0] | {"text": ""} == {"tag": "html", "lang": "ar", "dir": "rtl", "text": ""}
    [content] = page.all("div", lang="en", dir="ltr")
    assert "The salary counts." in content["text"]
    assert "الصفحة" in page.html
    assert page.all("div", lang="en", dir="ltr")[0]["text"].count("Blue Card") >= 1


def test_what_can_be_done_with_a_foreign_page_is_said_in_the_readers_language(blue_card, client):
    page = read(client, "/ar/residence/blue-card/")
    tools = " ".join(one["text"] for one in page.all("div", lang="ar", dir="rtl"))
    for sentence in ("Print view", "Was this page helpful?"):
        with override("ar"):
            assert gettext(sentence) in tools
        assert sentence not in page.html
    assert "/ar/feedback/?page=article%3Ablaue-karte&helpful=yes" in page.links()


def test_page_shown_for_want_of_another_belongs_to_its_original_for_search_engines(blue_card, client):
    page = read(client, "/ar/residence/blue-card/")
    assert page.canonical() == [f"{HOST}/en/residence/blue-card/"]
    assert page.robots() == ["noindex, follow"]


def test_english_reader_gets_the_german_page_where_there_is_no_other(client):
    make_home("en")
    make_standard_page("Impressum", slug="impressum", body=body("Angaben."))
    page = read(client, "/en/impressum/")
    assert page.all("html")[0]["lang"] == "en"
    assert "Angaben." in page.all("div", lang="de", dir="ltr")[0]["text"]
    assert "This page is not available in your language yet. Here it is in German." in page.html


def test_page_in_the_readers_language_has_no_notice_and_is_indexed(blue_card, client):
    page = read(client, "/en/residence/blue-card/")
    assert page.canonical() == [f"{HOST}/en/residence/blue-card/"]
    assert page.robots() == []
    assert "not available in your language" not in page.html


@pytest.mark.parametrize(
    ("asked", "sent_to"),
    [
        ("/en/aufenthalt/blaue-karte/", "/en/residence/blue-card/"),
        ("/de/residence/blue-card/", "/de/aufenthalt/blaue-karte/"),
        ("/ar/aufenthalt/blaue-karte/", "/ar/residence/blue-card/"),
    ],
)
def test_address_of_another_language_leads_to_the_readers_version(blue_card, client, asked, sent_to):
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, sent_to)


def test_alternate_addresses_name_each_language_and_a_default(blue_card, client):
    expected = {
        "de": f"{HOST}/de/aufenthalt/blaue-karte/",
        "en": f"{HOST}/en/residence/blue-card/",
        "x-default": f"{HOST}/en/residence/blue-card/",
    }
    for path in ("/de/aufenthalt/blaue-karte/", "/en/residence/blue-card/", "/ar/residence/blue-card/"):
        assert read(client, path).alternates() == expected


def test_page_in_one_language_has_no_alternates(client):
    make_standard_page("Impressum", slug="impressum")
    assert read(client, "/de/impressum/").alternates() == {}


def switch(page):
    """Language → address, as the language switch offers it."""
    return {one["hreflang"]: one["href"] for one in page.all("a") if one.get("hreflang")}


def test_language_switch_stays_on_the_page(blue_card, client):
    links = read(client, "/de/aufenthalt/blaue-karte/").links()
    assert "/en/residence/blue-card/" in links
    assert "/ar/residence/blue-card/" in links
    assert "/de/aufenthalt/blaue-karte/" in read(client, "/ar/residence/blue-card/").links()


def test_language_switch_stays_on_the_towns_page_and_on_the_search(client):
    cities = make_city_index()
    translate(cities, title="Cities", slug="cities")
    make_town("Herne")
    links = read(client, "/de/staedte/herne/").links()
    assert {"/en/cities/herne/", "/ar/cities/herne/"} <= set(links)
    assert "/en/search/?q=Blaue+Karte" in read(client, "/de/search/?q=Blaue+Karte").links()


def test_towns_page_of_another_languages_address_leads_to_the_readers_own(client):
    translate(make_city_index(), title="Cities", slug="cities")
    make_town("Herne")
    response = client.get("/en/staedte/herne/")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/cities/herne/")


def test_towns_page_has_addresses_of_its_own(client):
    translate(make_city_index(), title="Cities", slug="cities")
    make_town("Herne")
    page = read(client, "/en/cities/herne/")
    assert page.canonical() == [f"{HOST}/en/cities/herne/"]
    assert page.alternates()["de"] == f"{HOST}/de/staedte/herne/"
    assert page.text("h1") == "Herne"


def test_breadcrumbs_lead_home_in_the_readers_language(blue_card, client):
    trail = read(client, "/en/residence/blue-card/").json_ld()["BreadcrumbList"]["itemListElement"]
    assert [(step["name"], step.get("item")) for step in trail] == [
        ("Home", f"{HOST}/en/"),
        ("Residence", f"{HOST}/en/residence/"),
        ("Blue Card", None),
    ]


def test_home_page_has_no_breadcrumbs(client):
    make_home()
    assert "BreadcrumbList" not in read(client, "/de/").json_ld()


def test_english_home_page_is_shown_to_arabic_readers_at_their_own_address(client):
    make_home(), make_home("en", title="Welcome home", lead="Start here")
    page = read(client, "/ar/")
    assert page.text("h1") == "Start here"
    assert page.canonical() == [f"{HOST}/en/"]


def test_start_address_sends_the_browser_to_its_language(client):
    make_home()
    response = client.get("/", headers={"accept-language": "ar,en;q=0.5"})
    assert (response.status_code, response.headers["Location"]) == (302, "/ar/")
    assert client.get("/", headers={"accept-language": "es"}).headers["Location"] == "/de/"


def test_draft_in_the_readers_language_is_not_shown(blue_card, client):
    english = blue_card.get_translations().get().specific
    english.unpublish()
    page = read(client, "/en/aufenthalt/blaue-karte/")
    assert "Das Gehalt zählt." in page.html


def test_page_below_an_unpublished_one_keeps_its_address(blue_card, client):
    blue_card.get_parent().unpublish()
    assert read(client, "/de/aufenthalt/blaue-karte/").text("h1") == "Blaue Karte"


def test_german_term_stands_beside_the_translation_only(client):
    article = make_article("Anmelden", slug="anmelden", topic=make_topic("alltag"))
    translate(article, title="Register", slug="register", german_term="Anmeldung", body=body("The [[Anmeldung]]."))
    page = read(client, "/en/alltag-en/register/")
    assert page.text("bdi", lang="de") == page.text("span", lang="de", dir="ltr") == "Anmeldung"
    assert "Anmeldung" not in read(client, "/de/alltag/anmelden/").html
