from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from welcome_ruhr.directory.enums import AnswerKind, OfficeKind, PlaceKind
from welcome_ruhr.directory.models import PlaceName
from welcome_ruhr.directory.tests.factories import make_office, make_rule, make_town
from welcome_ruhr.portal.tests.factories import make_article, make_journey, make_journey_index
from welcome_ruhr.selfcheck.finder.next_page import LIVING_HERE
from welcome_ruhr.selfcheck.finder.views import ELSEWHERE_PAGE, VISA_PAGE

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
    field = main.select_one("#place")
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "place_error")
    assert text(main.select_one("#place_error")).startswith("We find no place called “Paris” among the 53 towns")


@pytest.mark.parametrize("typed", ["50667", "50667 Köln"])
def test_postcode_of_none_of_the_towns_is_not_answered_with_try_the_postcode(client, typed):
    main = page(client, f"?place={quote(typed)}")
    sentence = "By our list, the postcode 50667 does not belong to the Ruhr region."
    assert text(main.select_one("#place_error")) == sentence


def test_place_that_is_asked_for_the_first_time_is_not_called_wrong(client):
    assert page(client).select_one("#place").get("aria-invalid") is None


def test_whoever_lives_elsewhere_is_led_on(client):
    make_article("Federal hotline", language="en", content_id="federal-hotline")
    main = page(client, "?place=50667")
    assert main.select_one(".link-list__link").get_text(strip=True) == "Federal hotline"


def test_only_questions_that_change_the_answer_are_asked(client):
    main = page(client, "?place=herne&matter=residence")
    assert main.h2.get_text() == "Where do you stand?"


def test_verified_office_is_named_with_the_reason(client, region):
    make_office("Amt Herne", serves=[region["herne"]], phone="+49 2323 16-1")
    main = page(client, "?place=herne&matter=residence&stage=arrived")
    assert main.select_one("#answer").get_text(strip=True) == "This office is responsible for you"
    assert main.select_one('.contact-card a[type="text/vcard"]')
    assert text(main.select_one(".contact-card__name")) == "Amt Herne"
    assert "Because it is so." in text(main)


def test_unverified_office_stays_out_and_the_town_is_named(client, region):
    make_office("Geheim", serves=[region["herne"]], published=False)
    main = page(client, "?place=herne&matter=residence&stage=arrived")
    assert (main.select_one("#answer").get_text(strip=True), "Geheim" in text(main)) == ("Ask your town", False)
    assert main.select_one('a[href="https://www.herne.example"]')


def test_probable_office_is_said_to_be_probable(client, region):
    make_office(serves=[region["bochum"]], address="Markt 1")
    make_rule(towns=[region["bochum"]], certainty="probable")
    main = page(client, "?place=bochum&matter=residence&stage=arrived")
    assert main.select_one("#answer").get_text(strip=True) == "Probably this office is responsible for you"
    assert main.select_one(".notice--warning")


@pytest.mark.parametrize(
    ("certainty", "heading"),
    [
        ("sure", "This office is responsible for you, but we do not know yet how to reach it"),
        ("probable", "Probably this office is responsible for you, but we do not know yet how to reach it"),
    ],
)
def test_office_without_a_way_to_it_leads_to_the_town_and_claims_no_more(client, region, certainty, heading):
    make_office("Amt Herne", serves=[region["herne"], region["bochum"]])
    make_rule(towns=[region["herne"]], certainty=certainty)
    main = page(client, "?place=herne&matter=residence")
    assert main.select_one("#answer").get_text(strip=True) == heading
    card = main.select_one(".contact-card")
    assert [link["href"] for link in card.select(".contact-card__unknown a")] == ["https://www.herne.example"]
    assert (card.select('a[type="text/vcard"]'), card.select(".contact-card__list")) == ([], [])


