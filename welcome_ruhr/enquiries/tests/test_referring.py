"""Nothing is passed on without consent, and every referral ends with an outcome."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from welcome_ruhr.directory.models import ContactPerson
from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.enums import Author, ConsentBy, Event, ReferralOutcome, ReferralState, State
from welcome_ruhr.enquiries.errors import (
    DayIsPast,
    IsClosed,
    NoConsent,
    NothingWritten,
    OfficeAskedAlready,
    OfficeKnows,
    OfficeKnowsNothing,
    ReferralNotOpen,
)
from welcome_ruhr.enquiries.models import Message, Referral
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import closed_by, fresh, make_adviser, proposal, referred_by, taken_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return make_adviser()


def mails_to_offices():
    return [mail.recipient for mail in OutgoingMail.objects.filter(kind="enquiries.referred")]


def test_asking_for_consent_passes_nothing_on(adviser):
    enquiry = taken_by(adviser)
    referral = actions.ask_consent(enquiry=enquiry, proposal=proposal(), by=adviser)
    assert (fresh(referral).state, fresh(referral).code_key, mails_to_offices()) == (ReferralState.ASKED, None, [])
    assert fresh(enquiry).state == State.WAITING


def test_a_yes_on_the_page_passes_the_words_on_and_waits_for_the_office(adviser):
    enquiry = taken_by(adviser)
    referral = actions.ask_consent(enquiry=enquiry, proposal=proposal(days=10), by=adviser)
    actions.give_consent(referral=referral)
    after = fresh(referral)
    assert (after.state, after.consent_by, after.consent_at) == (ReferralState.SENT, ConsentBy.PAGE, clock.now())
    assert mails_to_offices() == ["amt@example.org"]
    assert (fresh(enquiry).state, fresh(enquiry).due_on) == (State.REFERRED, clock.today() + timedelta(days=10))


def test_a_no_passes_nothing_on_and_deletes_the_words(adviser):
    enquiry = taken_by(adviser)
    referral = actions.ask_consent(enquiry=enquiry, proposal=proposal(), by=adviser)
    actions.refuse_consent(referral=referral)
    assert (fresh(referral).state, fresh(referral).passed_on) == (ReferralState.REFUSED, "")
    assert (mails_to_offices(), fresh(enquiry).state, fresh(enquiry).has_news) == ([], State.OPEN, True)


@pytest.mark.parametrize("consent_by", ["", "page", "guessed"])
def test_an_adviser_cannot_pass_on_without_saying_how_the_person_agreed(adviser, consent_by):
    enquiry = taken_by(adviser)
    with pytest.raises(NoConsent):
        actions.refer(enquiry=enquiry, proposal=proposal(), consent_by=consent_by, by=adviser)
    assert not Referral.objects.exists()


def test_the_database_refuses_what_was_passed_on_without_consent(adviser):
    referral = actions.ask_consent(enquiry=taken_by(adviser), proposal=proposal(), by=adviser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(state=ReferralState.SENT)


@pytest.mark.parametrize(
    ("changes", "error"), [({"passed_on": " "}, NothingWritten), ({"days": 0}, DayIsPast), ({"days": -1}, DayIsPast)]
)
def test_an_empty_or_late_proposal_is_refused(adviser, changes, error):
    enquiry = taken_by(adviser)
    with pytest.raises(error):
        actions.ask_consent(enquiry=enquiry, proposal=proposal(**changes), by=adviser)


def test_others_enquiries_and_closed_ones_are_not_referred(adviser):
    with pytest.raises(NotAllowed):
        referred_by(adviser, taken_by(make_adviser()))
    with pytest.raises(IsClosed):
        referred_by(adviser, closed_by(adviser))


def test_the_mail_to_the_office_goes_to_its_contact_person_and_tells_no_word_of_the_question(adviser):
    office = make_office("Jobcenter", email="jobcenter@example.org")
    person = ContactPerson.objects.create(office=office, name="Kim Muster", email="kim.muster@example.org")
    enquiry = taken_by(adviser)
    actions.refer(enquiry=enquiry, proposal=proposal(office, person=person), consent_by=ConsentBy.WRITTEN, by=adviser)
    mail = OutgoingMail.objects.get(kind="enquiries.referred")
    assert mail.recipient == "kim.muster@example.org"
    assert "Termin" not in mail.text
    assert "Frau K." not in mail.subject + mail.text


def agreed_without_mail(adviser, enquiry=None):
    """Return a referral to which the person said yes on their page, and of which no mail can tell the office."""
    enquiry, office = enquiry or taken_by(adviser), make_office("Amt ohne Adresse")
    asked = actions.ask_consent(enquiry=enquiry, proposal=proposal(office), by=adviser)
    return actions.give_consent(referral=asked)


def told_news():
    return [mail.recipient for mail in OutgoingMail.objects.filter(kind="enquiries.news")]


def events(enquiry):
    return list(Message.objects.filter(enquiry=enquiry).exclude(event="").values_list("event", flat=True))


def test_a_yes_that_no_mail_takes_to_the_office_is_news_and_the_desks_turn(adviser):
    referral = agreed_without_mail(adviser)
    enquiry = fresh(referral.enquiry)
    assert (enquiry.state, enquiry.has_news, enquiry.due_on) == (State.OPEN, True, enquiry.promised_on)
    assert (told_news(), mails_to_offices()) == ([adviser.email], [])
    assert (fresh(referral).waits_for_paper, fresh(referral).is_passed_on) == (True, False)


def test_nobody_is_told_that_it_was_passed_on_before_the_office_was_told(adviser):
    referral = agreed_without_mail(adviser)
    assert events(referral.enquiry)[-1] == Event.CONSENT_GIVEN
    actions.record_telling(referral=referral, by=adviser)
    after = fresh(referral)
    assert events(referral.enquiry)[-1] == Event.REFERRED
    assert (after.sent_at, after.waits_for_paper, after.is_passed_on) == (clock.now(), False, True)
    assert (after.enquiry.state, after.enquiry.due_on) == (State.REFERRED, after.answer_by)


def test_an_adviser_who_refers_to_an_office_without_mail_has_to_tell_it_and_hears_no_news(adviser):
    enquiry = taken_by(adviser)
    actions.look_at(enquiry=enquiry, by=adviser)
    referral = referred_by(adviser, enquiry, office=make_office("Amt ohne Adresse"))
    assert (referral.waits_for_paper, mails_to_offices(), told_news()) == (True, [], [])
    assert (fresh(enquiry).state, fresh(enquiry).has_news) == (State.OPEN, False)
    assert fresh(enquiry).promised_on == enquiry.promised_on


def test_an_answer_meanwhile_leaves_the_telling_with_the_desk(adviser):
    referral = agreed_without_mail(adviser)
    actions.answer(enquiry=referral.enquiry, text="Ich rufe das Amt an.", by=adviser)
    assert fresh(referral.enquiry).state == State.OPEN


def test_an_office_that_is_told_late_has_as_many_days_as_it_was_to_have(adviser):
    referral = agreed_without_mail(adviser)
    with clock.fixed(clock.now() + timedelta(days=30)):
        actions.record_telling(referral=referral, by=adviser)
        assert fresh(referral).answer_by == clock.today() + timedelta(days=14)


def test_an_office_is_told_once_by_who_works_on_it_and_answers_nothing_before(adviser):
    referral = agreed_without_mail(adviser)
    with pytest.raises(NotAllowed):
        actions.record_telling(referral=referral, by=make_adviser())
    with pytest.raises(OfficeKnowsNothing):
        actions.record_outcome(referral=referral, outcome=ReferralOutcome.NO_ANSWER, by=adviser)
    actions.record_telling(referral=referral, by=adviser)
    with pytest.raises(OfficeKnows):
        actions.record_telling(referral=referral, by=adviser)
    with pytest.raises(ReferralNotOpen):
        actions.record_telling(referral=referred_and_ended(adviser), by=adviser)


def referred_and_ended(adviser):
    return actions.take_back(referral=referred_by(adviser), by=adviser)


def test_an_office_is_not_asked_twice_at_once(adviser):
    enquiry, office = taken_by(adviser), make_office("Jobcenter", email="jobcenter@example.org")
    first = actions.ask_consent(enquiry=enquiry, proposal=proposal(office), by=adviser)
    with pytest.raises(OfficeAskedAlready):
        actions.ask_consent(enquiry=enquiry, proposal=proposal(office), by=adviser)
    actions.give_consent(referral=first)
    with pytest.raises(OfficeAskedAlready):
        referred_by(adviser, enquiry, office=office)
    actions.record_outcome(referral=first, outcome=ReferralOutcome.NO_ANSWER, by=adviser)
    assert referred_by(adviser, enquiry, office=office).state == ReferralState.SENT
    assert referred_by(adviser, taken_by(adviser), office=office).state == ReferralState.SENT


def test_the_answer_of_the_office_is_read_by_both_sides_and_ends_its_access(adviser):
    referral = referred_by(adviser)
    actions.answer_of_office(referral=referral, outcome=ReferralOutcome.TAKEN_UP, text="Bitte anrufen.")
    after = fresh(referral)
    assert (after.state, after.outcome, after.code_key) == (ReferralState.ENDED, ReferralOutcome.TAKEN_UP, None)
    assert after.answered_by_office
    answer = Message.objects.for_enquirer().get(author=Author.OFFICE)
    assert (answer.text, answer.language) == ("Bitte anrufen.", "de")
    assert (fresh(referral.enquiry).state, fresh(referral.enquiry).has_news) == (State.OPEN, True)


def test_an_adviser_records_what_the_office_said_on_the_phone(adviser):
    referral = referred_by(adviser)
    actions.record_outcome(referral=referral, outcome=ReferralOutcome.NO_ANSWER, by=adviser)
    assert (fresh(referral).outcome, fresh(referral).answered_by_office) == (ReferralOutcome.NO_ANSWER, False)
    with pytest.raises(ReferralNotOpen):
        actions.answer_of_office(referral=referral, outcome=ReferralOutcome.TAKEN_UP)


def test_what_is_taken_back_can_neither_be_agreed_to_nor_answered(adviser):
    asked = actions.ask_consent(enquiry=taken_by(adviser), proposal=proposal(), by=adviser)
    actions.take_back(referral=asked, by=adviser)
    with pytest.raises(ReferralNotOpen):
        actions.give_consent(referral=asked)
    assert (fresh(asked).passed_on, mails_to_offices()) == ("", [])


def test_only_who_works_on_the_enquiry_records_and_takes_back(adviser):
    referral, other = referred_by(adviser), make_adviser()
    with pytest.raises(NotAllowed):
        actions.record_outcome(referral=referral, outcome=ReferralOutcome.TAKEN_UP, by=other)
    with pytest.raises(NotAllowed):
        actions.take_back(referral=referral, by=other)


def test_an_answer_meanwhile_does_not_lose_the_day_that_the_office_was_asked_for(adviser):
    referral = referred_by(adviser)
    actions.answer(enquiry=referral.enquiry, text="Wir haben das Amt gefragt.", by=adviser)
    after = fresh(referral.enquiry)
    assert (after.state, after.due_on) == (State.REFERRED, referral.answer_by)


def test_a_late_yes_leaves_the_office_as_many_days_as_it_was_to_have(adviser):
    referral = actions.ask_consent(enquiry=taken_by(adviser), proposal=proposal(days=10), by=adviser)
    with clock.fixed(clock.now() + timedelta(days=30)):
        actions.give_consent(referral=referral)
        assert fresh(referral).answer_by == clock.today() + timedelta(days=10)
        assert fresh(referral.enquiry).due_on == fresh(referral).answer_by


def test_a_yes_while_nobody_is_responsible_still_counts(adviser):
    enquiry = taken_by(adviser)
    referral = actions.ask_consent(enquiry=enquiry, proposal=proposal(), by=adviser)
    actions.hand_back(enquiry=enquiry, by=adviser)
    actions.give_consent(referral=referral)
    assert (fresh(enquiry).state, fresh(referral).state) == (State.NEW, ReferralState.SENT)
