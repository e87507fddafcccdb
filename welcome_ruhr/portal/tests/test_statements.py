"""Prepared reads find what Django's own would, on every database."""

import pytest

from welcome_ruhr.portal.models import ArticlePage, TopicPage
from welcome_ruhr.portal.queries.statements import ANY, ByNumber, rows_of

from .factories import make_article, make_home, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    make_home()
    topic = make_topic("arbeit")
    return [make_article(f"Artikel {number}", topic=topic, body="") for number in range(3)]


def test_object_is_the_one_django_reads(articles):
    read = ByNumber(lambda: ArticlePage._default_manager.filter(pk=ANY))
    [found] = read.objects(articles[1].pk)
    real = ArticlePage.objects.get(pk=articles[1].pk)
    fields = [field.attname for field in ArticlePage._meta.concrete_fields]
    assert {name: getattr(found, name) for name in fields} == {name: getattr(real, name) for name in fields}
    assert read.objects(ANY) == []


def titles(model):
    return ByNumber(lambda: model._default_manager.filter(pk__in=[ANY]).order_by().values_list("pk", "title"))


def test_rows_of_several_types_come_in_one_query(articles, django_assert_num_queries):
    topic = TopicPage.objects.get()
    reads = [(titles(ArticlePage), [one.pk for one in articles[:2]]), (titles(TopicPage), [topic.pk])]
    with django_assert_num_queries(1):
        found = rows_of(reads)
    assert sorted(found) == sorted((page.pk, page.title) for page in (*articles[:2], topic))


def test_nothing_is_asked_for_no_numbers(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rows_of([(ByNumber(ArticlePage.objects.all), [])]) == []