@pytest.mark.parametrize(
    ("fields", "shown"), [({"phone": "+49 2323 16-1"}, True), ({"website": "https://a.example"}, False)]
)
def test_booking_without_a_link_of_the_office_has_that_of_the_town(client, region, fields, shown):
    make_office(serves=[region["herne"]], **fields)
    make_rule(towns=[region["herne"]], booking={"en": "Book online."})
    main = page(client, "?place=herne&matter=residence")
    assert bool(main.select('a[href="https://www.herne.example"]')) == shown


def test_answer_that_only_advises_is_where_to_start(client, region):
    portal = make_office(
        "Portal", kind=OfficeKind.RECOGNITION_ADVICE, serves=region.values(), website="https://p.example"
    )
    make_rule("recognition", answer=AnswerKind.OFFICE, office_kind="", office=portal)
    main = page(client, "?place=herne&matter=recognition")
    assert main.select_one("#answer").get_text(strip=True) == "Start here"


def test_whoever_lives_here_already_is_not_sent_to_the_first_days(client, region):
    make_article("Permit here", language="en", content_id="residence-permit-here")
    make_journey("First days", index=make_journey_index("en"), language="en", content_id="first-14-days")
    make_rule(towns=[region["herne"]], next_page="journey:first-14-days", stages=["arrived", "extending"])
    found = {}
    for stage in ("arrived", "extending"):
        main = page(client, f"?place=herne&matter=residence&stage={stage}")
        link = main.select_one(".link-list__link").get_text(strip=True)
        found[stage] = (link, bool(main.select('a[href*="/plan/"]')))
    assert found == {"arrived": ("First days", True), "extending": ("Permit here", False)}


def test_becoming_german_is_offered_only_where_a_rule_names_it(client, region):
    for matter in ("residence", "chamber"):
        make_rule(matter, key=f"{matter}-all")
        make_rule(matter, purposes=["founding"])
    make_rule(purposes=["naturalisation"], stages=["arrived"])
    offered = {
        matter: choices(page(client, f"?place=herne&stage=arrived&matter={matter}"))
        for matter in ("residence", "chamber")
    }
    assert (len(offered["residence"]), len(offered["chamber"])) == (7, 6)
    assert ["Becoming a German citizen" in offered[matter] for matter in ("residence", "chamber")] == [True, False]


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        ("residence", "I live here and my permit ends, or I want to change something."),
        ("registration", "I live here and have moved."),
        ("school", "I live here already."),
    ],
)
def test_living_here_is_asked_in_the_words_of_the_matter_and_repeated_in_them(client, matter, words):
    make_rule(matter, key=f"{matter}-all")
    make_rule(matter, stages=["abroad"], answer=AnswerKind.NOT_NEEDED, office_kind="")
    query = f"?place=herne&matter={matter}"
    assert choices(page(client, query))[-1] == words
    assert text(page(client, f"{query}&stage=extending").select(".said li span")[-2]) == words


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "Which office is responsible for me? · welcome.RUHR"),
        ("?place=herne", "What is it about? · welcome.RUHR"),
        ("?place=herne&matter=residence", "Where do you stand? · welcome.RUHR"),
        ("?place=herne&matter=residence&stage=arrived", "Ask your town · Herne · welcome.RUHR"),
    ],
)
def test_each_step_has_a_title_of_its_own(client, query, title):
    response = client.get(f"/en/find-office/{query}")
    assert BeautifulSoup(response.content, "html.parser").title.get_text() == title


def test_links_to_change_an_answer_stay_off_paper(client):
    links = page(client, "?place=herne&matter=residence").select(".said a")
    assert [link["class"] for link in links] == [["no-print"], ["no-print"]]


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
    with django_assert_num_queries(20):
        client.get("/en/find-office/?place=herne&matter=residence&stage=arrived")


@pytest.mark.parametrize("named", [*LIVING_HERE.values(), VISA_PAGE, ELSEWHERE_PAGE])
def test_page_that_the_finder_names_is_written_in_german_and_english(named):
    key = named.removeprefix("article:")
    versions = {file.name for file in settings.CONTENT_DIR.glob(f"articles/*/{key}.*.md")}
    assert {f"{key}.de.md", f"{key}.en.md"} - versions == set()
