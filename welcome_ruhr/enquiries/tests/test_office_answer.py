"""The page on which an office answers with the code it got by mail."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import Author, ReferralOutcome, ReferralState, State
from welcome_ruhr.enquiries.mine.entering import CODES_PER_TEN_MINUTES
from welcome_ruhr.enquiries.models import Message
from welcome_ruhr.foundation import clock, receipt_codes
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import ask, fresh, make_adviser, proposal, referred_by, taken_by
from .test_mine_secret import ELSEWHERE, HEADERS, wrong_by_one_sign
from .visiting import OURS, everything_stored, read

pytestmark = pytest.mark.django_db

ADDRESS = "/de/office-answer/"
XSS = '"><script>alert(1)</script>'


@pytest.fixture
def adviser():
    return make_adviser()


@pytest.fixture
def referral(adviser):
    return referred_by(adviser)


@pytest.fixture
def code(referral):
    """The code as the office finds it in its mail."""
    mail = OutgoingMail.objects.get(kind="enquiries.referred")
    return re.search(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{5}\b", mail.text)[0]


def send(client, headers=OURS, address=ADDRESS, **fields):
    return client.post(address, fields, headers=headers)


def answered(client, code, **fields):
    return send(client, **{"code": code, "answering": "yes", "outcome": "taken_up", **fields})


def trouble(response):
    return read(response).text("p", id="id_code_error")


def test_mail_leads_to_this_page_and_its_code_opens_what_was_passed_on(client, code, referral):
    assert f"http://localhost:8000{ADDRESS}" in OutgoingMail.objects.get(kind="enquiries.referred").text
    page = read(send(client, code=code, address=f"/en{ADDRESS[3:]}"))
    assert page.text("blockquote") == "Frau K. fragt nach einem Termin."
    assert page.text("p", **{"class": "lead"}) == (
        "For “Ausländerbehörde Herne”. Please answer by Sunday, 6 December 2026."
    )
    assert "Kim Beispiel" in page.html


def test_office_reads_the_words_agreed_on_and_nothing_else_of_the_enquiry(client, code, referral):
    page = read(send(client, code=code)).html
    assert "Darf ich mit meinem Visum schon arbeiten?" not in page
    assert referral.enquiry.number not in page


@pytest.mark.parametrize(
    ("outcome", "stored"),
    [("taken_up", ReferralOutcome.TAKEN_UP), ("not_taken_up", ReferralOutcome.NOT_TAKEN_UP)],
)
def test_answer_reaches_the_person_and_ends_the_referral(client, code, referral, outcome, stored):
    response = answered(client, code, outcome=outcome, text="Bitte am Montag kommen.")
    assert (response.status_code, response["Location"]) == (303, f"{ADDRESS}?after=thanks")
    ended = fresh(referral)
    assert (ended.state, ended.outcome, ended.answered_by_office) == (ReferralState.ENDED, stored, True)
    assert Message.objects.get(author=Author.OFFICE).text == "Bitte am Montag kommen."
    assert fresh(referral.enquiry).state == State.OPEN


def test_answer_needs_no_text(client, code):
    assert answered(client, code).status_code == 303
    assert not Message.objects.filter(author=Author.OFFICE).exists()


def test_thanks_say_that_it_arrived_and_that_the_code_is_used_up(client):
    page = read(client.get("/en/office-answer/?after=thanks"))
    assert page.text("h1") == "Thank you"
    assert page.all("input", name="code") == []


def test_code_is_used_up_after_the_answer(client, code, referral):
    answered(client, code, text="Erste Antwort")
    assert (send(client, code=code).status_code, answered(client, code, text="Zweite").status_code) == (422, 422)
    assert Message.objects.filter(author=Author.OFFICE).count() == 1


def taken_back(referral, adviser):
    actions.take_back(referral=referral, by=adviser)


def withdrawn(referral, adviser):
    actions.withdraw(enquiry=referral.enquiry)


def recorded(referral, adviser):
    actions.record_outcome(referral=referral, outcome=ReferralOutcome.NO_ANSWER, by=adviser)


@pytest.mark.parametrize("end", [taken_back, withdrawn, recorded])
def test_code_is_dead_when_nobody_waits_any_more(client, code, referral, adviser, end):
    end(referral, adviser)
    response = answered(client, code, text="Zu spät", address=f"/en{ADDRESS[3:]}")
    assert response.status_code == 422
    assert not Message.objects.filter(author=Author.OFFICE).exists()


def test_wrong_codes_are_answered_in_one_sentence_each(client, code):
    english = f"/en{ADDRESS[3:]}"
    slip = send(client, code=wrong_by_one_sign(code), address=english)
    unknown = send(client, code=receipt_codes.new(), address=english)
    assert (slip.status_code, trouble(slip)) == (
        422,
        "There is a slip in this code. Please compare it sign by sign.",
    )
    assert (unknown.status_code, trouble(unknown)) == (
        422,
        "This code opens nothing. Please compare it, or it was deleted in the meantime.",
    )


def test_code_of_an_enquirer_opens_nothing_here_and_the_offices_nothing_there(client, code, adviser):
    assert send(client, code=ask().code).status_code == 422
    assert send(client, code=code, address="/de/my-enquiry/").status_code == 422


@pytest.mark.parametrize("fields", [{}, {"answering": "yes", "outcome": "taken_up"}], ids=["look", "answer"])
def test_codes_are_tried_ten_times_in_ten_minutes_whichever_way(client, code, referral, fields):
    for _ in range(CODES_PER_TEN_MINUTES):
        send(client, code=receipt_codes.new(), **fields)
    assert send(client, code=code, **fields).status_code == 429
    assert fresh(referral).state == ReferralState.SENT
    with clock.fixed(clock.now() + timedelta(minutes=11)):
        assert send(client, code=code, **fields).status_code in (200, 303)


@pytest.mark.parametrize(
    "wrong",
    [{"outcome": ""}, {"outcome": "no_answer"}, {"outcome": "taken_up", "text": "a" * 3001}],
    ids=["no outcome", "not theirs to say", "too long"],
)
def test_what_is_not_taken_is_explained_with_text_and_code_kept(client, code, referral, wrong):
    response = answered(client, code, **{"text": "Bitte anrufen", **wrong})
    page = read(response)
    assert response.status_code == 422
    assert page.all("input", name="code")[0]["value"] == code
    assert page.text("textarea") == wrong.get("text", "Bitte anrufen")
    assert fresh(referral).state == ReferralState.SENT


def test_there_is_no_cookie_and_no_code_in_an_address(code):
    client = Client(enforce_csrf_checks=True)
    opened = send(client, code=code)
    assert code not in "".join(read(opened).links())
    answer = answered(client, code)
    assert code not in answer["Location"]
    assert dict(client.cookies) == {}
    assert "blockquote" not in client.get(f"{ADDRESS}?code={code}").content.decode()


def test_no_answer_is_kept_found_or_passed_on(client, code):
    answers = [
        client.get(ADDRESS),
        send(client, code="x"),
        send(client, code=code),
        answered(client, code, outcome=""),
        send(client, code=code, headers=ELSEWHERE[0]),
        send(client, code="x" * 200_000),
        client.put(ADDRESS),
        answered(client, code),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 200, 422, 403, 413, 405, 303]
    assert [{name: answer.get(name) for name in HEADERS} for answer in answers] == [HEADERS] * len(answers)


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_form_of_another_site_changes_nothing(client, code, headers):
    before = everything_stored()
    assert send(client, code=code, answering="yes", outcome="taken_up", headers=headers).status_code == 403
    assert everything_stored() == before


def test_opening_changes_nothing_of_the_enquiry(client, code, referral):
    before = (fresh(referral).__dict__ | {"_state": 0}, Message.objects.count())
    client.get(ADDRESS)
    send(client, code=code)
    assert (fresh(referral).__dict__ | {"_state": 0}, Message.objects.count()) == before


def test_what_anybody_wrote_is_shown_as_text_alone(client):
    adviser = make_adviser(first_name=XSS)
    enquiry = taken_by(adviser)
    office = make_office(XSS, email="amt@example.org")
    actions.refer(enquiry=enquiry, proposal=proposal(office, passed_on=XSS), consent_by="spoken", by=adviser)
    mail = OutgoingMail.objects.get(kind="enquiries.referred")
    opened = re.search(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{5}\b", mail.text)[0]
    page = answered(client, opened, outcome="", text=XSS).content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 4


@pytest.mark.parametrize("language", ["de", "en", "ar", "fr", "pl", "tr", "uk", "de-simple"])
def test_page_is_there_in_every_language(client, code, language):
    page = read(send(client, code=code, address=f"/{language}/office-answer/"))
    assert page.text("blockquote") == "Frau K. fragt nach einem Termin."
    assert page.all("a", hreflang="en")[0]["href"] == "/en/office-answer/"
