"""Numbers: what is counted, for whom, and what is not said because it is small."""

import csv
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import ConsentBy, Helped, Outcome
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.numbers.parts import parts
from welcome_ruhr.enquiries.numbers.small import shown, with_total
from welcome_ruhr.enquiries.queries.numbers import Period, months_until_now, numbers
from welcome_ruhr.foundation import clock

from .factories import (
    TEXT,
    closed_by,
    make_adviser,
    make_enquiry,
    make_evaluator,
    make_guide,
    make_topic,
    referred_by,
    sorted_by,
    taken_by,
)

pytestmark = pytest.mark.django_db

NUMBERS = "/workspace/enquiries/numbers/"
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 1))
ROLES = ("adviser", "supervisor", "evaluator", "guide", "administrator", "editor")


def at(day, hour=10, month=11):
    return clock.fixed(datetime(2026, month, day, hour, tzinfo=ZoneInfo("Europe/Berlin")))


def answered(adviser, *, asked=2, after=1, **fields):
    """An enquiry asked on a day of November and answered so many days later."""
    with at(asked):
        enquiry = make_enquiry(**fields)
    with at(asked + after):
        actions.answer(enquiry=taken_by(adviser, enquiry), text="Ja.", by=adviser)
    return enquiry


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ["", "numbers.csv"])
def test_evaluators_and_supervisors_see_numbers_and_nobody_else(client, role, address):
    client.force_login(make_person(role, is_demo=True))
    allowed = client.get(NUMBERS + address).status_code != 403
    assert allowed == (role in ("supervisor", "evaluator"))


def test_an_evaluator_finds_nothing_else_of_the_enquiries(client):
    enquiry = make_enquiry()
    client.force_login(make_evaluator())
    addresses = ("", "search/", f"{enquiry.pk}/", "rules/", "persons/", "outgoing/")
    found = {client.get(f"/workspace/enquiries/{address}").status_code for address in addresses}
    assert found <= {403, 405}


def test_a_month_counts_who_asked_and_how_soon_they_had_an_answer():
    adviser = make_adviser()
    answered(adviser, asked=2, after=1)
    answered(adviser, asked=2, after=3)
    answered(adviser, asked=2, after=7)
    with at(20):
        make_enquiry()
        found = numbers(NOVEMBER).total
    assert (found.asked, found.answered, found.in_time, found.due) == (4, 3, 2, 3)
    assert found.median_days == 3


def test_who_waits_longer_than_promised_counts_as_not_in_time():
    with at(2):
        make_enquiry()
    with at(5):
        assert numbers(NOVEMBER).total.due == 0
    with at(6):
        assert (numbers(NOVEMBER).total.due, numbers(NOVEMBER).total.in_time) == (1, 0)


def test_a_day_promised_anew_does_not_mend_the_one_that_was_missed():
    with at(2):
        enquiry = make_enquiry()
    with at(6):
        actions.tell_late()
        adviser = make_adviser()
        actions.answer(enquiry=taken_by(adviser, enquiry), text="Ja.", by=adviser)
    assert (numbers(NOVEMBER).total.answered, numbers(NOVEMBER).total.in_time) == (1, 0)


def test_weekends_and_holidays_are_no_working_days():
    answered(make_adviser(), asked=6, after=3)
    assert numbers(NOVEMBER).total.median_days == 1


def test_the_median_of_two_lies_between_them():
    adviser = make_adviser()
    answered(adviser, asked=2, after=1)
    answered(adviser, asked=2, after=2)
    assert numbers(NOVEMBER).total.median_days == 1.5


def test_a_month_begins_and_ends_at_midnight_in_the_office():
    with at(31, hour=23, month=10):
        make_enquiry()
    with at(1, hour=0):
        make_enquiry()
    assert numbers(NOVEMBER).total.asked == 1
    whole = numbers(Period(date(2026, 10, 1), date(2026, 11, 1)))
    assert {month: one.asked for month, one in whole.months.items()} == {date(2026, 10, 1): 1, date(2026, 11, 1): 1}


def test_months_go_back_to_the_first_question():
    with at(15, month=9):
        make_enquiry()
    assert months_until_now() == [date(2026, 11, 1), date(2026, 10, 1), date(2026, 9, 1)]


def test_what_is_left_of_deleted_words_is_still_counted():
    enquiry = closed_by(make_adviser())
    before = numbers(NOVEMBER)
    actions.anonymise(enquiry)
    assert numbers(NOVEMBER) == before


def test_outcomes_topics_and_whether_it_helped_are_counted():
    adviser = make_adviser()
    closed = closed_by(adviser)
    actions.say_whether_it_helped(enquiry=closed, helped=Helped.PARTLY)
    make_enquiry(language="uk")
    counts = numbers(NOVEMBER).counts
    assert counts["outcome"] == {"answered": 1, "": 1}
    assert counts["topic"] == {str(make_topic()): 1, "": 1}
    assert (counts["helped"], counts["language"]) == ({"partly": 1, "": 1}, {"de": 1, "uk": 1})


def test_referrals_are_counted_by_kind_of_office_and_outcome():
    adviser, office = make_adviser(), make_office("Ausländerbehörde Herne", email="amt@example.org")
    ended, _open = referred_by(adviser, office=office), referred_by(adviser, office=office)
    actions.record_outcome(referral=ended, outcome="taken_up", by=adviser)
    assert numbers(NOVEMBER).referrals == {(office.kind, "taken_up"): 1, (office.kind, ""): 1}


