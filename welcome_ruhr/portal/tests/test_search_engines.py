"""What search engines find: the sitemap, structured data, robots, old addresses."""

import json
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from welcome_ruhr.directory.tests.factories import make_town
from welcome_ruhr.foundation import clock

from .factories import (
    make_article,
    make_city_index,
    make_event,
    make_home,
    make_news,
    make_news_index,
    make_topic,
    translate,
)
from .reading import read

pytestmark = pytest.mark.django_db
HOST = "http://localhost:8000"
NAMES = {
    "": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "atom": "http://www.w3.org/2005/Atom",
}


def files(client):
    """The files that the sitemap's index names."""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    places = ElementTree.fromstring(response.content).findall("sitemap/loc", NAMES)
    return [place.text.removeprefix(HOST) for place in places]


def entries(client, file):
    response = client.get(file)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml")
    return ElementTree.fromstring(response.content).findall("url", NAMES)


def sitemap(client):
    """Address → {language: address}, as all files of the sitemap give them."""
    return {
        entry.find("loc", NAMES).text: {
            link.get("hreflang"): link.get("href") for link in entry.findall("xhtml:link", NAMES)
        }
        for file in files(client)
        for entry in entries(client, file)
    }


def test_sitemap_has_a_file_for_each_language_that_lists_every_page_with_its_languages(client):
    article = make_article("Blaue Karte", topic=make_topic("aufenthalt"))
    translate(article, slug="blue-card")
    german, english = f"{HOST}/de/aufenthalt/blaue-karte/", f"{HOST}/en/aufenthalt-en/blue-card/"
    assert files(client) == ["/sitemap-de-1.xml", "/sitemap-en-1.xml"]
    found = sitemap(client)
    assert len(found) == 6
    assert found[german] == found[english] == {"de": german, "en": english, "x-default": english}


def test_readers_of_other_languages_are_offered_the_same_version_in_the_sitemap_and_on_every_version(client):
    article = make_article("Blaue Karte", topic=make_topic("aufenthalt"))
    translate(article, "uk", slug="karta")
    german, ukrainian = "/de/aufenthalt/blaue-karte/", "/uk/aufenthalt-uk/karta/"
    expected = {"de": f"{HOST}{german}", "uk": f"{HOST}{ukrainian}", "x-default": f"{HOST}{german}"}
    found = sitemap(client)
    assert found[f"{HOST}{german}"] == found[f"{HOST}{ukrainian}"] == expected
    assert read(client, german).alternates() == read(client, ukrainian).alternates() == expected


def test_sitemap_says_on_which_day_a_page_was_last_published(client):
    article = make_article("Blaue Karte", topic=make_topic("aufenthalt"))
    *_others, last = entries(client, *files(client))
    assert last.find("loc", NAMES).text == f"{HOST}/de/aufenthalt/blaue-karte/"
    assert last.find("lastmod", NAMES).text == article.last_published_at.astimezone(UTC).date().isoformat()


def test_sitemap_begins_a_new_file_when_one_is_full(client, monkeypatch):
    monkeypatch.setattr("welcome_ruhr.portal.queries.sitemap.ADDRESSES_IN_A_FILE", 2)
    topic = make_topic("a")
    make_article("Eins", topic=topic), make_article("Zwei", topic=topic), make_article("Drei", topic=topic)
    assert files(client) == ["/sitemap-de-1.xml", "/sitemap-de-2.xml", "/sitemap-de-3.xml"]
    assert [len(entries(client, file)) for file in files(client)] == [2, 2, 1]
    assert len(sitemap(client)) == 5
    assert client.get("/sitemap-de-4.xml").status_code == client.get("/sitemap-xx-1.xml").status_code == 404


def test_sitemap_lists_every_municipality_in_every_language(client):
    translate(make_city_index(), slug="cities")
    make_town("Herne"), make_town("Bochum")
    german, english = f"{HOST}/de/staedte/herne/", f"{HOST}/en/cities/herne/"
    found = sitemap(client)
    assert found[english] == found[german] == {"de": german, "en": english, "x-default": english}
    assert f"{HOST}/de/staedte/bochum/" in found


def test_page_for_some_people_only_is_not_in_the_sitemap(client):
    article = make_article("Geheim", topic=make_topic("a"))
    PageViewRestriction.objects.create(page=Page.objects.get(pk=article.pk), restriction_type="login")
    assert set(sitemap(client)) == {f"{HOST}/de/", f"{HOST}/de/a/"}


def feed(client, language="de"):
    """Title → address of the entries, in their order."""
    response = client.get(f"/{language}/feed.xml")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = ElementTree.fromstring(response.content).findall("atom:entry", NAMES)
    return {one.find("atom:title", NAMES).text: one.find("atom:link", NAMES).get("href") for one in found}


def test_feed_holds_the_news_and_the_coming_events_with_whole_addresses(client):
    index = make_news_index()
    make_news("Älter", slug="alt", index=index, published_on=date(2026, 10, 1))
    make_news("Neu", index=index, published_on=date(2026, 11, 20))
    make_news("Morgen", index=index, published_on=date(2026, 11, 23))
    make_event("Fest", index=index, starts_at=clock.now() + timedelta(days=1))
    make_event("Vorbei", index=index, starts_at=clock.now() - timedelta(days=1))
    assert list(feed(client).items()) == [
        ("Neu", f"{HOST}/de/aktuelles/neu/"),
        ("Älter", f"{HOST}/de/aktuelles/alt/"),
        ("Fest", f"{HOST}/de/aktuelles/fest/"),
    ]


