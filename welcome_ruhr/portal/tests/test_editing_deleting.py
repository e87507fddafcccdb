"""What a page prints stays; and a figure says which pages print it, in every part and language."""

import pytest
from django.urls import reverse

from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.facts.models import Figure, LegalBasis
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.facts.tests.test_editing_figures import form_of
from welcome_ruhr.portal.editing.deleting import uses
from welcome_ruhr.vocabulary.models import Audience

from .editors import article_with, said, working
from .factories import body, make_home, make_journey, make_journey_index, part, publish, translate

pytestmark = pytest.mark.django_db

TOKEN = "{{ fact:fee }}"
FIGURES = "/admin/snippets/facts/figure/"


@pytest.fixture
def fee():
    return make_figure("fee")


def rich(text):
    return f"<p>{text}</p>"


PARTS = {
    "text": TOKEN,
    "steps": part("steps", {"heading": "", "items": [part("item", {"title": "Gehen", "text": rich(TOKEN)})]}),
    "checklist": part("checklist", {"heading": "", "items": [part("item", rich(TOKEN))]}),
    "notice": part("notice", {"date": None, "heading": "Neu", "text": rich(TOKEN)}),
    "questions": part(
        "questions", {"heading": "", "items": [part("item", {"question": "Wie?", "answer": rich(TOKEN)})]}
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_figure_knows_the_page_whose_part_names_it(fee, name):
    publish(article_with(), body=body(PARTS[name]))
    assert uses(fee) == 1


def test_figure_knows_the_page_whose_table_shows_it(fee):
    publish(article_with(), body=body(part("figures", {"heading": "", "items": [part("item", fee.pk)]})))
    assert uses(fee) == 1


def test_figure_knows_summaries_and_the_sentence_of_the_home_page(fee):
    home = make_home(lead=f"Ab {TOKEN}")
    article_with(summary=f"Ab {TOKEN}")
    assert uses(fee) == 2
    publish(home, lead="Ohne Zahl")
    assert uses(fee) == 1


@pytest.mark.parametrize("step", [{"text": rich(TOKEN)}, {"deadline": TOKEN}, {"papers": [f"Beleg über {TOKEN}"]}])
def test_figure_knows_the_journey_whose_step_names_it(fee, step):
    make_home()
    make_journey("Weg", index=make_journey_index(), steps=[{"title": "Anmelden", **step}])
    assert uses(fee) == 1


def test_list_of_uses_names_the_pages_of_both_languages(fee):
    page = article_with(TOKEN, title="Konto")
    translate(page, title="Account", body=body(TOKEN))
    shown = working("editor").get(f"{FIGURES}usage/{fee.pk}/").content.decode()
    assert ("Konto" in shown, "Account" in shown) == (True, True)


def test_changed_figure_says_how_many_pages_print_it(fee):
    page = article_with(TOKEN)
    translate(page, body=body(TOKEN))
    response = working("editor").post(f"{FIGURES}edit/{fee.pk}/", form_of(fee))
    assert said(response) == ["“Salary” is saved. 2 pages print it."]


def test_key_that_a_page_names_stays(fee):
    article_with(TOKEN)
    response = working("editor").post(f"{FIGURES}edit/{fee.pk}/", form_of(fee, key="charge"))
    assert response.context["form"].errors == {"key": ["1 page names this key, so it has to stay."]}


@pytest.mark.parametrize("address", ["{list}delete/{pk}/", "/admin/bulk/facts/figure/delete/?id={pk}&next=/admin/"])
def test_figure_in_use_is_not_deleted(fee, address):
    article_with(TOKEN)
    client = working("editor")
    response = client.post(address.format(list=FIGURES, pk=fee.pk))
    assert said(response) == ["“Salary (fee)” cannot be deleted: 1 page or entry uses it. Take it out of there first."]
    assert Figure.objects.filter(pk=fee.pk).exists()


def test_office_in_use_is_not_deleted():
    office = make_office("Ausländeramt")
    publish(article_with(), body=body(part("office", {"kind": "", "office": office.pk})))
    working("editor").post(reverse(type(office).snippet_viewset.get_url_name("delete"), args=[office.pk]))
    assert type(office).objects.filter(pk=office.pk).exists()


@pytest.mark.parametrize(("model", "field"), [(LegalBasis, "legal_bases"), (Audience, "audiences")])
def test_tag_in_use_is_not_deleted(model, field):
    named = {"label": "§ 1", "url": "https://example.org/"} if model is LegalBasis else {"names": {"de": "Alle"}}
    tag, free = model.objects.create(key="one", **named), model.objects.create(key="two", **named)
    article_with(**{field: [tag]})
    client = working("administrator")
    for one in (tag, free):
        client.post(reverse(model.snippet_viewset.get_url_name("delete"), args=[one.pk]))
    assert list(model.objects.all()) == [tag]
