"""What people do with mails that the portal did not put where they belong."""

import pytest

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import actions, tasks
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.enums import Author, Event, State
from welcome_ruhr.enquiries.errors import CannotBeJoined, MailIsGone, MailWasDecidedOn
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.enquiries.queries.numbers import Period
from welcome_ruhr.foundation import audit, clock, incoming
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.mail.reply_addresses import reply_address
from welcome_ruhr.foundation.models import IncomingMail, OutgoingMail
from welcome_ruhr.foundation.queue import is_queued
from welcome_ruhr.foundation.tests.strangers_files import PDF

from .factories import (
    closed_by,
    fresh,
    make_adviser,
    make_enquiry,
    make_evaluator,
    make_guide,
    make_supervisor,
    referred_by,
    taken_by,
)
from .mailing import AMAL, STRANGER, TEXT, arrives, enquiry_by_mail, enquiry_of, letters, mail, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_mailbox")]


def make_administrator():
    return make_person("administrator", is_demo=True)


@pytest.fixture
def unread(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(incoming, "read", lambda raw: 1 / 0)
        return arrives(mail())


@pytest.fixture
def set_aside():
    return arrives(mail(Auto_Submitted="auto-replied"))


@pytest.fixture
def case():
    """An enquiry for which somebody is responsible, who has answered; and that person."""
    adviser = make_adviser()
    enquiry = taken_by(adviser, enquiry_by_mail())
    actions.answer(enquiry=enquiry, text="Beim Bürgeramt.", by=adviser)
    return fresh(enquiry), adviser


@pytest.fixture
def stray(case):
    """What somebody wrote to that case from another address."""
    files = [("Brief.pdf", "application/pdf", PDF)]
    return enquiry_by_mail("Ich antworte.", sender=STRANGER, to=reply_address(case[0].subject), files=files)


def test_a_mail_that_could_not_be_read_is_read_once_more_by_the_worker(unread):
    actions.try_again(mail=unread, by=make_administrator())
    unread.refresh_from_db()
    assert (unread.state, unread.reason, unread.attempts) == (IncomingState.WAITING, "", 0)
    assert is_queued(tasks.take_in_mail, unread.pk)
    tasks.take_in_mail.call(unread.pk)
    assert (fresh(unread).state, Enquiry.objects.count()) == (IncomingState.TAKEN, 1)


def test_trying_again_is_for_those_who_look_after_mail(unread):
    for person in (make_adviser(), make_supervisor(), make_guide(), make_evaluator(), make_person(is_superuser=True)):
        with pytest.raises(NotAllowed):
            actions.try_again(mail=unread, by=person)


def test_only_what_could_not_be_read_is_tried_again(set_aside):
    with pytest.raises(MailWasDecidedOn):
        actions.try_again(mail=set_aside, by=make_administrator())


def test_what_is_not_here_cannot_be_tried_again(unread):
    IncomingMail.objects.update(stored_as=None)
    with pytest.raises(MailIsGone):
        actions.try_again(mail=unread, by=make_administrator())


@pytest.mark.parametrize("make", [make_adviser, make_supervisor, make_administrator])
def test_a_mail_that_was_set_aside_becomes_an_enquiry_and_nobody_is_answered(set_aside, make):
    person = make()
    enquiry = actions.take_in_anyway(mail=set_aside, by=person)
    assert (words(enquiry), enquiry.email, enquiry.state) == ([TEXT], AMAL, State.NEW)
    assert (fresh(set_aside).state, fresh(set_aside).about) == (IncomingState.TAKEN, enquiry.subject)
    assert OutgoingMail.objects.count() == 0
    assert audit.of(f"incoming:{set_aside.pk}").get().action == "enquiries.take_in_anyway"
    assert audit.of(enquiry.subject).get(action="enquiries.take_in").actor_id == person.pk


def test_taking_in_anyway_is_for_the_desk_and_those_who_look_after_mail(set_aside):
    for person in (make_guide(), make_evaluator(), make_person("editor"), make_person(is_superuser=True)):
        with pytest.raises(NotAllowed):
            actions.take_in_anyway(mail=set_aside, by=person)
    assert Enquiry.objects.count() == 0


def test_a_double_taken_in_anyway_is_an_enquiry_of_its_own():
    raw = mail()
    first, double = arrives(raw), arrives(raw)
    enquiry = actions.take_in_anyway(mail=double, by=make_adviser())
    assert (enquiry.may_belong_to, Enquiry.objects.count()) == (enquiry_of(first), 2)


def test_the_enquirers_own_automatic_answer_joins_when_it_is_taken_in_anyway(case):
    enquiry, adviser = case
    row = arrives(mail("Bin umgezogen.", to=reply_address(enquiry.subject), Auto_Submitted="auto-replied"))
    actions.take_in_anyway(mail=row, by=adviser)
    assert words(enquiry)[-1] == "Bin umgezogen."


def test_taking_in_twice_by_hand_makes_one_enquiry(set_aside):
    actions.take_in_anyway(mail=set_aside, by=make_adviser())
    with pytest.raises(MailWasDecidedOn):
        actions.take_in_anyway(mail=set_aside, by=make_adviser())
    assert Enquiry.objects.count() == 1


def test_what_was_cleared_away_cannot_be_taken_in(set_aside):
    IncomingMail.objects.update(stored_as=None)
    with pytest.raises(MailIsGone):
        actions.take_in_anyway(mail=fresh(set_aside), by=make_adviser())


def test_joining_moves_words_files_and_the_mail_and_leaves_one_enquiry(case, stray):
    enquiry, adviser = case
    assert stray.may_belong_to == enquiry
    assert actions.join(enquiry=stray, into=enquiry, by=adviser) == enquiry
    enquiry = fresh(enquiry)
    assert words(enquiry) == [TEXT, "Beim Bürgeramt.", "Ich antworte."]
    assert Attachment.objects.get().message.enquiry == enquiry
    assert (enquiry.state, enquiry.has_news, enquiry.email) == (State.OPEN, True, AMAL)
    assert list(Enquiry.objects.all()) == [enquiry]
    assert set(IncomingMail.objects.values_list("about", flat=True)) == {enquiry.subject}


def test_what_was_joined_counts_once(case, stray):
    month = clock.today().replace(day=1)
    assert Period(month, month).asked().count() == 2
    actions.join(enquiry=stray, into=case[0], by=case[1])
    assert Period(month, month).asked().count() == 1


def test_an_answer_to_the_acknowledgement_of_what_was_joined_leads_to_the_case(case, stray):
    acknowledgement = letters("acknowledged_by_mail", about=stray.subject)[0]
    actions.join(enquiry=stray, into=case[0], by=case[1])
    row = arrives(mail("Danke!", to=reply_address(stray.subject), In_Reply_To=acknowledgement.message_id))
    assert (row.about, words(case[0])[-1]) == (case[0].subject, "Danke!")


def test_what_was_joined_is_forgotten_with_the_case(case, stray, django_capture_on_commit_callbacks):
    actions.join(enquiry=stray, into=case[0], by=case[1])
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(enquiry=case[0])
    assert set(IncomingMail.objects.values_list("stored_as", flat=True)) == {None}
    assert set(OutgoingMail.objects.exclude(about="").values_list("subject", flat=True)) == {""}


def test_joining_says_in_the_chain_of_both_where_it_went(case, stray):
    enquiry, adviser = case
    actions.join(enquiry=stray, into=enquiry, by=adviser)
    assert audit.of(stray.subject).get(action="enquiries.join").details == {"into": enquiry.pk}
    assert audit.of(enquiry.subject).get(action="enquiries.join").details == {"joined": stray.pk}


def test_joining_opens_a_closed_case_again(case, stray):
    enquiry, adviser = case
    closed_by(adviser, enquiry)
    actions.join(enquiry=stray, into=enquiry, by=adviser)
    assert fresh(enquiry).state == State.OPEN
    assert fresh(enquiry).messages.filter(event=Event.REOPENED).exists()


def test_others_that_may_belong_to_what_was_joined_may_belong_to_the_case(case, stray):
    third = enquiry_by_mail("Noch eine.", sender=STRANGER)
    assert third.may_belong_to == stray
    actions.join(enquiry=stray, into=case[0], by=case[1])
    assert fresh(third).may_belong_to == case[0]


def test_what_an_office_wrote_is_told_as_its_words_and_not_the_enquirers(case):
    enquiry, adviser = case
    referral = referred_by(adviser, enquiry)
    answer = enquiry_by_mail("Der Termin ist frei.", sender=referral.office.email, to=reply_address(enquiry.subject))
    actions.join(enquiry=answer, into=enquiry, by=adviser)
    assert Message.objects.get(author=Author.OFFICE).text == "Der Termin ist frei."


def test_nobody_joins_what_is_not_theirs(case, stray):
    for person in (make_adviser(), make_guide(), make_administrator(), make_evaluator()):
        with pytest.raises(NotAllowed):
            actions.join(enquiry=stray, into=case[0], by=person)
    assert Enquiry.objects.count() == 2


def test_what_somebody_has_worked_on_stays_what_it_is(case, stray):
    other = taken_by(case[1], stray)
    actions.answer(enquiry=other, text="Guten Tag", by=case[1])
    with pytest.raises(CannotBeJoined):
        actions.join(enquiry=other, into=case[0], by=case[1])


def test_what_was_asked_on_a_page_is_not_emptied(case):
    with pytest.raises(CannotBeJoined):
        actions.join(enquiry=make_enquiry(), into=case[0], by=case[1])


def test_nothing_joins_itself(stray):
    with pytest.raises(CannotBeJoined):
        actions.join(enquiry=stray, into=stray, by=make_adviser())
