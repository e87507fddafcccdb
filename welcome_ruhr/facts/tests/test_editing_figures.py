"""Figures in Wagtail's admin: the list with today's values, a change that says who prints it, and what stays."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from welcome_ruhr.accounts.models import User
from welcome_ruhr.facts.models import Figure, LegalBasis

from .factories import make_figure, make_unverified

pytestmark = pytest.mark.django_db

LIST = "/admin/snippets/facts/figure/"
VALUE = {"value": "60000", "status": "law", "valid_from": "2026-01-01", "valid_to": "2026-12-31", "as_of": "2026-04-29"}


@pytest.fixture
def admin():
    """The browser of somebody who may do everything: roles get their rights in the portal, whose tests try them."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("root@example.org", "a quiet canal at night", is_demo=True))
    return client


def rows(response):
    return [figure.key for figure in response.context["object_list"]]


def address(figure, what="edit"):
    return f"{LIST}{what}/{figure.pk}/"


def form_of(figure, **changes):
    values = figure.values.all()
    formset = inline_formset([{"id": value.pk, **VALUE} for value in values], initial=len(values))
    fields = {"key": figure.key, "unit": figure.unit, "rhythm": figure.rhythm, "rule": figure.rule}
    labels = {"labels_de": "Gehalt", "labels_en": "Salary", "labels_ar": ""}
    return nested_form_data({**fields, **labels, "values": formset, **changes})


def said(response):
    return [str(message).partition("<")[0].strip() for message in get_messages(response.wsgi_request)]


def test_list_shows_todays_value_and_how_it_stands(admin):
    make_figure("fee")
    shown = admin.get(LIST).content.decode()
    assert "€50,700" in shown
    assert "current (2026)" in shown


def test_list_shows_an_unverified_number_to_editors_as_unverified(admin):
    make_unverified("fee")
    assert "not verified" in admin.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("standing", "keys"), [("", ["due", "fee", "soon", "wild"]), ("expired", ["due"]), ("unverified", ["wild"])]
)
def test_list_is_narrowed_down_to_a_standing(admin, standing, keys):
    make_figure("fee")
    make_figure("due", {"span": (None, date(2025, 12, 31))})
    make_figure("soon", {"span": (date(2027, 1, 1), None)})
    make_unverified("wild")
    assert rows(admin.get(LIST, {"standing": standing})) == keys


@pytest.mark.parametrize(("words", "keys"), [("gebühr", ["fee"]), ("salary", ["pay"]), ("PAY", ["pay"]), ("x", [])])
def test_figure_is_found_by_its_key_or_its_name_in_any_language(admin, words, keys):
    make_figure("fee", labels={"de": "Gebühr", "en": "Charge"})
    make_figure("pay")
    assert rows(admin.get(LIST, {"q": words})) == keys


def test_list_takes_as_many_queries_for_three_figures_as_for_one(admin, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_figure()
    admin.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        admin.get(LIST)
    make_figure()
    make_figure()
    with django_assert_num_queries(len(queries)):
        admin.get(LIST)


def test_change_of_a_figure_that_no_page_prints_says_so(admin):
    figure = make_figure("fee")
    assert said(admin.post(address(figure), form_of(figure))) == ["“Salary” is saved. No page prints it."]
    assert figure.values.get().value == 60000


def test_values_of_one_day_are_refused_beside_the_figure(admin):
    figure = make_figure("fee", {}, {"span": (date(2027, 1, 1), None)})
    response = admin.post(address(figure), form_of(figure))
    assert response.status_code == 200
    assert figure.values.first().value == 50700


def test_key_that_no_page_names_may_change(admin):
    figure = make_figure("fee")
    admin.post(address(figure), form_of(figure, key="charge"))
    assert Figure.objects.get().key == "charge"


def test_figure_that_no_page_names_is_deleted(admin):
    figure = make_figure("fee")
    admin.post(address(figure, "delete"))
    assert not Figure.objects.exists()


def test_legal_bases_are_listed_and_found(admin):
    LegalBasis.objects.create(key="a", label="§ 18g AufenthG", url="https://example.org/a")
    LegalBasis.objects.create(key="b", label="§ 17 BMG", url="https://example.org/b")
    found = admin.get("/admin/snippets/facts/legalbasis/", {"q": "BMG"})
    assert [basis.key for basis in found.context["object_list"]] == ["b"]
