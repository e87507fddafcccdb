"""Referring to an office and asking a guide, as pages and buttons of the desk."""

from datetime import timedelta

import pytest

from welcome_ruhr.directory.models import ContactPerson
from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import ConsentBy, GuideState, ReferralOutcome, ReferralState, State
from welcome_ruhr.enquiries.models import GuideRequest, Referral
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import OutgoingMail

from .desk import address, fields_of, lines, parsed, signed_in, told, trouble
from .factories import (
    closed_by,
    fresh,
    make_adviser,
    make_enquiry,
    make_guide,
    make_supervisor,
    proposal,
    referred_by,
    sorted_by,
    taken_by,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return make_adviser()


@pytest.fixture
def office():
    return make_office("Ausländerbüro Bochum", email="amt@example.org", serves=[make_town("Bochum")])


def refer_fields(client, enquiry, office, **changes):
    return fields_of(client.get(address(enquiry, "refer", office.pk)), ".desk-form") | changes


def offices_of(response):
    return lines(response, ".desk-offices a")


def test_office_is_found_by_name_kind_and_place(adviser, office):
    make_office("Bürgerbüro Essen", kind="citizens_office", serves=[make_town("Essen")])
    make_office("Ausländerbüro Herne", published=False)
    enquiry, client = taken_by(adviser), signed_in(adviser)
    for words in ("bochum", "auslanderburo", "Ausländerbehörde bochum"):
        assert offices_of(client.get(address(enquiry, "refer"), {"q": words})) == ["Ausländerbüro Bochum"]
    assert offices_of(client.get(address(enquiry, "refer"), {"q": "herne"})) == []


def test_suggested_office_stands_above_the_search(adviser, office):
    make_office("Welcome Center Bochum", kind="welcome_centre", serves=[office.serves.get()])
    enquiry = taken_by(adviser, make_enquiry(place=office.serves.get()))
    page = signed_in(adviser).get(address(enquiry, "refer"))
    assert offices_of(page) == ["Welcome Center Bochum"]


def test_form_begins_with_the_question_a_day_and_asking_on_their_page(adviser, office):
    enquiry, client = taken_by(adviser, make_enquiry("Mein Visum endet.")), signed_in(adviser)
    fields = refer_fields(client, enquiry, office)
    del fields["csrfmiddlewaretoken"]
    assert fields == {"passed_on": "Mein Visum endet.", "answer_by": "2026-12-04", "consent_by": ConsentBy.PAGE}


def test_person_is_asked_on_their_page_and_nothing_leaves_before(adviser, office):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = refer_fields(client, enquiry, office, passed_on="Frau K. fragt.")
    response = client.post(address(enquiry, "refer", office.pk), fields, follow=True)
    assert told(response) == ["The person is asked on their page. Nothing has been passed on yet."]
    referral = Referral.objects.get()
    assert (referral.state, referral.passed_on, fresh(enquiry).state) == ("asked", "Frau K. fragt.", State.WAITING)
    assert not OutgoingMail.objects.filter(kind="enquiries.referred").exists()


@pytest.mark.parametrize("consent", [ConsentBy.WRITTEN, ConsentBy.SPOKEN])
def test_with_consent_it_is_passed_on_at_once(adviser, office, consent):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    person = ContactPerson.objects.create(office=office, name="Herr Amt", email="herr@example.org")
    fields = refer_fields(client, enquiry, office, consent_by=consent, person=person.pk)
    response = client.post(address(enquiry, "refer", office.pk), fields, follow=True)
    assert told(response) == ["The enquiry has been passed on."]
    referral = Referral.objects.get()
    assert (referral.state, referral.consent_by, referral.person) == (ReferralState.SENT, consent, person)
    assert OutgoingMail.objects.get(kind="enquiries.referred").recipient == "herr@example.org"


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"passed_on": " "}, 422, "Please write something first."),
        ({"answer_by": "2026-11-22"}, 409, "Please choose a day that is still to come."),
        ({"answer_by": "morgen"}, 422, "Enter a valid date."),
        ({"consent_by": ""}, 422, "This field is required."),
        ({"consent_by": "guessed"}, 422, "Select a valid choice. guessed is not one of the available choices."),
    ],
)
def test_referral_is_refused_with_all_that_was_typed(adviser, office, changes, status, sentence):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = refer_fields(client, enquiry, office, **{"passed_on": "Frau K.", **changes})
    response = client.post(address(enquiry, "refer", office.pk), fields)
    assert (response.status_code, trouble(response)) == (status, [sentence])
    assert fields_of(response, ".desk-form")["answer_by"] == fields["answer_by"]
    assert fields_of(response, ".desk-form")["passed_on"].strip() == fields["passed_on"].strip()
    assert not Referral.objects.exists()


