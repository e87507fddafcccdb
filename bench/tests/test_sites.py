"""Seeded sites are sites: a tree without faults, pages that answer, the same every time."""

import re

import pytest
from wagtail.models import Page

from bench.plan import PAGE
from welcome_ruhr.portal.models import ArticlePage
from welcome_ruhr.portal.translations import translation_status

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def site(seeded):
    seeded(40)


def leaf(language):
    return ArticlePage.objects.get(content_id="article-0", locale__language_code=language)


def without_numbers(page):
    return re.sub(r'id="\d+"', "", str(list(page.body.raw_data)))


def test_seeded_tree_has_no_faults():
    assert Page.objects.filter(depth__gt=1).count() == 40
    assert Page.find_problems() == ([], [], [], [], [])


def listed(client, path):
    return re.findall(r"<loc>https?://[^/]+(.+?)</loc>", client.get(path).content.decode())


def test_every_page_of_a_seeded_site_answers(client):
    addresses = [path for part in listed(client, "/sitemap.xml") for path in listed(client, part)]
    assert len(addresses) > 40
    refused = {path: status for path in addresses[::3] if (status := client.get(path).status_code) != 200}
    assert refused == {}


def test_seeded_translations_say_what_their_source_says():
    assert translation_status(leaf("ar")).state == "current"


def test_measured_page_shows_its_parts_links_and_figures(client):
    html = client.get(PAGE).content.decode()
    assert html.count('class="block-') == 8
    assert len(re.findall(r'<a href="/de/[^"]*">', html.partition('class="block-')[2])) >= 24
    assert "{{" not in html


def test_measured_article_is_the_same_at_every_size_but_for_where_its_links_lead(seeded):
    small = leaf("de")
    seeded(200)
    large = leaf("de")
    assert (small.title, without_numbers(small)) == (large.title, without_numbers(large))
