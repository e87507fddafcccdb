from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from welcome_ruhr.directory.enums import AnswerKind, PlaceKind
from welcome_ruhr.directory.models import PlaceName
from welcome_ruhr.directory.tests.factories import make_office, make_rule, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def region():
    herne, bochum = make_town("Herne", website="https://www.herne.example"), make_town("Bochum")
    PlaceName.objects.create(municipality=herne, name="Wanne-Eickel", kind=PlaceKind.FORMER_TOWN)
    for town in (herne, bochum):
        PlaceName.objects.create(municipality=town, name="Holthausen", kind=PlaceKind.DISTRICT)
    make_rule(key="here")
    make_rule(key="abroad", stages=["abroad"], answer=AnswerKind.MISSION_ABROAD, office_kind="")
    return {"herne": herne, "bochum": bochum}


def page(client, query="", language="en"):
    response = client.get(f"/{language}/find-office/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def text(element):
    return " ".join(element.get_text(" ", strip=True).split())


def choices(main):
    return [text(link) for link in main.select(".choice")]


def test_first_the_place_is_asked_then_the_matter(client):
    assert page(client).h2.get_text() == "Where do you live, or where will you live?"
    main = page(client, "?place=herne")
    assert (main.h2.get_text(), len(choices(main))) == ("What is it about?", 6)


def test_former_town_is_named_as_it_was_typed(client):
    main = page(client, f"?place={quote('Wanne-Eickel')}")
    assert text(main.select_one(".said li span")) == "Wanne-Eickel"


def test_name_in_two_towns_is_asked_back(client):
    assert choices(page(client, "?place=Holthausen")) == ["Holthausen , Bochum", "Holthausen , Herne"]


def test_unknown_place_keeps_what_was_typed(client):
    main = page(client, "?place=Paris")
    assert (main.select_one("#place")["value"], choices(main)) == ("Paris", [])
    assert text(main.select_one(".message")).startswith("We find no place called “Paris” among the 53 towns")


def test_only_questions_that_change_the_answer_are_asked(client):
    main = page(client, "?place=herne&matter=residence")
    assert main.h2.get_text() == "Where do you stand?"


def test_verified_office_is_named_with_the_reason(client, region):
    make_office("Amt Herne", serves=[region["herne"]])
    main = page(client, "?place=herne&matter=residence&stage=arrived")
    assert main.select_one("#answer").get_text(strip=True) == "This office is responsible for you"
    assert text(main.select_one(".contact-card__name")) == "Amt Herne"
    assert "Because it is so." in text(main)


def test_unverified_office_stays_out_and_the_town_is_named(client, region):
    make_office("Geheim", serves=[region["herne"]], published=False)
    main = page(client, "?place=herne&matter=residence&stage=arrived")
    assert (main.select_one("#answer").get_text(strip=True), "Geheim" in text(main)) == ("Ask your town", False)
    assert main.select_one('a[href="https://www.herne.example"]')


def test_probable_office_is_said_to_be_probable(client, region):
    make_office(serves=[region["bochum"]])
    make_rule(towns=[region["bochum"]], certainty="probable")
    main = page(client, "?place=bochum&matter=residence&stage=arrived")
    assert main.select_one("#answer").get_text(strip=True) == "Probably this office is responsible for you"
    assert main.select_one(".notice--warning")


def test_papers_have_a_heading(client, region):
    make_office(serves=[region["bochum"]])
    make_rule(towns=[region["bochum"]], papers={"en": "Passport"})
    main = page(client, "?place=bochum&matter=residence&stage=arrived")
    assert main.select_one(".checklist").find_previous("h3").get_text() == "What to bring"


def test_abroad_the_german_mission_is_named(client):
    main = page(client, "?place=herne&matter=residence&stage=abroad")
    assert main.select_one("#answer").get_text(strip=True) == "The German mission abroad is responsible"


def test_tampered_answer_is_asked_again_and_said(client):
    main = page(client, "?place=herne&matter=residence&stage=yesterday")
    assert (main.h2.get_text(), text(main.select_one(".message"))) == (
        "Where do you stand?",
        "Part of this address is no longer valid. Please answer the question below again.",
    )


@pytest.mark.parametrize("place", ["", "%00", "%E2%80%8F", "'; DROP TABLE", "x" * 3000, "<script>alert(1)</script>"])
def test_strange_places_get_the_question_again(client, place):
    assert page(client, f"?place={quote(place, safe='%')}").select_one("#place")


def test_what_was_answered_is_kept_by_nobody(client):
    response = client.get("/en/find-office/?place=herne&matter=residence")
    kept = {name: response[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")}
    assert kept == {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    assert response.cookies == {}


def test_post_is_refused(client):
    assert client.post("/en/find-office/").status_code == 405


def test_reason_in_another_language_says_so(client, region):
    make_office(serves=[region["herne"]])
    main = page(client, "?place=herne&matter=residence&stage=arrived", language="ar")
    assert main.select_one('p[lang="en"]').get_text() == "Because it is so."


def test_an_answer_costs_the_same_queries_each_time(client, region, django_assert_num_queries):
    make_office(serves=[region["herne"]])
    client.get("/en/find-office/?place=herne&matter=residence&stage=arrived")
    with django_assert_num_queries(19):
        client.get("/en/find-office/?place=herne&matter=residence&stage=arrived")
