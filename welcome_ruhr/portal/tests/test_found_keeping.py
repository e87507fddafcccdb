"""The search finds what is public, and at its address, as soon as it is saved."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from welcome_ruhr.directory.models import Office
from welcome_ruhr.directory.tests.factories import make_institution, make_office, make_town
from welcome_ruhr.portal.models import ArticlePage
from welcome_ruhr.search.models import AskedAs, IndexedDocument
from welcome_ruhr.search.queries import find
from welcome_ruhr.vocabulary.models import Audience

from .factories import (
    body,
    make_article,
    make_city_index,
    make_home,
    make_topic,
    publish,
    save_draft,
    translate,
)

pytestmark = pytest.mark.django_db


def found(text, language="de", **how):
    return [result.plain_title for result in find(text, language, **how).results]


def hrefs(text, language="de", **how):
    return [result.href for result in find(text, language, **how).results]


@pytest.fixture
def article():
    return make_article("Blaue Karte", topic=make_topic("aufenthalt"), slug="karte", body=body("Ein Gehalt ist nötig."))


# --- pages --------------------------------------------------------------------------------------


def test_page_is_found_as_soon_as_it_is_published(article):
    assert (found("Karte"), hrefs("Gehalt"), found("Neues")) == (["Blaue Karte"], ["/de/aufenthalt/karte/"], [])
    make_article("Neues", topic=article.get_parent())
    assert found("Neues") == ["Neues"]


def test_page_is_found_by_its_new_words_and_no_longer_by_the_old(article):
    publish(article, title="Grüne Karte", body=body("Ein Vertrag ist nötig."))
    assert (found("Vertrag"), found("Gehalt"), found("blaue")) == (["Grüne Karte"], [], [])


def test_draft_changes_nothing(article):
    before = list(IndexedDocument.objects.values_list("pk", flat=True))
    save_draft(article, title="Grüne Karte", body=body("Ein Vertrag ist nötig."))
    assert (found("Vertrag"), found("Gehalt")) == ([], ["Blaue Karte"])
    assert list(IndexedDocument.objects.values_list("pk", flat=True)) == before


def test_page_that_was_never_published_is_not_found(article):
    page = ArticlePage(title="Entwurf", slug="entwurf", locale=article.locale, live=False)
    article.get_parent().add_child(instance=page)
    assert found("Entwurf") == []


def test_page_that_is_unpublished_is_not_found_until_it_is_published_again(article):
    article.unpublish()
    assert (found("Karte"), IndexedDocument.objects.filter(name=article.key).count()) == ([], 0)
    publish(article)
    assert found("Karte") == ["Blaue Karte"]


def test_page_that_is_deleted_is_not_found(article):
    ArticlePage.objects.get(pk=article.pk).delete()
    assert (found("Karte"), IndexedDocument.objects.filter(number=article.pk).count()) == ([], 0)


def test_pages_below_one_that_is_deleted_are_not_found(article):
    article.get_parent().specific.delete()
    assert (found("Karte"), found("Aufenthalt")) == ([], [])
    assert not IndexedDocument.objects.filter(source="page").exists()


def test_page_that_is_moved_is_found_at_its_new_place(article):
    article.move(make_topic("arbeit"), pos="last-child")
    assert hrefs("Karte") == ["/de/arbeit/karte/"]


def test_page_follows_the_address_of_the_page_above(article):
    publish(article.get_parent().specific, slug="bleiben")
    assert hrefs("Karte") == ["/de/bleiben/karte/"]
    publish(article, slug="blau")
    assert hrefs("Karte") == ["/de/bleiben/blau/"]


def test_page_for_some_people_only_is_not_found(article):
    restriction = PageViewRestriction.objects.create(page=article.get_parent(), restriction_type="login")
    assert found("Karte") == []
    restriction.delete()
    assert found("Karte") == ["Blaue Karte"]


def test_page_is_found_among_the_audiences_it_is_for(article):
    families = Audience.objects.create(key="families", names={"de": "Familien"})
    assert found("Karte", facets=("audience:families",)) == []
    publish(article, audiences=[families])
    assert found("Karte", facets=("audience:families",)) == ["Blaue Karte"]
    publish(article, audiences=[])
    assert found("Karte", facets=("audience:families",)) == []


# --- translations -------------------------------------------------------------------------------


def test_translation_is_found_in_its_language_as_soon_as_it_is_published(article):
    make_home("en")
    assert (found("card", "en"), hrefs("Karte", "en")) == ([], ["/en/aufenthalt/karte/"])
    translate(article, title="Blue Card", slug="card")
    assert (found("card", "en"), found("Karte", "en"), found("Karte")) == (
        ["Blue Card"],
        ["Blue Card"],
        ["Blaue Karte"],
    )


def test_translation_that_is_unpublished_leaves_the_source(article):
    english = translate(article, title="Blue Card", slug="card")
    english.unpublish()
    assert (found("blue", "en"), found("Karte", "en")) == ([], ["Blaue Karte"])


def test_source_that_is_unpublished_leaves_the_translation(article):
    translate(article, title="Blue Card", slug="card")
    ArticlePage.objects.get(pk=article.pk).unpublish()
    assert (found("blue", "en"), found("Gehalt")) == (["Blue Card"], [])


def test_how_people_ask_leads_to_a_page_in_a_language_it_does_not_speak(article):
    make_home("tr")
    asked = AskedAs.objects.create(page=article.page_ptr, phrases={"de": "gut verdienen", "tr": "mavi kart"})
    assert (found("mavi", "tr"), found("verdienen")) == (["Blaue Karte"], ["Blaue Karte"])
    asked.phrases = {"tr": "yüksek maaş"}
    asked.save()
    assert (found("mavi", "tr"), found("maaş", "tr"), found("verdienen")) == ([], ["Blaue Karte"], [])
    asked.delete()
    assert found("maaş", "tr") == []


def test_how_people_ask_belongs_to_the_translation_once_there_is_one(article):
    AskedAs.objects.create(page=article.page_ptr, phrases={"tr": "yüksek maaş"})
    turkish = translate(article, "tr", title="Mavi Kart", slug="mavi")
    assert found("maaş", "tr") == ["Mavi Kart"]
    assert IndexedDocument.objects.filter(language="tr", name=article.key).count() == 1
    turkish.unpublish()
    assert found("maaş", "tr") == ["Blaue Karte"]


def test_how_people_ask_leads_elsewhere_when_the_page_it_led_to_is_unpublished(article):
    AskedAs.objects.create(page=article.page_ptr, phrases={"tr": "yüksek maaş"})
    make_home("tr")
    english = translate(article, title="Blue Card", slug="card")
    assert found("maaş", "tr") == ["Blue Card"]
    english.unpublish()
    assert found("maaş", "tr") == ["Blaue Karte"]
    ArticlePage.objects.get(pk=article.pk).unpublish()
    assert found("maaş", "tr") == []


# --- towns, offices, institutions, files --------------------------------------------------------


@pytest.fixture
def herne():
    make_city_index()
    return make_town("Herne", postcodes="44623 44649")


def test_town_is_found_by_name_and_postcode_until_it_is_deleted(herne):
    assert (hrefs("Herne"), hrefs("44649"), hrefs("44650")) == (["/de/staedte/herne/"], ["/de/staedte/herne/"], [])
    herne.postcodes = "44650"
    herne.save()
    assert (found("44649"), found("44650")) == ([], ["Herne"])
    herne.delete()
    assert (found("Herne"), IndexedDocument.objects.filter(source="town").count()) == ([], 0)


def test_office_is_found_while_it_is_published_and_serves_a_town(herne):
    office = make_office("Ausländeramt", serves=[herne])
    assert found("Ausländeramt") == ["Ausländeramt"]
    office.name = "Migrationsamt"
    office.save()
    assert (found("Ausländeramt"), found("Migrationsamt Herne")[0]) == ([], "Migrationsamt")
    office.serves.clear()
    assert found("Migrationsamt") == []
    office.serves.add(herne)
    office.published = False
    office.save()
    assert found("Migrationsamt") == []


def test_office_that_is_deleted_is_not_found(herne):
    make_office("Ausländeramt", serves=[herne])
    Office.objects.all().delete()
    assert (found("Ausländeramt"), IndexedDocument.objects.filter(source="office").count()) == ([], 0)


def test_institution_is_found_until_it_is_unpublished_or_deleted(herne):
    university = make_institution("Forschungsinstitut", places=[herne])
    assert hrefs("Forschungsinstitut") == ["/de/staedte/herne/#institutions"]
    university.published = False
    university.save()
    assert found("Forschungsinstitut") == []
    university.published = True
    university.save()
    assert found("Forschungsinstitut") == ["Forschungsinstitut"]
    university.delete()
    assert (found("Forschungsinstitut"), IndexedDocument.objects.filter(source="institution").count()) == ([], 0)


def test_file_is_found_by_title_and_name_until_it_is_deleted():
    file = get_document_model().objects.create(title="Vollmacht", file=ContentFile(b"%PDF", name="formular.pdf"))
    assert (found("Vollmacht"), hrefs("formular")) == (["Vollmacht"], [file.url])
    file.title = "Antrag"
    file.save()
    assert (found("Vollmacht"), found("Antrag")) == ([], ["Antrag"])
    file.delete()
    assert found("Antrag") == []


# --- what is rolled back ------------------------------------------------------------------------


def test_changes_that_are_rolled_back_leave_results_as_they_were(article, herne):
    def results():
        return found("Karte"), found("Neues"), found("Herne"), found("Vertrag")

    before = results()
    rows = sorted(IndexedDocument.objects.values_list("pk", flat=True))
    with transaction.atomic():
        publish(article, title="Grüne Karte", body=body("Ein Vertrag ist nötig."))
        make_article("Neues", topic=article.get_parent()), herne.delete()
        transaction.set_rollback(True)
    assert (results(), sorted(IndexedDocument.objects.values_list("pk", flat=True))) == (before, rows)


def test_page_that_is_moved_is_found_below_its_new_topic_alone(article):
    article.move(make_topic("arbeit"), pos="last-child")
    narrowed = [found("Karte", facets=(facet,)) for facet in ("topic:arbeit", "topic:aufenthalt")]
    assert narrowed == [["Blaue Karte"], []]


def test_office_is_found_by_the_new_name_of_its_town(herne):
    make_office("Ausländeramt", serves=[herne])
    herne.name = "Wanne"
    herne.save()
    assert found("Ausländeramt Wanne")[0] == "Ausländeramt"
