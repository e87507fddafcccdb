"""Who is responsible, over the API and on the command line; and what questions without an answer get."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from welcome_ruhr.directory.enums import AnswerKind, Certainty, Matter, Nationality, PlaceKind, Purpose, Stage
from welcome_ruhr.directory.models import PlaceName
from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.facts.tests.factories import make_figure

from .asking_api import ask, make_rule, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def herne():
    return make_town("Herne", ags="05916000", postcodes="44623")


def part_of(town, name):
    return PlaceName.objects.create(municipality=town, name=name, kind=PlaceKind.DISTRICT)


def test_answer_names_municipality_office_reason_source_and_certainty(client, herne):
    office = make_office("Ausländerbüro", serves=[herne])
    make_rule()
    answer = ask(client, "responsibility", place="44623", matter="residence", language="en")
    assert answer["municipality"]["ags"] == "05916000"
    assert (answer["answer"], answer["certainty"], answer["office_ids"]) == ("office_kind", "sure", [office.key])
    assert [one["name"] for one in answer["offices"]] == ["Ausländerbüro"]
    assert answer["reason"] == {"text": "That is why.", "language": "en"}
    assert (answer["source"], answer["as_of"]) == ("https://www.example.org/rule", "2026-11-22")
    assert (answer["nationality"], answer["ask_instead"]) == (None, None)


def test_probable_answer_says_so_and_figures_in_its_reason_are_filled_in(client, herne):
    make_figure("weeks", {"amount": "2"}, unit="weeks")
    make_office(serves=[herne])
    make_rule(certainty=Certainty.PROBABLE, reasons={"de": "In {{ fact:weeks }} beim [[Amt]]."})
    answer = ask(client, "responsibility", place="Herne", matter="residence", language="en")
    assert answer["certainty"] == "probable"
    assert answer["reason"] == {"text": "In 2 Wochen (2026) beim Amt.", "language": "de"}


def test_without_a_verified_office_the_answer_says_where_to_ask_and_when_we_look_again(client, herne):
    make_office("Gerücht", serves=[herne], published=False, next_check_on=date(2027, 5, 22))
    make_rule()
    answer = ask(client, "responsibility", place="herne", matter="residence")
    assert (answer["certainty"], answer["office_ids"], answer["offices"]) == ("unverified", [], [])
    assert (answer["ask_instead"]["website"], answer["ask_instead"]["next_check_on"]) == (
        "https://www.herne.example",
        "2027-05-22",
    )


def test_without_a_rule_the_answer_is_the_town_itself(client, herne):
    answer = ask(client, "responsibility", place="herne", matter="school")
    assert (answer["answer"], answer["certainty"], answer["reason"]) == ("municipality", "unverified", None)


def test_only_what_changes_the_answer_has_to_be_given(client, herne):
    make_office(serves=[herne])
    make_rule()
    make_rule(answer=AnswerKind.NOT_NEEDED, office_kind="", nationalities=[Nationality.EU])
    problem = refused(client, "responsibility", place="herne", matter="residence", language="en")
    assert (problem["parameter"], problem["allowed"]) == ("nationality", ["eu", "visa_free", "other"])
    assert problem["detail"] == (
        "Please give “nationality”, for the answer depends on it. Allowed are: eu, visa_free, other."
    )
    answer = ask(client, "responsibility", place="herne", matter="residence", nationality="eu")
    assert (answer["answer"], answer["certainty"]) == ("not_needed", "sure")


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("matter", Matter.values),
        ("nationality", Nationality.values),
        ("purpose", Purpose.values),
        ("stage", Stage.values),
    ],
)
def test_unknown_value_is_answered_with_those_there_are(client, herne, name, allowed):
    query = {"place": "herne", "matter": "residence", "language": "en", name: "<b>nonsense"}
    problem = refused(client, "responsibility", **query)
    assert (problem["status"], problem["parameter"], problem["allowed"]) == (422, name, allowed)
    assert problem["detail"] == f"“<b>nonsense” is no value of “{name}”. Allowed are: {', '.join(allowed)}."


def test_missing_matter_is_asked_for(client, herne):
    problem = refused(client, "responsibility", place="herne")
    assert (problem["parameter"], problem["allowed"]) == ("matter", Matter.values)


@pytest.mark.parametrize("place", ["", "   ", "x" * 81])
def test_missing_or_endless_place_is_refused(client, place):
    assert refused(client, "responsibility", place=place, matter="residence")["parameter"] == "place"
    assert refused(client, "places", q=place)["parameter"] == "q"


def test_name_in_several_towns_is_answered_with_the_choices(client, herne):
    bochum = make_town("Bochum")
    part_of(herne, "Holthausen")
    part_of(bochum, "Holthausen")
    problem = refused(client, "responsibility", place="Holthausen", matter="residence", language="en")
    assert (problem["status"], problem["parameter"]) == (422, "place")
    assert {one["municipality"]["slug"] for one in problem["choices"]} == {"herne", "bochum"}
    assert problem["detail"].startswith("“Holthausen” is in several municipalities.")


def test_place_that_only_resembles_one_is_not_taken_for_it(client, herne):
    problem = refused(client, "responsibility", place="Hernee", matter="residence", language="en")
    assert [one["municipality"]["slug"] for one in problem["choices"]] == ["herne"]
    assert problem["detail"].startswith("We do not know “Hernee” exactly.")


@pytest.mark.parametrize("place", ["Atlantis am See", "99999", "\x00", "💥", "../../etc", "' OR 1=1 --"])
def test_unknown_place_is_a_sentence(client, herne, place):
    problem = refused(client, "responsibility", place=place, matter="residence")
    assert (problem["status"], problem["parameter"]) == (422, "place")


def test_place_search_names_part_and_town(client, herne):
    part_of(herne, "Wanne-Eickel")
    [found] = ask(client, "places", q="wanne eickel")["places"]
    assert (found["name"], found["is_part"], found["is_exact"]) == ("Wanne-Eickel", True, True)
    assert found["municipality"]["slug"] == "herne"


def test_command_prints_what_the_api_answers(client, herne, capsys):
    make_office(serves=[herne])
    make_rule()
    call_command("find_office", "Herne", "--matter", "residence", "--nationality", "other", "--language", "en")
    query = {"place": "Herne", "matter": "residence", "nationality": "other", "language": "en"}
    assert capsys.readouterr().out == client.get("/api/v1/responsibility", query).content.decode()


def test_command_without_an_answer_says_why_and_ends_with_1(herne, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("find_office", "Herne", "--matter", "nonsense")
    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out)["allowed"] == Matter.values


@pytest.mark.parametrize("count", [1, 30])
def test_answer_costs_the_same_for_one_office_and_thirty(client, herne, count, django_assert_num_queries):
    make_rule()
    for _ in range(count):
        make_office(serves=[herne])
    with django_assert_num_queries(ANSWER_QUERIES):
        assert len(ask(client, "responsibility", place="herne", matter="residence")["office_ids"]) == count


ANSWER_QUERIES = 14
