"""The plan through its addresses: what is counted, who is named, what is asked, and that nothing of it is kept."""

import csv
import json
from datetime import date
from io import BytesIO

import icalendar
import pytest
import yaml
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from welcome_ruhr.design import tokens
from welcome_ruhr.directory.enums import AnswerKind, OfficeKind
from welcome_ruhr.directory.models import ResponsibilityRule
from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.facts.enums import Unit
from welcome_ruhr.facts.models import FigureValue
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.portal.tests.factories import make_journey, make_journey_index, publish
from welcome_ruhr.portal.tests.reading import Page
from welcome_ruhr.selfcheck.plan.asking import plan_asked
from welcome_ruhr.selfcheck.plan.offices import step_office
from welcome_ruhr.selfcheck.plan.table import table

pytestmark = pytest.mark.django_db
FOR_EVER = (None, None)
FOUND = {"journey": "first-14-days", "place": "herne", "nationality": "visa_free"}
DAYS = {"arrival": "2026-12-01", "moved_in": "2026-12-05"}

STAGES = [
    ("first-14-days", "", ["arrived", "arrived"]),
    ("first-14-days", "abroad", ["abroad", "arrived"]),
    ("first-14-days", "extending", ["extending", "extending"]),
    ("before-you-come", "", ["abroad", "arrived"]),
]
"""journey, stage said, stages of the steps for recognition and for the permit"""


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def offices(db):
    town = make_town("Herne")
    return {
        kind: make_office(f"Amt {kind}", kind=kind, serves=[town], address="Markt 1, 44623 Herne")
        for kind in (OfficeKind.CITIZENS_OFFICE, OfficeKind.FOREIGNERS_OFFICE)
    }


@pytest.fixture
def journey(offices):
    make_figure("registration_deadline", {"amount": "14", "span": FOR_EVER}, unit=Unit.DAYS)
    make_figure("visa_free_apply_days", {"amount": "90", "span": FOR_EVER}, unit=Unit.DAYS)
    for matter, kind in (("registration", "citizens_office"), ("residence", "foreigners_office")):
        make_rule(matter, office_kind=kind)
    return make_journey(
        "Die ersten Tage",
        index=make_journey_index(),
        slug="erste-tage",
        content_id="first-14-days",
        steps=[
            step("register", "Anmelden", "{{ fact:registration_deadline }} nach dem Einzug", "citizens_office"),
            step("health-insurance", "Kasse wählen", "Bald", ""),
            step("residence-permit", "Titel", "Höchstens {{ fact:visa_free_apply_days }}", "foreigners_office"),
        ],
    )


def step(key, title, deadline, kind):
    office = {"kind": kind, "office": None}
    return {"step_id": key, "title": title, "deadline": deadline, "office": office, "papers": ["Pass"]}


def make_rule(matter, **fields):
    values = {"answer": AnswerKind.OFFICE_KIND, "reasons": {"de": "Darum."}, "source": "https://example.org"}
    key = f"{matter}-{len(fields)}-{fields.get('office_kind', '')}"
    days = {"as_of": date(2026, 1, 1), "next_check_on": date(2027, 5, 22)}
    return ResponsibilityRule.objects.create(**{**values, **days, "key": key, "matter": matter, **fields})


def get(client, path="", **query):
    response = client.get(f"/de/plan/{path}", {"journey": "first-14-days", **query})
    assert response.status_code == 200, response.content[:300]
    return response


def read(client, **query):
    return Page(get(client, **query).content.decode())


def last_days(page):
    return [one["text"].split(": ", 1)[1] for one in page.all("strong", **{"class": "plan-day"})]


def calendar(client, **query):
    return icalendar.Calendar.from_ical(get(client, "calendar/", **query).content)


def test_a_last_day_stands_only_where_the_reader_gave_the_day_it_counts_from(client, journey):
    both = ["Samstag, 19. Dezember 2026", "Montag, 1. März 2027"]
    assert last_days(read(client, **FOUND, **DAYS)) == both
    assert last_days(read(client, **FOUND, moved_in=DAYS["moved_in"])) == both[:1]
    assert last_days(read(client, **FOUND)) == []


@pytest.mark.parametrize(("typed", "shown"), [("herne", "Herne"), ("HERNE", "Herne"), ("Köln", "Köln")])
def test_a_place_stands_in_its_field_by_its_name_and_an_unknown_one_as_typed(client, journey, typed, shown):
    (field,) = read(client, journey="first-14-days", place=typed).all("input", name="place")
    assert field["value"] == shown


def test_a_postcode_from_elsewhere_is_said_to_be_one(client, journey):
    page = read(client, journey="first-14-days", place="50667")
    (problem,) = page.all("p", id="id_place_error")
    assert problem["text"].strip() == "Die Postleitzahl 50667 gehört nach unserer Liste nicht zum Ruhrgebiet."


