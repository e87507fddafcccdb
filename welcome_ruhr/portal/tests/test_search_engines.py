"""What search engines find: the sitemap, structured data, robots, old addresses."""

import json
from xml.etree import ElementTree

import pytest
from wagtail.contrib.redirects.models import Redirect

from welcome_ruhr.directory.tests.factories import make_town

from .factories import make_article, make_city_index, make_home, make_news, make_news_index, make_topic, translate
from .reading import read

pytestmark = pytest.mark.django_db
HOST = "http://localhost:8000"
NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def sitemap(client):
    """Address → {language: address}, as the sitemap gives them."""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    return {
        entry.find("loc", NAMES).text: {
            link.get("hreflang"): link.get("href") for link in entry.findall("xhtml:link", NAMES)
        }
        for entry in ElementTree.fromstring(response.content).findall("url", NAMES)
    }


def test_sitemap_lists_every_page_with_its_languages(client):
    article = make_article("Blaue Karte", topic=make_topic("aufenthalt"))
    translate(article, slug="blue-card")
    both = {"de": f"{HOST}/de/aufenthalt/blaue-karte/", "en": f"{HOST}/en/aufenthalt-en/blue-card/"}
    found = sitemap(client)
    assert len(found) == 6
    assert found[both["de"]] == found[both["en"]] == both


def test_sitemap_lists_every_municipality_in_every_language(client):
    translate(make_city_index(), slug="cities")
    make_town("Herne"), make_town("Bochum")
    found = sitemap(client)
    assert found[f"{HOST}/en/cities/herne/"] == {
        "de": f"{HOST}/de/staedte/herne/",
        "en": f"{HOST}/en/cities/herne/",
    }
    assert f"{HOST}/de/staedte/bochum/" in found


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
