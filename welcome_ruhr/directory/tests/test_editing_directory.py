"""The directory in Wagtail's admin: lists that can be narrowed down to what somebody looks for."""

import pytest
from django.test import Client

from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Office

from .factories import make_institution, make_office, make_town

pytestmark = pytest.mark.django_db

OFFICES = "/admin/snippets/directory/office/"


@pytest.fixture
def admin():
    """The browser of somebody who may do everything: roles get their rights in the portal, whose tests try them."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("root@example.org", "a quiet canal at night", is_demo=True))
    return client


@pytest.fixture
def offices():
    town = make_town("Herne")
    make_office("Ausländeramt", serves=[town])
    make_office("Bürgerbüro", kind=OfficeKind.CITIZENS_OFFICE, published=False)
    make_office("Welcome", kind=OfficeKind.WELCOME_CENTRE, review_note="Telefon prüfen")
    return town


def names(response):
    return [one.name for one in response.context["object_list"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "citizens_office"}, ["Bürgerbüro"]),
        ({"published": "false"}, ["Bürgerbüro"]),
        ({"published": "true"}, ["Ausländeramt", "Welcome"]),
        ({"to_check": "true"}, ["Bürgerbüro", "Welcome"]),
        ({"to_check": "false"}, ["Ausländeramt"]),
        ({"q": "welc"}, ["Welcome"]),
    ],
)
def test_offices_are_narrowed_down(admin, offices, asked, found):
    assert sorted(names(admin.get(OFFICES, asked))) == found


def test_offices_of_a_town_are_found(admin, offices):
    assert names(admin.get(OFFICES, {"serves": offices.pk})) == ["Ausländeramt"]


def test_office_is_shown_to_visitors_once_an_editor_says_so(admin, offices):
    office = Office.objects.get(name="Bürgerbüro")
    form = {"key": office.key, "name": office.name, "kind": office.kind, "published": "on", "source": "herne.de"}
    admin.post(f"{OFFICES}edit/{office.pk}/", form)
    assert Office.objects.get(pk=office.pk).published


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({}, "source", "Visitors may only be shown what has a source."),
        ({"source": "herne.de", "as_of": "Mai 2025"}, "as_of", "This is not a year, month or day such as 2025-05."),
    ],
)
def test_office_that_could_not_be_printed_with_source_and_date_is_refused(admin, offices, typed, field, sentence):
    office = Office.objects.get(name="Bürgerbüro")
    form = {"key": office.key, "name": office.name, "kind": office.kind, "published": "on", **typed}
    response = admin.post(f"{OFFICES}edit/{office.pk}/", form)
    assert response.context["form"].errors == {field: [sentence]}
    assert not Office.objects.get(pk=office.pk).published


def test_office_without_a_name_is_refused_and_stays_as_it_was(admin, offices):
    office = Office.objects.get(name="Bürgerbüro")
    response = admin.post(f"{OFFICES}edit/{office.pk}/", {"key": office.key, "name": "", "kind": office.kind})
    assert response.context["form"].errors == {"name": ["This field is required."]}
    assert Office.objects.get(pk=office.pk).name == "Bürgerbüro"


@pytest.mark.parametrize(
    ("kind", "asked", "found"),
    [
        ("municipality", {"q": "her"}, ["Herne"]),
        ("municipality", {"kind": "independent_city"}, []),
        ("institution", {"published": "true"}, ["Ruhr-Universität"]),
    ],
)
def test_towns_and_institutions_are_found(admin, offices, kind, asked, found):
    make_town("Bochum")
    make_institution("Ruhr-Universität")
    make_institution("Institut", published=False)
    assert names(admin.get(f"/admin/snippets/directory/{kind}/", asked)) == found