def test_feed_leads_readers_of_each_language_to_the_addresses_of_that_language(client):
    make_home("en"), make_home("de-simple")
    translate(make_news("Neu", index=make_news_index()), title="New", slug="new")
    assert feed(client, "en") == {"New": f"{HOST}/en/aktuelles-en/new/"}
    assert feed(client, "ar") == {"New": f"{HOST}/ar/aktuelles-en/new/"}
    assert feed(client, "de-simple") == {}


def test_feed_says_when_its_entries_were_published(client):
    item = make_news("Neu", index=make_news_index(), summary="Kurz & gut.")
    [entry] = ElementTree.fromstring(client.get("/de/feed.xml").content).findall("atom:entry", NAMES)
    assert entry.find("atom:summary", NAMES).text == "Kurz & gut."
    assert datetime.fromisoformat(entry.find("atom:updated", NAMES).text) == item.last_published_at


def test_every_address_of_the_sitemap_answers(client):
    translate(make_article(topic=make_topic("a")))
    translate(make_city_index())
    make_news(index=make_news_index())
    make_town("Herne")
    addresses = [address.removeprefix(HOST) for address in sitemap(client)]
    assert len(addresses) > 10
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_page_that_is_not_public_is_not_in_the_sitemap(client):
    article = make_article("Entwurf")
    article.unpublish()
    assert [address for address in sitemap(client) if "entwurf" in address] == []


def test_structured_data_describes_the_article(client):
    make_article("Blaue Karte", topic=make_topic("a"), summary="Kurz gesagt.")
    article = read(client, "/de/a/blaue-karte/").json_ld()["Article"]
    assert (article["headline"], article["description"], article["inLanguage"]) == (
        "Blaue Karte",
        "Kurz gesagt.",
        "de",
    )
    assert article["url"] == f"{HOST}/de/a/blaue-karte/"


def test_structured_data_of_the_home_page_names_the_carrier(client):
    make_home()
    parts = read(client, "/de/").json_ld()
    assert set(parts) == {"WebSite", "Organization"}
    assert parts["Organization"]["parentOrganization"]["name"] == "Regionalverband Ruhr"


def test_title_cannot_break_out_of_the_structured_data(client):
    title = 'Vorsicht </script><script>alert("1")</script> & <b>'
    make_article(title, slug="vorsicht", topic=make_topic("a"), summary=title)
    page = read(client, "/de/a/vorsicht/")
    assert page.json_ld()["Article"]["headline"] == title
    assert [one for one in page.all("script") if "alert" in one["text"] and one.get("type") is None] == []
    assert page.text("h1") == title
    assert page.html.count("<script>") == 0


def test_description_and_sharing_data_hold_the_summary(client):
    make_article("Blaue Karte", topic=make_topic("a"), summary='Ab "heute" & morgen.')
    page = read(client, "/de/a/blaue-karte/")
    [description] = page.all("meta", name="description")
    assert description["content"] == 'Ab "heute" & morgen.'
    assert page.all("meta", property="og:title")[0]["content"] == "Blaue Karte"


def test_robots_keeps_searches_and_the_admin_out_and_names_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /admin/", "Disallow: /de/search/", "Disallow: /ar/search/"} <= set(lines)
    assert lines[-1] == f"Sitemap: {HOST}/sitemap.xml"


def test_search_results_and_missing_pages_are_not_indexed(client):
    make_home()
    assert read(client, "/de/search/?q=x").robots() == ["noindex, follow"]


def test_print_view_is_not_indexed(client):
    make_article("Blaue Karte", topic=make_topic("a"))
    page = read(client, "/de/a/blaue-karte/?print=yes")
    assert page.all("body")[0]["class"].strip() in ("", "print-view")
    assert page.canonical() == [f"{HOST}/de/a/blaue-karte/"]


def test_old_address_leads_to_the_page_for_good(client):
    article = make_article("Blaue Karte", topic=make_topic("a"))
    Redirect.objects.create(old_path="/alt/karte", redirect_page=article, is_permanent=True)
    response = client.get("/alt/karte/")
    assert (response.status_code, response.headers["Location"].removeprefix(HOST)) == (301, "/de/a/blaue-karte/")


def test_security_txt_is_there_only_with_an_address_to_write_to(client, settings):
    make_home()
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.IMPRINT = {**settings.IMPRINT, "email": "sicherheit@example.org"}
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines[:2] == ["Contact: mailto:sicherheit@example.org", "Expires: 2027-05-21T10:00:00+02:00"]


def test_structured_data_is_json_with_every_character_of_the_title(client):
    make_article("Ä “quoted” \\ slash", slug="zeichen", topic=make_topic("a"))
    page = read(client, "/de/a/zeichen/")
    [script] = page.all("script", type="application/ld+json")
    assert json.loads(script["text"])["@graph"][1]["headline"] == "Ä “quoted” \\ slash"
