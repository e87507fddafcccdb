"""One responsible person at any time."""

from datetime import timedelta

import pytest

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.enums import Event, State
from welcome_ruhr.enquiries.errors import AlreadyTaken, CannotAnswerEnquiries, DayIsPast, IsClosed
from welcome_ruhr.enquiries.models import Draft, Message
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import closed_by, fresh, make_adviser, make_enquiry, make_guide, make_supervisor, referred_by, taken_by

pytestmark = pytest.mark.django_db


def events(enquiry):
    return list(Message.objects.filter(enquiry=enquiry).exclude(event="").values_list("event", flat=True))


def test_who_takes_an_enquiry_is_responsible_and_the_enquirer_is_told():
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    assert (fresh(enquiry).responsible, fresh(enquiry).state) == (adviser, State.OPEN)
    assert events(enquiry) == [Event.ACKNOWLEDGED, Event.TAKEN]


def test_the_second_of_two_who_take_an_enquiry_hears_that_it_is_taken():
    first, second, enquiry = make_adviser(), make_adviser(), make_enquiry()
    actions.take(enquiry=enquiry, by=first)
    with pytest.raises(AlreadyTaken):
        actions.take(enquiry=enquiry, by=second)
    assert fresh(enquiry).responsible == first


def test_handing_over_tells_the_next_person_and_closes_it_to_the_former():
    former, following = make_adviser(), make_adviser(email="next@example.org")
    enquiry = taken_by(former)
    actions.assign(enquiry=enquiry, to=following, by=former)
    assert (fresh(enquiry).responsible, fresh(enquiry).has_news) == (following, True)
    assert [mail.recipient for mail in OutgoingMail.objects.filter(kind="enquiries.handed_over")] == [
        "next@example.org"
    ]
    with pytest.raises(NotAllowed):
        actions.answer(enquiry=enquiry, text="Hallo", by=former)


def drafts(enquiry):
    return [draft.by for draft in Draft.objects.filter(enquiry=enquiry)]


def test_what_the_former_person_had_begun_to_write_is_no_answer_on_the_way():
    former, following = make_adviser(), make_adviser()
    enquiry = taken_by(former)
    actions.keep_draft(enquiry=enquiry, text="Sehr geehrte", by=former)
    actions.assign(enquiry=enquiry, to=following, by=former)
    assert drafts(enquiry) == []
    actions.keep_draft(enquiry=enquiry, text="Guten Tag", by=following)
    actions.hand_back(enquiry=fresh(enquiry), by=following)
    assert drafts(enquiry) == []


def test_a_supervisor_who_hands_over_keeps_what_they_had_begun_to_write():
    supervisor, enquiry = make_supervisor(), make_enquiry()
    actions.keep_draft(enquiry=enquiry, text="Sehr geehrte", by=supervisor)
    actions.assign(enquiry=enquiry, to=make_adviser(), by=supervisor)
    assert drafts(enquiry) == [supervisor]


@pytest.mark.parametrize("make", [make_guide, lambda: make_adviser(is_active=False)])
def test_only_an_adviser_who_may_sign_in_can_become_responsible(make):
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    with pytest.raises(CannotAnswerEnquiries):
        actions.assign(enquiry=enquiry, to=make(), by=adviser)


def test_others_enquiries_cannot_be_handed_over():
    enquiry, other = taken_by(make_adviser()), make_adviser()
    with pytest.raises(NotAllowed):
        actions.assign(enquiry=enquiry, to=other, by=other)


def test_a_closed_enquiry_is_neither_handed_over_nor_back():
    adviser = make_adviser()
    enquiry = closed_by(adviser)
    with pytest.raises(IsClosed):
        actions.assign(enquiry=enquiry, to=make_adviser(), by=adviser)
    with pytest.raises(IsClosed):
        actions.hand_back(enquiry=enquiry, by=adviser)


def test_what_is_handed_back_is_new_again_also_while_an_office_is_asked():
    adviser = make_adviser()
    enquiry = referred_by(adviser).enquiry
    actions.hand_back(enquiry=enquiry, by=adviser)
    assert (fresh(enquiry).responsible, fresh(enquiry).state) == (None, State.NEW)


def test_what_is_handed_back_after_an_answer_is_promised_anew_and_not_late():
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    actions.answer(enquiry=enquiry, text="Ja.", by=adviser)
    with clock.fixed(clock.now() + timedelta(days=30)):
        actions.hand_back(enquiry=enquiry, by=adviser)
        assert fresh(enquiry).due_on > clock.today()
        assert actions.tell_late() == 0


def test_a_cover_must_be_able_to_answer_and_be_somebody_else():
    adviser, today = make_adviser(), clock.today()
    for cover in (adviser, make_guide()):
        with pytest.raises(CannotAnswerEnquiries):
            actions.go_away(person=adviser, cover=cover, from_on=today, until_on=today, by=adviser)


def test_an_absence_that_is_over_cannot_be_entered():
    adviser, yesterday = make_adviser(), clock.today() - timedelta(days=1)
    with pytest.raises(DayIsPast):
        actions.go_away(person=adviser, cover=make_adviser(), from_on=yesterday, until_on=yesterday, by=adviser)


def test_only_supervisors_enter_absences_of_others():
    adviser, other, today = make_adviser(), make_adviser(), clock.today()
    with pytest.raises(NotAllowed):
        actions.go_away(person=other, cover=adviser, from_on=today, until_on=today, by=adviser)
    absence = actions.go_away(person=other, cover=adviser, from_on=today, until_on=today, by=make_supervisor())
    assert absence.person == other
