"""The page of a town: offices nobody can be sent to yet, what is different here, and figures as a language has them."""

import pytest
from bs4 import BeautifulSoup

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.tests.factories import make_office, make_rule, make_town

from .factories import make_city_index, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def herne():
    cities = make_city_index()
    for language in ("en", "ar"):
        translate(cities, language, title="Cities", slug="cities")
    return make_town("Herne", website="https://www.herne.example", area_km2="51.42")


def page(client, language="en"):
    response = client.get(f"/{language}/cities/herne/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def words(element):
    return " ".join(element.get_text(" ", strip=True).split())


def test_office_without_a_way_to_it_has_the_town_instead_and_is_not_saved(client, herne):
    make_office("Amt", serves=[herne], as_of="2025")
    card = page(client).select_one(".contact-card")
    assert words(card.select_one(".contact-card__unknown")) == (
        "We have no checked details yet. The website of Herne will help you on: www.herne.example"
    )
    assert [words(link) for link in card.select(".contact-card__foot a")] == ["Report an error"]


def test_office_nearby_without_a_way_to_it_has_its_own_town(client, herne):
    bochum = make_town("Bochum", website="https://www.bochum.example", neighbours=[herne])
    make_office("Rat", serves=[bochum], kind=OfficeKind.INTEGRATION_CENTRE)
    [link] = page(client).select(".contact-card__unknown a")
    assert link["href"] == "https://www.bochum.example"


def test_office_of_many_towns_without_a_way_to_it_names_no_wrong_one(client, herne):
    bochum, hagen = (make_town(name, neighbours=[herne]) for name in ("Bochum", "Hagen"))
    make_office("Rat", serves=[bochum, hagen], kind=OfficeKind.INTEGRATION_CENTRE)
    [sentence] = page(client).select(".contact-card__unknown")
    assert (words(sentence), sentence.a) == ("How to reach this office we do not know yet.", None)


def test_what_is_different_here_stands_in_one_box_and_nothing_twice(client, herne):
    make_rule("registration", towns=[herne], reasons={"en": "Go to the town hall. Ask first."})
    make_rule("registration", towns=[herne], purposes=["study"], reasons={"en": "Go to the town hall. Students wait."})
    [box] = page(client).select(".notice")
    assert [words(one) for one in box.select(".prose p")] == ["Go to the town hall. Ask first.", "Students wait."]


def test_difference_in_another_language_says_so(client, herne):
    make_rule("registration", towns=[herne], reasons={"en": "Go to the town hall."})
    [paragraph] = page(client, "ar").select(".notice .prose p")
    assert (paragraph["lang"], paragraph["dir"]) == ("en", "auto")


def test_town_without_a_difference_has_no_box(client, herne):
    assert page(client).select(".notice") == []


@pytest.mark.parametrize(
    ("language", "languages", "area"),
    [("en", "German, English and Polish", "51.42 km²"), ("ar", "الألمانية والإنجليزية والبولندية", "51.42 كم²")],
)
def test_languages_and_the_area_are_written_as_the_reader_does(client, herne, language, languages, area):
    make_office(serves=[herne], languages="de en pl", phone="1")
    main = page(client, language)
    spoken = main.select(".contact-card__list li")[-1].select("span")[0]
    assert words(spoken).endswith(languages)
    assert area in words(main)
