"""The offices in `content/`: who is responsible for a place goes by its official key, never by its district."""

import csv

import pytest
from django.conf import settings

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.directory.queries import advice_nearby, office, responsible_offices

from .factories import make_office, make_town

pytestmark = pytest.mark.django_db
TOWN_FIELDS = ("ags", "slug", "name", "kind", "district", "website", "q", "r")


def rows(name):
    with (settings.CONTENT_DIR / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def region():
    """Store the real towns and offices; return towns by name."""
    found = {row["ags"]: make_town(**{name: row[name] for name in TOWN_FIELDS}) for row in rows("municipalities.csv")}
    for row in rows("municipalities.csv"):
        found[row["ags"]].neighbours.set([found[ags] for ags in row["neighbours"].split()])
    for row in rows("offices.csv"):
        stored = make_office(
            row["name"],
            serves=[found[ags] for ags in row["serves"].split()],
            kind=row["kind"],
            published=row["published"] == "yes",
        )
        stored.key = row["key"]
        stored.save()
    return {town.name: town for town in found.values()}


def keys(town, kind):
    return [one.key for group in responsible_offices(town) if group.kind == kind for one in group.offices]


@pytest.mark.parametrize(
    ("town", "authority"),
    [
        ("Witten", "abh-witten"),
        ("Hattingen", "abh-en"),
        ("Lünen", "abh-luenen"),
        ("Schwerte", "abh-unna"),
        ("Bottrop", "abh-bottrop"),
        ("Moers", "abh-moers"),
        ("Wesel", "abh-wesel-stadt"),
        ("Xanten", "abh-wesel-kreis"),
        ("Recklinghausen", "abh-recklinghausen"),
        ("Waltrop", "abh-re"),
        ("Herne", "abh-herne"),
    ],
)
def test_each_town_has_the_foreigners_office_that_is_its_own(region, town, authority):
    assert keys(region[town], OfficeKind.FOREIGNERS_OFFICE) == [authority]


def test_every_town_has_exactly_one_foreigners_office_and_one_employment_agency(region):
    assert len(region) == 53
    for kind in (OfficeKind.FOREIGNERS_OFFICE, OfficeKind.EMPLOYMENT_AGENCY):
        assert {name: keys(town, kind) for name, town in region.items() if len(keys(town, kind)) != 1} == {}


def test_no_town_shows_an_office_that_is_not_verified(region):
    hidden = {row["key"] for row in rows("offices.csv") if row["published"] != "yes"}
    assert len(hidden) > 10
    shown = {one.key for town in region.values() for group in responsible_offices(town) for one in group.offices}
    shown |= {one.key for town in region.values() for one, _places in advice_nearby(town)}
    assert shown & hidden == set()
    assert [key for key in hidden if office(key)] == []


def test_people_in_herne_are_told_of_the_advice_in_bochum_and_gelsenkirchen(region):
    nearby = {one.key: [place.name for place in places] for one, places in advice_nearby(region["Herne"])}
    assert nearby["welcome-bochum"] == ["Bochum"]
    assert nearby["europacenter-ge"] == ["Gelsenkirchen"]
    assert "welcome-essen" not in nearby
    assert "welcome-ruhr" not in nearby


def test_offices_for_all_53_towns_stand_in_the_regional_groups_everywhere(region):
    expected = {row["key"] for row in rows("offices.csv") if len(row["serves"].split()) == 53}
    expected -= {row["key"] for row in rows("offices.csv") if row["published"] != "yes"}
    for town in region.values():
        regional = [group for group in responsible_offices(town) if group.whole_region]
        assert {one.key for group in regional for one in group.offices} == expected


def test_neighbours_know_each_other(region):
    assert all(town in other.neighbours.all() for town in region.values() for other in town.neighbours.all())
    assert Municipality.objects.filter(neighbours=None).count() == 0
