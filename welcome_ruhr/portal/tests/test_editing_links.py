"""Links between pages in running text lead to the reader's own version."""

import pytest
from django.utils.translation import override
from wagtail.rich_text import expand_db_html

from welcome_ruhr.foundation.per_request import remembering

from .factories import make_article, make_home, make_topic, translate

pytestmark = pytest.mark.django_db


def link_to(page):
    return f'<p><a linktype="page" id="{page.pk}">dort</a></p>'


@pytest.fixture
def article():
    make_home()
    return make_article("Konto", slug="konto", topic=make_topic("alltag"))


@pytest.mark.parametrize(
    ("reader", "address"),
    [("de", "/de/alltag/konto/"), ("en", "/en/alltag-en/account/"), ("ar", "/ar/alltag-en/account/")],
)
def test_link_leads_to_the_version_of_the_reader(article, reader, address):
    translate(article, slug="account")
    with override(reader):
        assert expand_db_html(link_to(article)) == f'<p><a href="{address}">dort</a></p>'


def test_link_keeps_the_readers_language_where_a_version_is_missing(article):
    with override("en"):
        assert expand_db_html(link_to(article)) == '<p><a href="/en/alltag/konto/">dort</a></p>'


def test_page_that_is_not_public_is_named_without_an_address(article):
    article.unpublish()
    assert expand_db_html(link_to(article)) == "<p><a>dort</a></p>"


def test_page_that_was_deleted_is_named_without_an_address(article):
    html = link_to(article)
    article.delete()
    assert expand_db_html(html) == "<p><a>dort</a></p>"


def test_many_links_cost_no_query_each(article, django_assert_num_queries):
    with remembering():
        expand_db_html(link_to(article))
        with django_assert_num_queries(0):
            expand_db_html(link_to(article) * 5)
