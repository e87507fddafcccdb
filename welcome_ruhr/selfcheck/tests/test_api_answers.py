"""What the API answers: only what is published and verified, each time with licence and moment."""

import csv
import io
import json
from datetime import date

import pytest
from wagtail.models import PageViewRestriction

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.facts.tests.factories import make_figure, make_unverified
from welcome_ruhr.portal.tests.factories import make_city_index, make_journey, make_journey_index, translate

from .asking_api import ask, refused

pytestmark = pytest.mark.django_db
HOST = "http://localhost:8000"


def rows(client, place):
    response = client.get(f"/api/v1/{place}")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(io.StringIO(response.content.decode(), newline="")))


def test_office_has_what_was_verified_and_null_for_the_rest(client):
    herne = make_town("Herne", ags="05916000")
    made = make_office(
        "Ausländerbüro", serves=[herne], phone="+49 2323 1", languages="de en", source="https://a.example"
    )
    assert ask(client, f"offices/{made.key}", language="en")["office"] == {
        "id": made.key,
        "kind": "foreigners_office",
        "kind_label": "Foreigners’ office",
        "german_kind": "Ausländerbehörde",
        "name": "Ausländerbüro",
        "serves": ["05916000"],
        "address": None,
        "phone": "+49 2323 1",
        "email": None,
        "website": None,
        "languages": ["de", "en"],
        "as_of": None,
        "source": "https://a.example",
        "next_check_on": None,
        "vcard": f"{HOST}/api/v1/offices/{made.key}.vcf",
    }


def test_office_that_is_not_published_leaves_at_no_address(client):
    herne = make_town("Herne")
    hidden = make_office("Gerücht", serves=[herne], published=False, kind=OfficeKind.CITIZENS_OFFICE)
    assert ask(client, "offices")["offices"] == []
    assert rows(client, "offices.csv") == []
    groups = ask(client, "municipalities/herne")["offices"]
    assert [group["office_ids"] for group in groups] == [[]] * len(groups)
    assert [refused(client, f"offices/{hidden.key}{end}")["status"] for end in ("", ".vcf")] == [404, 404]


def test_note_for_the_editors_leaves_in_no_form(client):
    made = make_office(serves=[make_town("Herne")], review_note="Geheim: alte Nummer 0234 910")
    places = ["offices", "offices.csv", f"offices/{made.key}", f"offices/{made.key}.vcf", "municipalities/herne"]
    answers = [client.get(f"/api/v1/{place}").content.decode() for place in places]
    assert [made.name in answer or made.key in answer for answer in answers] == [True] * len(places)
    assert [answer for answer in answers if "Geheim" in answer or "910" in answer] == []


def test_answer_carries_its_licences_and_the_moment(client):
    make_town("Herne", postcodes="44623 44625")
    answer = ask(client, "municipalities")
    assert answer["generated_at"] == "2026-11-22T09:00:00Z"
    by_field = {one["covers"]: one["name"] for one in answer["licence"]}
    assert by_field["municipalities: postcodes"] == "ODbL-1.0"
    assert by_field["municipalities: population, population_on"] == "dl-de/by-2-0"
    assert by_field["all other fields"] == "EUPL-1.2"


def test_municipality_names_its_offices_its_neighbours_and_its_page(client):
    make_city_index()
    bochum = make_town("Bochum", ags="05911000")
    herne = make_town("Herne", ags="05916000", neighbours=[bochum], postcodes="44623 44625")
    office = make_office(serves=[herne])
    near = make_office(serves=[bochum], kind=OfficeKind.WELCOME_CENTRE)
    answer = ask(client, "municipalities/herne")
    shown = {group["kind"]: group["office_ids"] for group in answer["offices"]}
    assert (shown["foreigners_office"], shown["citizens_office"]) == ([office.key], [])
    assert answer["advice_nearby"] == [near.key]
    town = answer["municipality"]
    assert (town["neighbours"], town["postcodes"]) == (["05911000"], ["44623", "44625"])
    assert town["page"] == f"{HOST}/de/staedte/herne/"


def test_tables_hold_a_row_for_each_with_licence_and_moment(client):
    herne = make_town("Herne", ags="05916000", postcodes="44623 44625")
    make_office('Amt "Nord", Zimmer 1', serves=[herne])
    [office] = rows(client, "offices.csv")
    assert (office["name"], office["serves"], office["phone"]) == ('Amt "Nord", Zimmer 1', "05916000", "")
    assert office["licence"].split("; ")[-2:] == ["EUPL-1.2 (all other fields", "welcome.RUHR)"]
    assert office["generated_at"] == "2026-11-22T09:00:00Z"
    [town] = rows(client, "municipalities.csv")
    assert (town["ags"], town["postcodes"]) == ("05916000", "44623 44625")
    assert "ODbL-1.0 (municipalities: postcodes; © OpenStreetMap contributors)" in town["licence"].split("; dl-de")[-1]