def test_only_guides_who_said_yes_are_counted():
    adviser = make_adviser()
    for says_yes in (True, False):
        guide = make_guide()
        enquiry = taken_by(adviser)
        request = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
        if says_yes:
            actions.accept_request(request=request, by=guide)
    assert numbers(NOVEMBER).with_guide == 1


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([5, 6], ["5", "6"]),
        ([4, 3, 9], ["< 5", "< 5", "9"]),
        ([20, 7, 1], ["20", "< 10", "< 5"]),
        ([10, 2, 0], ["< 15", "< 5", "0"]),
        ([0, 0], ["0", "0"]),
    ],
)
def test_small_counts_are_not_said_nor_can_they_be_worked_out(counts, said):
    assert [one.text for one in shown(counts)] == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [([1, 1], ["< 5", "< 5"]), ([7, 6, 1], ["7", "< 10", "< 5"]), ([6, 6], ["6", "6"]), ([0, 0], ["0", "0"])],
)
def test_a_total_says_no_small_count_either(counts, said):
    assert with_total(counts) == said


@pytest.mark.parametrize("address", ["", "numbers.csv"])
def test_the_table_by_month_hides_what_is_small(client, address):
    adviser = make_adviser()
    answered(adviser)
    with at(3, month=10):
        [make_enquiry() for _number in range(6)]
    client.force_login(make_evaluator(language="en"))
    answer = client.get(NUMBERS + address)
    if address:
        rows = csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";")
        cells = [row[3] for row in rows if row[0] == "By month"]
    else:
        cells = [cell for _name, *cells in answer.context["months"] for cell in cells]
    late = "0%"  # of six that nobody answered
    assert cells == ["7", "< 5", "14%", "–", "0", "< 5", "< 5", "–", "–", "0", "< 10", "0", late, "–", "0"]


def test_too_few_all_together_show_no_breakdown():
    for _number in range(4):
        make_enquiry()
    assert [part.rows for part in parts(numbers(NOVEMBER)) if part.rows] == []


def test_places_people_came_from_are_shown_when_enough_did():
    for about in ["article:register-address"] * 6 + ["article:own-case"] * 2 + [""] * 5:
        make_enquiry(about=about)
    with override("en"):
        (part,) = [one for one in parts(numbers(NOVEMBER)) if one.key == "about"]
    assert [(row.name, row.cells) for row in part.rows] == [
        ("others, or not said", ["7"]),
        ("article:register-address", ["6"]),
    ]


def test_the_page_says_no_name_no_word_and_leads_to_no_enquiry(client):
    adviser = make_adviser(first_name="Kasimir", last_name="Nennmichnicht")
    for _number in range(6):
        sorted_by(adviser, taken_by(adviser))
    client.force_login(make_evaluator(language="en"))
    for address in (NUMBERS, f"{NUMBERS}numbers.csv"):
        page = client.get(address).content.decode()
        said = [word for word in (TEXT[:20], "Kasimir", "Nennmichnicht", "A-1", "enquiries/1") if word in page]
        assert said == []
    assert Enquiry.objects.count() == 6


def test_the_period_is_chosen_by_month(client):
    with at(15, month=9):
        make_enquiry()
    client.force_login(make_evaluator())
    found = client.get(f"{NUMBERS}?first=2026-10&last=2026-11").context["numbers"]
    assert found.total.asked == 0
    assert client.get(f"{NUMBERS}?first=2026-09&last=2026-09").context["numbers"].total.asked == 1


@pytest.mark.parametrize("asked", ["?first=2026-11&last=2026-10", "?first=x", "?last=1900-01"])
def test_what_is_no_period_is_said_and_breaks_nothing(client, asked):
    with at(15, month=9):
        make_enquiry()
    client.force_login(make_evaluator())
    assert client.get(NUMBERS + asked).status_code == 422
    assert client.get(f"{NUMBERS}numbers.csv{asked}").status_code == 422


def test_the_table_to_download_says_what_the_page_says(client):
    for language in ["de"] * 6 + ["uk"] * 2:
        make_enquiry(language=language)
    client.force_login(make_evaluator(language="en"))
    answer = client.get(f"{NUMBERS}numbers.csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Table", "Row", "Column", "Number"]
    assert [row for row in rows if row[0] == "Languages"] == [
        ["Languages", "German", "Enquiries", "< 10"],
        ["Languages", "Ukrainian", "Enquiries", "< 5"],
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="enquiries-2026-11-2026-11.csv"'


def test_a_topic_that_begins_as_a_formula_is_none_in_the_table(client):
    adviser, topic = make_adviser(), make_topic()
    type(topic).objects.filter(pk=topic.pk).update(names={"en": "=1+1"})
    for _number in range(6):
        sorted_by(adviser, taken_by(adviser))
    client.force_login(make_evaluator(language="en"))
    text = client.get(f"{NUMBERS}numbers.csv").content.decode("utf-8-sig")
    assert [row[1] for row in csv.reader(StringIO(text, newline=""), delimiter=";") if row[0] == "Topics"] == ["'=1+1"]


def test_the_page_asks_as_often_for_many_as_for_few(client):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(NUMBERS).status_code == 200
        return len(asked)

    adviser = make_adviser()
    client.force_login(make_evaluator())
    answered(adviser)
    before = queries(), queries()
    for language in ("uk", "tr", "ar"):
        answered(adviser, asked=3, language=language, about="article:x")
        referred_by(adviser)
    with at(1, month=9):
        make_enquiry()
    assert queries() == before[1]


def test_a_month_tells_what_became_of_those_who_asked_in_it():
    adviser = make_adviser()
    with at(2, month=9):
        enquiry = make_enquiry()
    closed_by(adviser, taken_by(adviser, enquiry), outcome=Outcome.NOT_OURS)
    september = numbers(Period(date(2026, 9, 1), date(2026, 9, 1)))
    assert (september.total.closed, september.counts["outcome"]) == (1, {"not_ours": 1})
    assert numbers(NOVEMBER).total.closed == 0