def test_a_last_day_on_a_saturday_names_the_next_working_day_beside_it(client, journey):
    notes = [
        one["text"] for one in read(client, **FOUND, **DAYS).all("p", **{"class": "small"}) if "§ 193" in one["text"]
    ]
    assert ["21. Dezember 2026" in note for note in notes] == [True]


def test_a_day_that_is_over_says_so(client, journey):
    page = read(client, **FOUND, moved_in="2026-11-01")
    assert last_days(page) == ["Sonntag, 15. November 2026"]
    assert [one for one in page.all("p") if "§ 193" in one["text"]] == []


def test_an_expired_figure_counts_no_day(client, journey):
    FigureValue.objects.filter(figure__key="registration_deadline").update(valid_to=date(2026, 11, 30))
    assert last_days(read(client, **FOUND, moved_in="2026-11-20")) == ["Freitag, 4. Dezember 2026"]
    assert last_days(read(client, **FOUND, moved_in="2026-12-05")) == []


@pytest.mark.parametrize(("nationality", "counted"), [("visa_free", 1), ("other", 0), ("eu", 0), ("", 0)])
def test_the_time_to_apply_is_counted_only_for_those_who_enter_without_a_visa(client, journey, nationality, counted):
    page = read(client, **{**FOUND, "nationality": nationality}, arrival="2026-12-01")
    assert len(last_days(page)) == counted


def test_nothing_is_counted_when_the_text_of_the_step_no_longer_names_the_figure(client, offices):
    make_figure("registration_deadline", {"amount": "14", "span": FOR_EVER}, unit=Unit.DAYS)
    steps = [step("register", "Anmelden", "Bald nach dem Einzug", "")]
    make_journey("Tage", index=make_journey_index(), content_id="first-14-days", steps=steps)
    assert last_days(read(client, **DAYS)) == []


def test_each_step_names_the_office_that_is_responsible_there(client, journey, offices):
    page = read(client, **FOUND)
    names = [one["text"] for one in page.all("h4", **{"class": "contact-card__name"})]
    assert names == [offices[kind].name for kind in (OfficeKind.CITIZENS_OFFICE, OfficeKind.FOREIGNERS_OFFICE)]


def test_where_the_passport_decides_it_is_asked_before_an_office_is_named(client, journey, offices):
    make_rule("registration", office_kind="foreigners_office", nationalities=["other", "visa_free"])
    unknown = read(client, **{**FOUND, "nationality": ""})
    assert [one["text"] for one in unknown.all("h4", **{"class": "contact-card__name"})] == [
        offices[OfficeKind.FOREIGNERS_OFFICE].name
    ]
    known = read(client, **FOUND)
    assert [one["text"] for one in known.all("h4", **{"class": "contact-card__name"})] == [
        offices[OfficeKind.FOREIGNERS_OFFICE].name
    ] * 2


@pytest.mark.parametrize(("journey", "said", "meant"), STAGES)
def test_a_step_asks_for_the_office_of_the_moment_it_is_taken(offices, journey, said, meant):
    asked = plan_asked({"place": "herne", "stage": said}, journey)
    found = [step_office({"kind": kind}, asked) for kind in ("recognition_advice", "foreigners_office")]
    assert [one.answer.case.stage for one in found] == meant


@pytest.mark.parametrize("typed", ["2027-02-30", "31.4.2027", "bald", "<b>"])
def test_an_impossible_day_gets_a_sentence_beside_its_field_and_stays_as_it_was_typed(client, journey, typed):
    page = read(client, **FOUND, moved_in=typed)
    (field,) = page.all("input", name="moved_in")
    assert (field["value"], field.get("type"), field["aria-invalid"]) == (typed, "text", "true")
    assert field["aria-describedby"] == "id_moved_in_error"
    assert len(page.all("p", id="id_moved_in_error")) == 1
    assert last_days(page) == []


def test_a_day_that_is_very_far_away_gets_a_sentence_and_can_be_picked_anew(client, journey):
    page = read(client, **FOUND, moved_in="2062-12-05")
    (field,) = page.all("input", name="moved_in")
    assert (field["value"], field["type"], field["aria-invalid"]) == ("2062-12-05", "date", "true")
    assert last_days(page) == []


def test_nobody_moves_in_before_arriving(client, journey):
    page = read(client, **FOUND, arrival="2026-12-05", moved_in="2026-12-01")
    assert len(page.all("p", id="id_moved_in_error")) == 1
    assert page.all("p", id="id_arrival_error") == []


def test_a_day_may_be_typed_as_germans_do(client, journey):
    page = read(client, **FOUND, moved_in="5.12.2026")
    assert last_days(page) == ["Samstag, 19. Dezember 2026"]
    assert [(one["type"], one["value"]) for one in page.all("input", name="moved_in")] == [("date", "2026-12-05")]


