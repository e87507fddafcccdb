import pytest

from welcome_ruhr.directory.enums import PlaceKind
from welcome_ruhr.directory.models import PlaceName
from welcome_ruhr.directory.queries import find_places, postcode_in

from .factories import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def region():
    muelheim = make_town("Mülheim an der Ruhr", postcodes="45468 45470")
    herne = make_town("Herne", postcodes="44623")
    werne = make_town("Werne", postcodes="59368")
    bochum = make_town("Bochum", postcodes="44787")
    for town, name, kind in [
        (muelheim, "Мюльхайм", PlaceKind.SPELLING),
        (herne, "Wanne-Eickel", PlaceKind.FORMER_TOWN),
        (herne, "Holthausen", PlaceKind.DISTRICT),
        (bochum, "Holthausen", PlaceKind.DISTRICT),
        (bochum, "Werne", PlaceKind.DISTRICT),
    ]:
        PlaceName.objects.create(municipality=town, name=name, kind=kind)
    return {"werne": werne}


def found(text):
    return [(place.town.name, place.name, place.is_sure) for place in find_places(text)]


@pytest.mark.parametrize(
    "text",
    ["Mülheim", "Mulheim", "MUELHEIM", "mülheim an der ruhr", "45468", "D-45470 Mülheim", "Мюльхайм", " мюльхайм "],
)
def test_town_is_found_however_it_is_written(text):
    assert found(text) == [("Mülheim an der Ruhr", "Mülheim an der Ruhr", True)]


@pytest.mark.parametrize("text", ["Wanne-Eickel", "wanne eickel", "Herne-Wanne-Eickel", "Wanne-Eickel (Herne)"])
def test_former_town_leads_to_the_town_of_today(text):
    assert found(text)[0] == ("Herne", "Wanne-Eickel", True)


def test_name_in_several_towns_leads_to_all_of_them():
    assert found("Holthausen") == [("Bochum", "Holthausen", True), ("Herne", "Holthausen", True)]
    assert found("Herne-Holthausen") == [("Herne", "Holthausen", True)]


def test_town_comes_before_a_part_of_the_same_name():
    assert found("Werne") == [("Werne", "Werne", True), ("Bochum", "Werne", True)]


def test_slip_is_offered_but_not_taken_for_sure():
    assert found("Bochmu") == [("Bochum", "Bochum", False)]


def test_beginning_of_a_name_is_offered():
    assert found("Müh") == []
    assert found("Mül") == [("Mülheim an der Ruhr", "Mülheim an der Ruhr", False)]


@pytest.mark.parametrize("text", ["", "   ", "?!", "Paris", "99999", "\x00", "🏭", "a" * 10_000])
def test_what_is_no_place_here_finds_nothing(text):
    assert found(text) == []


def test_new_name_counts_at_once(region):
    assert found("Horst") == []
    PlaceName.objects.create(municipality=region["werne"], name="Horst", kind=PlaceKind.DISTRICT)
    assert found("Horst") == [("Werne", "Horst", True)]


@pytest.mark.parametrize(
    ("typed", "postcode"), [("50667", "50667"), ("D-50667 Köln", "50667"), ("Köln", ""), ("506670", ""), ("5066", "")]
)
def test_postcode_is_read_out_of_what_was_typed(typed, postcode):
    assert postcode_in(typed) == postcode
