"""The whole way of a question, action by action."""

from datetime import timedelta

import pytest

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import Author, ConsentBy, Helped, Outcome, ReferralOutcome, ReplyBy, State
from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.foundation import clock

from .factories import ask, fresh, make_adviser, proposal, sorted_by, taken_by

pytestmark = pytest.mark.django_db


def test_question_is_answered_referred_closed_and_forgotten(settings):
    adviser = make_adviser()
    receipt = ask("Wo melde ich mich an?", language="ar", reply_by=ReplyBy.EMAIL, email="Amal@Example.org")
    enquiry = taken_by(adviser, receipt.enquiry)
    actions.answer(enquiry=enquiry, text="Im Bürgerbüro.", by=adviser)
    assert fresh(enquiry).state == State.WAITING
    actions.write_back(enquiry=enquiry, text="Und danach?")
    referral = actions.ask_consent(enquiry=enquiry, proposal=proposal(), by=adviser)
    actions.give_consent(referral=referral)
    assert (fresh(enquiry).state, fresh(referral).consent_by) == (State.REFERRED, ConsentBy.PAGE)
    actions.answer_of_office(referral=referral, outcome=ReferralOutcome.TAKEN_UP, text="Kommen Sie am Montag.")
    sorted_by(adviser, enquiry)
    actions.look_at(enquiry=enquiry, by=adviser)
    actions.close(enquiry=enquiry, outcome=Outcome.REFERRED_TAKEN_UP, by=adviser)
    actions.say_whether_it_helped(enquiry=enquiry, helped=Helped.YES, note="Danke")
    with clock.fixed(clock.now() + timedelta(days=84)):
        assert (actions.warn_due(), actions.anonymise_due()) == (1, 0)
    with clock.fixed(clock.now() + timedelta(days=92)):
        assert actions.anonymise_due() == 1
    left = Enquiry.objects.get()
    assert (left.outcome, left.helped, left.email, left.code_key) == (Outcome.REFERRED_TAKEN_UP, Helped.YES, "", None)
    assert not Message.objects.filter(author=Author.ENQUIRER).exists()