def test_contact_person_belongs_to_the_office_and_may_be_asked(adviser, office):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    ContactPerson.objects.create(office=office, name="Frau Hier")
    strangers = [
        ContactPerson.objects.create(office=make_office("Anderes Amt"), name="Herr Dort"),
        ContactPerson.objects.create(office=office, name="Herr Früher", is_active=False),
    ]
    fields = refer_fields(client, enquiry, office)
    for person in strangers:
        response = client.post(address(enquiry, "refer", office.pk), fields | {"person": person.pk})
        assert response.status_code == 422
    assert not Referral.objects.exists()


def test_closed_enquiry_is_not_referred(adviser, office):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = refer_fields(client, enquiry, office)
    closed_by(adviser, enquiry)
    response = client.post(address(enquiry, "refer", office.pk), fields)
    assert (response.status_code, trouble(response)) == (409, ["This enquiry is closed. Open it again first."])


def test_office_that_is_not_verified_or_does_not_exist_leads_back_to_the_choice(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    for pk in (make_office(published=False).pk, 999_999):
        for response in (client.get(address(enquiry, "refer", pk)), client.post(address(enquiry, "refer", pk))):
            assert (response.status_code, trouble(response)) == (404, ["Please choose an office of the directory."])


def test_office_without_an_address_gets_a_sheet_of_paper(adviser):
    enquiry, client, office = taken_by(adviser), signed_in(adviser), make_office("Amt ohne Post", email="")
    assert (
        "This office has no e-mail address here."
        in lines(client.get(address(enquiry, "refer", office.pk)), ".desk-warning")[0]
    )
    fields = refer_fields(client, enquiry, office, consent_by=ConsentBy.SPOKEN, passed_on="Frau K. fragt.")
    response = client.post(address(enquiry, "refer", office.pk), fields, follow=True)
    assert told(response) == ["Please tell the office now, by phone or on paper: no e-mail reaches it."]
    referral = Referral.objects.get()
    page = client.get(address(enquiry))
    (link,) = parsed(page).select(f"#referral-{referral.pk} .desk-warning a")
    sheet = " ".join(lines(client.get(link["href"]), ".desk-sheet"))
    for part in ("Amt ohne Post", "Frau K. fragt.", "4. Dezember 2026", adviser.email, enquiry.number):
        assert part in sheet


def test_office_without_an_address_is_told_with_a_button_and_the_day_stands_there(adviser):
    referral, client = referred_by(adviser, office=make_office("Amt ohne Post")), signed_in(adviser)
    page = client.get(address(referral.enquiry))
    at = f"#referral-{referral.pk}"
    assert lines(page, f"{at} > p:not(.desk-warning)")[0].startswith("Agreed to, not told yet")
    assert (len(lines(page, f"{at} .desk-warning")), lines(page, f"{at} select")) == (1, [])
    path = address(referral.enquiry, "referrals", referral.pk, "telling")
    assert parsed(page).select_one(f"{at} form")["action"] == path + at
    after = client.post(path, follow=True)
    assert told(after) == ["Noted. The person reads that their question was passed on."]
    assert lines(after, f"{at} .desk-warning") == []
    assert "Told on 22 Nov" in lines(after, f"{at} > p")[0]
    again = client.post(path)
    assert (again.status_code, trouble(again)) == (409, ["This office has been told already."])


def test_office_that_is_asked_already_is_refused_with_all_that_was_typed(adviser, office):
    referral, client = referred_by(adviser, office=office), signed_in(adviser)
    fields = refer_fields(client, referral.enquiry, office, passed_on="Noch einmal.", consent_by=ConsentBy.SPOKEN)
    response = client.post(address(referral.enquiry, "refer", office.pk), fields)
    assert (response.status_code, fields_of(response, ".desk-form")["passed_on"]) == (409, "Noch einmal.")
    assert trouble(response) == [
        "This office is being asked already. Record how that referral ended, or take it back. Then refer anew."
    ]


def test_office_that_got_a_mail_waits_for_no_paper(adviser, office):
    referral = referred_by(adviser, office=office)
    assert not referral.waits_for_paper
    page = signed_in(adviser).get(address(referral.enquiry))
    assert parsed(page).select(f"#referral-{referral.pk} .desk-warning") == []


def test_sheet_is_there_only_while_the_office_is_asked(adviser):
    enquiry = taken_by(adviser)
    asked = actions.ask_consent(enquiry=enquiry, proposal=proposal(), by=adviser)
    client = signed_in(adviser)
    assert client.get(address(enquiry, "referrals", asked.pk, "sheet")).status_code == 404
    other = referred_by(adviser)
    assert client.get(address(enquiry, "referrals", other.pk, "sheet")).status_code == 404


def test_outcome_is_noted_and_a_second_one_refused(adviser, office):
    referral = referred_by(adviser, office=office)
    client = signed_in(adviser)
    path = address(referral.enquiry, "referrals", referral.pk, "outcome")
    assert told(client.post(path, {"outcome": "taken_up"}, follow=True)) == ["The outcome has been noted."]
    assert (fresh(referral).outcome, fresh(referral).answered_by_office) == (ReferralOutcome.TAKEN_UP, False)
    again = client.post(path, {"outcome": "no_answer"})
    assert (again.status_code, trouble(again)) == (409, ["This referral is not open any more."])


def test_outcome_has_to_be_chosen(adviser, office):
    referral = referred_by(adviser, office=office)
    response = signed_in(adviser).post(address(referral.enquiry, "referrals", referral.pk, "outcome"), {"outcome": ""})
    assert (response.status_code, trouble(response)) == (422, ["This field is required."])


def test_referral_is_taken_back(adviser, office):
    referral = referred_by(adviser, office=office)
    client = signed_in(adviser)
    path = address(referral.enquiry, "referrals", referral.pk, "take-back")
    client.post(path)
    assert (fresh(referral).state, fresh(referral.enquiry).state) == (ReferralState.WITHDRAWN, State.OPEN)
    assert client.post(path).status_code == 409


def test_referral_of_another_enquiry_is_not_found(adviser):
    mine, other = taken_by(adviser), referred_by(make_adviser())
    client = signed_in(adviser)
    for verb in ("outcome", "take-back"):
        assert client.post(address(mine, "referrals", other.pk, verb), {"outcome": "taken_up"}).status_code == 404
    assert fresh(other).state == ReferralState.SENT


def guide_fields(client, enquiry, guide, **changes):
    page = client.get(address(enquiry, "guides"), {"guide": guide.pk})
    return fields_of(page, ".desk-form") | changes


def test_guide_is_asked_after_the_person_agreed(adviser):
    guide, enquiry, client = make_guide(), taken_by(adviser), signed_in(adviser)
    fields = guide_fields(client, enquiry, guide, consent_by=ConsentBy.SPOKEN)
    assert fields["guide"] == str(guide.pk)
    assert told(client.post(address(enquiry, "guides"), fields, follow=True)) == ["The guide has been asked."]
    assert GuideRequest.objects.get().guide == guide


def test_page_to_ask_a_guide_says_where_their_help_ends(adviser):
    page = signed_in(adviser).get(address(taken_by(adviser), "guides"))
    notice = lines(page, ".notice")[0]
    assert "RDG § 2" in notice
    assert "RDG § 6" in notice


@pytest.mark.parametrize(
    ("changes", "status"),
    [({}, 422), ({"consent_by": ConsentBy.PAGE}, 422), ({"guide": "", "consent_by": ConsentBy.SPOKEN}, 422)],
)
def test_guide_is_not_asked_without_consent_or_name(adviser, changes, status):
    guide, enquiry, client = make_guide(), taken_by(adviser), signed_in(adviser)
    response = client.post(address(enquiry, "guides"), guide_fields(client, enquiry, guide) | changes)
    assert (response.status_code, GuideRequest.objects.count()) == (status, 0)
    assert trouble(response)


def test_legal_matter_needs_an_adviser_who_supervises(adviser):
    guide, client = make_guide(), signed_in(adviser)
    enquiry = sorted_by(adviser, taken_by(adviser), is_legal_matter=True)
    fields = guide_fields(client, enquiry, guide, consent_by=ConsentBy.SPOKEN)
    refused = client.post(address(enquiry, "guides"), fields)
    assert refused.status_code == 409
    assert "This is a legal matter." in trouble(refused)[0]
    assert fields_of(refused, ".desk-form")["guide"] == str(guide.pk)
    supervisor = make_supervisor()
    assert client.post(address(enquiry, "guides"), fields | {"supervisor": supervisor.pk}).status_code == 302
    assert GuideRequest.objects.get().supervisor == supervisor


def test_adviser_is_no_guide_and_guide_no_supervisor(adviser):
    guide, enquiry, client = make_guide(), taken_by(adviser), signed_in(adviser)
    fields = guide_fields(client, enquiry, guide, consent_by=ConsentBy.SPOKEN)
    for wrong in ({"guide": adviser.pk}, {"supervisor": make_guide().pk}):
        assert client.post(address(enquiry, "guides"), fields | wrong).status_code == 422


def test_guide_is_asked_once(adviser):
    guide, enquiry, client = make_guide(), taken_by(adviser), signed_in(adviser)
    fields = guide_fields(client, enquiry, guide, consent_by=ConsentBy.SPOKEN)
    client.post(address(enquiry, "guides"), fields)
    again = client.post(address(enquiry, "guides"), fields)
    assert (again.status_code, trouble(again)) == (409, ["This guide has been asked already."])


def test_guide_no_longer_helps_when_the_adviser_says_so(adviser):
    guide, enquiry, client = make_guide(), taken_by(adviser), signed_in(adviser)
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    path = address(enquiry, "guides", asked.pk, "end")
    client.post(path)
    assert fresh(asked).state == GuideState.ENDED
    assert client.post(path).status_code == 409
    assert client.post(address(taken_by(adviser), "guides", asked.pk, "end")).status_code == 404


def test_request_to_somebody_else_is_not_answered_by_a_guide(adviser):
    guide, other, enquiry = make_guide(), make_guide(), taken_by(adviser)
    asked = actions.ask_guide(enquiry=enquiry, guide=other, consent_by=ConsentBy.SPOKEN, by=adviser)
    actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    assert signed_in(guide).post(address(enquiry, "guides", asked.pk, "accept")).status_code == 403
    assert fresh(asked).state == GuideState.ASKED


def test_answer_by_is_ten_working_days_away(adviser, office):
    with clock.fixed(clock.now() + timedelta(days=30)):
        enquiry, client = taken_by(adviser), signed_in(adviser)
        assert refer_fields(client, enquiry, office)["answer_by"] == "2027-01-07"