def test_figure_has_its_value_of_today_in_number_and_words(client):
    make_figure("blue_card", {"amount": "50700"})
    shown = ask(client, "figures/blue_card", language="en")["figure"]
    assert (shown["value"], shown["printed"], shown["holds"]) == (50700.0, "€50,700", "2026")
    assert (shown["standing"], shown["valid_to"], shown["verified_by"]) == ("current", "2026-12-31", "law")


def test_figure_that_is_not_verified_does_not_leave(client):
    make_unverified("rumour")
    assert ask(client, "figures")["figures"] == []
    assert refused(client, "figures/rumour")["status"] == 404
    assert "4711" not in client.get("/api/v1/figures/rumour").content.decode()


def test_expired_figure_says_so(client):
    make_figure("old", {"span": (date(2025, 1, 1), date(2025, 12, 31))})
    [shown] = ask(client, "figures", language="en")["figures"]
    assert (shown["standing"], shown["holds"]) == ("expired", "value for 2025; the new value is not known yet")


def test_journey_has_its_steps_as_plain_text_with_figures_filled_in(client):
    make_figure("deadline", {"amount": "14"}, unit="days")
    step = {
        "title": "Anmelden",
        "text": "<p>Zur <b>[[Meldebehörde]]</b> &amp; zurück.</p><p>Danach</p>",
        "deadline": "{{ fact:deadline }}",
        "papers": ["Pass"],
    }
    make_journey("Die ersten Tage", index=make_journey_index(), steps=[step], content_id="first-days")
    [shown] = ask(client, "journeys/first-days")["journey"]["steps"]
    assert shown["text"] == "Zur Meldebehörde & zurück.\nDanach"
    assert (shown["deadline"], shown["papers"], shown["office"]) == ("14 Tage (2026)", ["Pass"], None)


def test_journey_comes_in_the_best_language_there_is(client):
    index = make_journey_index()
    page = make_journey("Die ersten Tage", index=index, content_id="first-days")
    translate(index)
    translate(page, title="The first days", slug="first-days")
    titles = {
        code: (shown["title"], shown["language"])
        for code in ("de", "en", "ar")
        for shown in ask(client, "journeys", language=code)["journeys"]
    }
    assert titles == {
        "de": ("Die ersten Tage", "de"),
        "en": ("The first days", "en"),
        "ar": ("The first days", "en"),
    }


def test_journey_that_not_everybody_may_read_does_not_leave(client):
    page = make_journey("Nur für uns", index=make_journey_index(), content_id="ours")
    assert [one["id"] for one in ask(client, "journeys")["journeys"]] == ["ours"]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert ask(client, "journeys")["journeys"] == []
    assert refused(client, "journeys/ours")["status"] == 404


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("place", ["offices", "offices.csv", "municipalities/herne"])
def test_one_office_and_thirty_cost_the_same(client, place, count, django_assert_num_queries):
    herne = make_town("Herne")
    for _ in range(count):
        make_office(serves=[herne])
    make_city_index()
    client.get("/de/")
    with django_assert_num_queries(QUERIES[place]):
        answer = client.get(f"/api/v1/{place}").content.decode()
    assert answer.count("Amt ") + answer.count('"office-') >= count


QUERIES = {"offices": 6, "offices.csv": 6, "municipalities/herne": 11}


def test_structured_data_of_a_town_names_its_offices_and_whom_they_serve(client):
    make_city_index()
    herne, bochum = make_town("Herne", ags="05916000"), make_town("Bochum", ags="05911000")
    made = make_office("Ausländerbüro", serves=[herne, bochum], phone="+49 2323 1", email="")
    make_office("Gerücht", serves=[herne], published=False)
    make_office("Verein", serves=[herne], kind=OfficeKind.RECOGNITION_ADVICE)
    html = client.get("/de/staedte/herne/").content.decode()
    graph = json.loads(html.partition('<script type="application/ld+json">')[2].partition("</script>")[0])["@graph"]
    offices = {part["name"]: part for part in graph if "areaServed" in part}
    assert {name: part["@type"] for name, part in offices.items()} == {
        "Ausländerbüro": "GovernmentOffice",
        "Verein": "Organization",
    }
    shown = offices["Ausländerbüro"]
    assert [area["identifier"] for area in shown["areaServed"]] == ["05911000", "05916000"]
    assert (shown["@id"], shown["telephone"]) == (f"{HOST}/api/v1/offices/{made.key}", "+49 2323 1")
    assert "email" not in shown