def test_an_unknown_place_gets_a_sentence_and_stays_as_it_was_typed(client, journey):
    page = read(client, place="Atlantis")
    assert [one["value"] for one in page.all("input", name="place")] == ["Atlantis"]
    assert len(page.all("p", id="id_place_error")) == 1


def test_without_a_journey_one_is_chosen_and_what_was_said_is_kept(client, journey):
    page = Page(client.get("/de/plan/", {**FOUND, **DAYS, "journey": "gone"}).content.decode())
    (link,) = page.all("a", **{"class": "choice"})
    assert link["href"] == (
        "?journey=first-14-days&place=herne&nationality=visa_free&arrival=2026-12-01&moved_in=2026-12-05"
    )
    assert link["rel"] == "nofollow"


@pytest.mark.parametrize("path", ["", "pdf/", "calendar/"])
def test_no_answer_may_be_kept_or_passed_on(client, journey, path):
    response = get(client, path, **FOUND, **DAYS)
    headers = {name: response.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")}
    assert headers == {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    assert response.cookies == {}
    assert client.post(f"/de/plan/{path}").status_code == 405


def test_the_calendar_has_each_last_day_and_a_reminder_a_week_before(client, journey):
    events = calendar(client, **FOUND, **DAYS).walk("VEVENT")
    starts = [str(one["DTSTART"].dt) for one in events]
    assert starts == ["2026-12-12 09:00:00+01:00", "2026-12-19", "2027-02-22 09:00:00+01:00", "2027-03-01"]
    assert [len(one.walk("VALARM")) for one in events] == [1, 1, 1, 1]
    assert str(events[1]["LOCATION"]) == "Amt citizens_office, Markt 1, 44623 Herne"


def test_uids_are_the_same_for_everybody(client, journey):
    one = [str(event["UID"]) for event in calendar(client, **FOUND, **DAYS).walk("VEVENT")]
    other = {
        "place": "",
        "nationality": "visa_free",
        "purpose": "study",
        "arrival": "2027-02-01",
        "moved_in": "2027-02-03",
    }
    assert [str(event["UID"]) for event in calendar(client, **other).walk("VEVENT")] == one
    assert len(set(one)) == 4
    said = [*FOUND.values(), *DAYS.values(), "20261219", "20270301"]
    assert [word for word in said for uid in one if word in uid] == []


def test_the_calendar_says_where_to_go_but_not_who_somebody_is(client, journey):
    content = get(client, "calendar/", **FOUND, purpose="family", **DAYS).content.decode().replace("\r\n ", "")
    assert [word for word in ("visa_free", "nationality", "purpose", "family", "place=") if word in content] == []


def test_without_a_day_the_calendar_leads_back_to_the_form(client, journey):
    response = client.get("/de/plan/calendar/", FOUND)
    assert response.status_code == 302
    assert response["Location"] == "/de/plan/?journey=first-14-days&place=herne&nationality=visa_free"


def test_the_pdf_says_the_days_and_the_offices(client, journey):
    response = get(client, "pdf/", **FOUND, **DAYS)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())
    missing = [
        one for one in ("19. Dezember 2026", "1. März 2027", "Amt citizens_office", "Markt 1") if one not in text
    ]
    assert missing == []
    assert response["Content-Disposition"] == 'inline; filename="welcome-ruhr.pdf"'


def test_the_print_view_stays_the_same_plan(client, journey):
    page = read(client, **FOUND, **DAYS, print="1")
    assert [one["class"] for one in page.all("body")] == ["print-view"]
    assert len(last_days(page)) == 2


def test_a_plan_with_more_steps_asks_the_database_no_more_often(client, journey):
    get(client, **FOUND, **DAYS)
    with CaptureQueriesContext(connection) as three:
        get(client, **FOUND, **DAYS)
    publish(journey, steps=json.dumps(list(journey.steps.raw_data)[:1]))
    get(client, **FOUND, **DAYS)
    with CaptureQueriesContext(connection) as one:
        get(client, **FOUND, **DAYS)
    assert len(three) == len(one)


def test_every_time_in_a_deadline_of_the_journeys_is_decided_in_the_table():
    units = {Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS}
    timed = {row["key"] for row in figure_rows() if row["unit"] in units}
    named = {
        (content["id"], step["id"], key)
        for content in journeys()
        for step in content["steps"]
        for _prefix, key in tokens.found(step["de"].get("deadline", ""))
        if key in timed
    }
    assert {(row.journey, row.step, row.figure) for row in table().rows} == named


def figure_rows():
    for path in sorted((settings.CONTENT_DIR / "figures").glob("*.csv")):
        with path.open(encoding="utf-8") as lines:
            yield from csv.DictReader(lines)


def journeys():
    folder = settings.CONTENT_DIR / "journeys"
    return [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.yaml"))
        if path.name.count(".") == 1
    ]


def test_what_is_counted_names_its_paragraph():
    assert [row for row in table().rows if bool(row.law) != (row.counts_from != "none")] == []
