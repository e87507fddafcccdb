"""German in its easy form: pages of their own, never offered in place of another language."""

import pytest

from .factories import (
    body,
    make_article,
    make_home,
    make_journey_index,
    make_standard_page,
    make_topic,
    part,
    translate,
)
from .reading import read

pytestmark = pytest.mark.django_db
EASY = "de-simple"


@pytest.fixture
def help_page():
    """A page in German, English and easy language."""
    make_home("en")
    page = make_standard_page("Hilfe", slug="hilfe", body=body("Schwere Wörter."))
    translate(page, title="Help", slug="help")
    translate(page, EASY, title="So geht es", slug="so-geht-es", summary="Hier lesen Sie alles.")
    return page


def test_home_lists_what_is_written_in_easy_language_and_no_more(help_page, client):
    make_article("Blaue Karte", topic=make_topic("aufenthalt"))
    page = read(client, f"/{EASY}/")
    assert page.all("html")[0] | {"text": ""} == {"tag": "html", "lang": EASY, "dir": "ltr", "text": ""}
    assert [one["href"] for one in page.all("a", **{"class": "task"})] == [f"/{EASY}/so-geht-es/"]
    assert "/aufenthalt/" not in page.html


def test_frame_leads_to_easy_pages_and_to_what_the_law_wants_on_every_page(help_page, client):
    translate(make_journey_index(), EASY, title="Schritt für Schritt", slug="schritte")
    make_standard_page("Impressum", slug="impressum")
    make_topic("aufenthalt")
    links = read(client, f"/{EASY}/so-geht-es/").links()
    assert {f"/{EASY}/schritte/", f"/{EASY}/impressum/"} <= set(links)
    assert f"/{EASY}/aufenthalt/" not in links


def test_search_engines_are_not_offered_easy_language_as_a_language(help_page, client):
    languages = {"de", "en", "x-default"}
    assert set(read(client, "/de/hilfe/").alternates()) == languages
    assert read(client, f"/{EASY}/so-geht-es/").alternates() == {}
    assert f"/sitemap-{EASY}-1.xml" in client.get("/sitemap.xml").content.decode()
    sitemap = client.get(f"/sitemap-{EASY}-1.xml").content.decode()
    assert f"/{EASY}/so-geht-es/" in sitemap
    assert f'hreflang="{EASY}"' not in sitemap


def test_german_page_leads_to_its_easy_form_and_no_other_language_does(help_page, client):
    leads_on = {"class": "action-link"}
    assert f"/{EASY}/so-geht-es/" in [one["href"] for one in read(client, "/de/hilfe/").all("a", **leads_on)]
    assert read(client, "/en/help/").all("a", **leads_on) == []


def test_reader_of_easy_language_gets_german_before_english_and_is_told(client):
    make_home("en")
    make_home(EASY)
    page = make_standard_page("Impressum", slug="impressum", body=body("Angaben."))
    translate(page, title="Imprint", slug="imprint")
    shown = read(client, f"/{EASY}/impressum/")
    assert "Angaben." in shown.all("div", lang="de", dir="ltr")[0]["text"]
    assert "Diese Seite gibt es noch nicht in Leichter Sprache." in shown.html


def test_nobody_else_gets_easy_language_where_a_page_is_missing(client):
    make_home("en")
    page = make_standard_page("Hilfe", slug="hilfe", body=body("Schwere Wörter."))
    translate(page, EASY, title="So geht es", slug="so-geht-es")
    assert "Schwere Wörter." in read(client, "/en/hilfe/").html


def test_steps_in_a_translation_lead_to_the_same_steps_in_german(client):
    steps = part("steps", {"heading": "", "items": [{"title": "Hingehen", "text": "Ins Amt."}]})
    article = make_article("Karte", slug="karte", topic=make_topic("aufenthalt"), body=body("Text.", steps))
    translate(article, title="Card", slug="card", body=body("Text.", steps))
    [link] = read(client, "/en/aufenthalt-en/card/").all("a", **{"class": "original-link"})
    assert link["href"] == "/de/aufenthalt/karte/#part-2"
    german = read(client, "/de/aufenthalt/karte/")
    assert german.all("div", id="part-2", **{"class": "block-steps"}) != []
    assert german.all("a", **{"class": "original-link"}) == []
