"""After an import, search and lists of uses are right at once, however much it brought."""

import pytest
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from wagtail.models import Page, ReferenceIndex

from welcome_ruhr.facts.models import Figure
from welcome_ruhr.portal.content import indexes
from welcome_ruhr.portal.content.problems import ContentRefused
from welcome_ruhr.portal.models import ArticlePage

from .content_folder import ARTICLE

pytestmark = pytest.mark.django_db


def handlers():
    return {model: post_save.has_listeners(model) for model in get_indexed_models()}


@pytest.mark.parametrize("many", [1, 10_000], ids=["large", "small"])
def test_pages_are_found_and_uses_of_figures_are_known_after_an_import(folder, run_import, monkeypatch, many):
    monkeypatch.setattr(indexes, "MANY", many)
    before = handlers()
    run_import()
    assert [page.title for page in Page.objects.search("Blaue")] == ["Blaue Karte"]
    uses = ReferenceIndex.get_references_to(Figure.objects.get(key="salary"))
    pages = ArticlePage.objects.values_list("pk", flat=True)
    assert {int(use.object_id) for use in uses} == set(pages)
    assert handlers() == before


def test_refused_import_leaves_the_next_change_followed(folder, run_import, monkeypatch):
    monkeypatch.setattr(indexes, "MANY", 1)
    folder.change(ARTICLE, "{{ fact:salary }}", "{{ fact:rumour }}")
    with pytest.raises(ContentRefused, match="rumour"):
        run_import()
    folder.change(ARTICLE, "{{ fact:rumour }}", "{{ fact:salary }}")
    monkeypatch.setattr(indexes, "MANY", 10_000)
    run_import()
    assert [page.title for page in Page.objects.search("Blaue")] == ["Blaue Karte"]
