"""How an enquiry ends, and the one question back."""

from datetime import timedelta

import pytest

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.enums import CHOSEN_OUTCOMES, Helped, Outcome, ReferralOutcome, ReferralState, State
from welcome_ruhr.enquiries.errors import IsClosed, NotClosed, NotSorted, OutcomeDoesNotFit, ReferralOpen, UnreadNews
from welcome_ruhr.foundation import clock

from .factories import (
    closed_by,
    fresh,
    make_adviser,
    make_enquiry,
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


def test_closing_keeps_outcome_moment_and_the_day_of_forgetting(adviser):
    enquiry = closed_by(adviser, outcome=Outcome.NOT_OURS)
    assert (enquiry.state, enquiry.outcome, enquiry.closed_at) == (State.CLOSED, Outcome.NOT_OURS, clock.now())
    assert (enquiry.forget_on, enquiry.due_on) == (clock.today() + timedelta(days=90), None)


def test_the_office_sets_how_long_words_are_kept_for_each_outcome(adviser):
    actions.set_retention(outcome=Outcome.NO_ANSWER, days=30, by=make_supervisor())
    assert closed_by(adviser, outcome=Outcome.NO_ANSWER).forget_on == clock.today() + timedelta(days=30)


def test_only_supervisors_set_how_long_words_are_kept(adviser):
    with pytest.raises(NotAllowed):
        actions.set_retention(outcome=Outcome.NO_ANSWER, days=30, by=adviser)


def test_without_topic_and_audience_nothing_is_closed(adviser):
    enquiry = taken_by(adviser)
    with pytest.raises(NotSorted):
        actions.close(enquiry=enquiry, outcome=Outcome.ANSWERED, by=adviser)
    sorted_by(adviser, enquiry, audience=None)
    with pytest.raises(NotSorted):
        actions.close(enquiry=enquiry, outcome=Outcome.ANSWERED, by=adviser)


def test_an_open_referral_has_to_end_first(adviser):
    enquiry = sorted_by(adviser, referred_by(adviser).enquiry)
    with pytest.raises(ReferralOpen):
        actions.close(enquiry=enquiry, outcome=Outcome.ANSWERED, by=adviser)


@pytest.mark.parametrize(
    ("came_to", "outcome", "fits"),
    [
        (ReferralOutcome.TAKEN_UP, Outcome.REFERRED_TAKEN_UP, True),
        (ReferralOutcome.TAKEN_UP, Outcome.REFERRED_NOT_TAKEN_UP, False),
        (ReferralOutcome.NOT_TAKEN_UP, Outcome.REFERRED_NOT_TAKEN_UP, True),
        (ReferralOutcome.NO_ANSWER, Outcome.REFERRED_NOT_TAKEN_UP, True),
        (ReferralOutcome.NO_ANSWER, Outcome.REFERRED_TAKEN_UP, False),
    ],
)
def test_a_referred_outcome_needs_a_referral_that_ended_so(adviser, came_to, outcome, fits):
    referral = referred_by(adviser)
    actions.record_outcome(referral=referral, outcome=came_to, by=adviser)
    enquiry = sorted_by(adviser, referral.enquiry)
    if fits:
        assert actions.close(enquiry=enquiry, outcome=outcome, by=adviser).outcome == outcome
    else:
        with pytest.raises(OutcomeDoesNotFit):
            actions.close(enquiry=enquiry, outcome=outcome, by=adviser)


@pytest.mark.parametrize("outcome", ["", "lost", Outcome.WITHDRAWN, Outcome.REFERRED_TAKEN_UP])
def test_an_outcome_that_cannot_be_is_refused(adviser, outcome):
    enquiry = sorted_by(adviser, taken_by(adviser))
    with pytest.raises(OutcomeDoesNotFit):
        actions.close(enquiry=enquiry, outcome=outcome, by=adviser)


def test_nobody_closes_twice_or_for_others(adviser):
    enquiry = closed_by(adviser)
    with pytest.raises(IsClosed):
        actions.close(enquiry=enquiry, outcome=Outcome.ANSWERED, by=adviser)
    with pytest.raises(NotAllowed):
        actions.close(enquiry=taken_by(make_adviser()), outcome=Outcome.ANSWERED, by=adviser)


def test_what_is_opened_again_has_no_outcome_and_a_new_promise(adviser):
    enquiry = actions.reopen(enquiry=closed_by(adviser), by=adviser)
    assert (enquiry.state, enquiry.outcome, enquiry.closed_at, enquiry.forget_on) == (State.OPEN, "", None, None)
    with pytest.raises(NotClosed):
        actions.reopen(enquiry=enquiry, by=adviser)


def test_what_is_open_again_is_not_done_any_more(adviser):
    enquiry = taken_by(adviser)
    actions.finish(enquiry=enquiry)
    assert actions.reopen(enquiry=closed_by(adviser, enquiry), by=adviser).done_at is None


def test_who_needs_nothing_more_makes_it_our_turn_to_close(adviser):
    enquiry = taken_by(adviser)
    actions.answer(enquiry=enquiry, text="Ja.", by=adviser)
    after = actions.finish(enquiry=enquiry)
    assert (after.state, after.done_at, after.has_news) == (State.OPEN, clock.now(), True)


def test_a_question_that_nobody_took_can_be_finished_too():
    assert actions.finish(enquiry=make_enquiry()).state == State.NEW


def test_after_closing_the_enquirer_says_whether_it_helped_and_may_think_again(adviser):
    enquiry = closed_by(adviser)
    actions.say_whether_it_helped(enquiry=enquiry, helped=Helped.NO, note=" Es ging um etwas anderes. ")
    actions.say_whether_it_helped(enquiry=enquiry, helped=Helped.PARTLY)
    assert (fresh(enquiry).helped, fresh(enquiry).helped_note) == (Helped.PARTLY, "")


def test_before_closing_nobody_is_asked(adviser):
    with pytest.raises(NotClosed):
        actions.say_whether_it_helped(enquiry=taken_by(adviser), helped=Helped.YES)


def test_every_outcome_an_adviser_may_choose_has_words():
    assert [outcome for outcome, _label in CHOSEN_OUTCOMES] == [one for one in Outcome.values if one != "withdrawn"]


def test_what_came_in_since_the_page_was_opened_is_read_before_closing(adviser):
    enquiry = sorted_by(adviser, taken_by(adviser))
    actions.look_at(enquiry=enquiry, by=adviser)
    actions.write_back(enquiry=enquiry, text="Noch etwas!")
    with pytest.raises(UnreadNews):
        actions.close(enquiry=enquiry, outcome=Outcome.ANSWERED, by=adviser)


def test_what_nobody_goes_on_with_is_closed_after_a_month_so_that_it_is_forgotten(adviser):
    enquiry = taken_by(adviser)
    actions.ask_consent(enquiry=enquiry, proposal=proposal(), by=adviser)
    with clock.fixed(clock.now() + timedelta(days=30)):
        assert actions.close_silent() == 0
    with clock.fixed(clock.now() + timedelta(days=31)):
        assert (actions.close_silent(), actions.close_silent()) == (1, 0)
    after = fresh(enquiry)
    assert (after.state, after.outcome, after.forget_on is None) == (State.CLOSED, Outcome.NO_ANSWER, False)
    assert [referral.state for referral in after.referrals.all()] == [ReferralState.WITHDRAWN]


def test_what_waits_for_us_or_for_an_office_is_never_closed_by_itself(adviser):
    make_enquiry(), taken_by(adviser), referred_by(adviser)
    with clock.fixed(clock.now() + timedelta(days=365)):
        assert actions.close_silent() == 0
