"""Two people, tabs or workers at the very same moment: one of them wins, the other hears of it, nobody hangs."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connections

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.actions import Question, conversation
from welcome_ruhr.enquiries.asking import sending
from welcome_ruhr.enquiries.enums import (
    Author,
    ConsentBy,
    Event,
    Outcome,
    ReferralOutcome,
    ReferralState,
    ReplyBy,
    State,
)
from welcome_ruhr.enquiries.errors import (
    AlreadyAsked,
    AlreadyTaken,
    Forgotten,
    ReferralNotOpen,
    Refused,
    SentBefore,
    UnreadNews,
)
from welcome_ruhr.enquiries.mine.replying import reply
from welcome_ruhr.enquiries.models import Draft, Enquiry, GuideRequest, Message
from welcome_ruhr.foundation import audit, clock
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import (
    TEXT,
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

PATIENCE_SECONDS = 60
A_MOMENT = 0.2
"""How long an action dwells on an enquiry that it has just read, so that the other one is surely there meanwhile."""


@pytest.fixture(autouse=True)
def dwelling(shared_database, monkeypatch):
    """Every action reads the enquiry and waits a moment; in the end the audit chain is whole."""
    read = conversation.locked

    def locked(enquiry):
        found = read(enquiry)
        time.sleep(A_MOMENT)
        return found

    monkeypatch.setattr(conversation, "locked", locked)
    yield
    assert audit.verify().problem is None


def at_once(*acts):
    """Do all of them at the same moment, each in a thread; return what they returned, then what they raised."""
    together, moment, ends = threading.Barrier(len(acts)), clock.now(), []

    def do(act):
        with clock.fixed(moment):
            try:
                together.wait(PATIENCE_SECONDS)
                ends.append(act())
            except Exception as error:
                ends.append(error)
            finally:
                connections.close_all()

    threads = [threading.Thread(target=do, args=[act], daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert [thread.name for thread in threads if thread.is_alive()] == []
    errors = [end for end in ends if isinstance(end, Exception)]
    return [end for end in ends if end not in errors], errors


def kinds(errors):
    return [type(error) for error in errors]


def events(enquiry, event):
    return Message.objects.filter(enquiry=enquiry, event=event).count()


def deeds(enquiry):
    return [entry.action.partition(".")[2] for entry in audit.of(enquiry.subject)]


def test_two_who_take_an_enquiry_one_is_responsible_and_the_other_is_told():
    enquiry, first, second = make_enquiry(), make_adviser(), make_adviser()
    [taken], errors = at_once(
        lambda: actions.take(enquiry=enquiry, by=first), lambda: actions.take(enquiry=enquiry, by=second)
    )
    assert kinds(errors) == [AlreadyTaken]
    assert (fresh(enquiry).responsible, events(enquiry, Event.TAKEN)) == (taken.responsible, 1)


def test_two_answers_are_both_kept_and_one_is_responsible():
    enquiry, supervisors = make_enquiry(), (make_supervisor(), make_supervisor())
    answers, errors = at_once(
        *(lambda by=by: actions.answer(enquiry=enquiry, text=f"Ja. {by.pk}", by=by) for by in supervisors)
    )
    assert (len(answers), errors) == (2, [])
    assert fresh(enquiry).responsible == Message.objects.filter(by__isnull=False).first().by
    assert deeds(enquiry).count("answer") == 2


def test_consent_given_twice_passes_the_words_on_once():
    adviser = make_adviser()
    referral = actions.ask_consent(enquiry=taken_by(adviser), proposal=proposal(), by=adviser)
    _sent, errors = at_once(*[lambda: actions.give_consent(referral=referral)] * 2)
    assert kinds(errors) == [ReferralNotOpen]
    assert OutgoingMail.objects.filter(kind="enquiries.referred").count() == 1


def test_of_yes_and_no_said_at_once_one_holds():
    adviser = make_adviser()
    referral = actions.ask_consent(enquiry=taken_by(adviser), proposal=proposal(), by=adviser)
    [held], errors = at_once(
        lambda: actions.give_consent(referral=referral), lambda: actions.refuse_consent(referral=referral)
    )
    assert kinds(errors) == [ReferralNotOpen]
    mails = OutgoingMail.objects.filter(kind="enquiries.referred").count()
    assert (fresh(referral).state, mails) in [(ReferralState.SENT, 1), (ReferralState.REFUSED, 0)]
    assert held.state == fresh(referral).state


def test_office_and_adviser_who_both_say_how_it_ended_say_it_once():
    adviser = make_adviser()
    referral = referred_by(adviser)
    _ended, errors = at_once(
        lambda: actions.answer_of_office(referral=referral, outcome=ReferralOutcome.TAKEN_UP, text="Bitte kommen."),
        lambda: actions.record_outcome(referral=referral, outcome=ReferralOutcome.NO_ANSWER, by=adviser),
    )
    assert kinds(errors) == [ReferralNotOpen]
    assert events(referral.enquiry, Event.OUTCOME) == 1
    assert (fresh(referral).outcome == ReferralOutcome.TAKEN_UP) == fresh(referral).answered_by_office


def test_who_writes_back_while_it_is_closed_is_heard():
    adviser = make_adviser()
    enquiry = sorted_by(adviser, taken_by(adviser))
    _done, errors = at_once(
        lambda: actions.close(enquiry=enquiry, outcome=Outcome.ANSWERED, by=adviser),
        lambda: actions.write_back(enquiry=enquiry, text="Noch etwas"),
    )
    was_closed = not errors
    assert [type(error) for error in errors] == ([] if was_closed else [UnreadNews])
    assert deeds(enquiry)[-2:] == (["close", "write_back"] if was_closed else ["sort", "write_back"])
    assert (fresh(enquiry).state, events(enquiry, Event.REOPENED)) == (State.OPEN, int(was_closed))
    assert "Noch etwas" in [str(message.text) for message in Message.objects.filter(enquiry=enquiry)]


def test_the_same_question_sent_twice_at_once_has_one_receipt():
    question = Question(text=TEXT, language="de", reply_by=ReplyBy.EMAIL, email="amal@example.org")
    receipts, errors = at_once(*[lambda: sending.send(question, attempt="a" * 22, network="192.0.2.1")] * 2)
    assert (errors, Enquiry.objects.count(), OutgoingMail.objects.count()) == ([], 1, 1)
    assert receipts[0].code == receipts[1].code


def test_the_same_answer_sent_twice_at_once_leaves_once():
    adviser = make_adviser()
    enquiry = taken_by(adviser, reply_by=ReplyBy.EMAIL, email="amal@example.org")
    seen = enquiry.messages.last().pk
    sent, errors = at_once(*[lambda: actions.answer(enquiry=enquiry, text="Ja.", by=adviser, after=seen)] * 2)
    assert [type(error) for error in errors] == [SentBefore]
    assert (len(sent), OutgoingMail.objects.filter(kind="enquiries.answered").count()) == (1, 1)


def test_the_same_reply_sent_twice_at_once_is_stored_once():
    enquiry = make_enquiry()
    replies, errors = at_once(*[lambda: reply(enquiry, "Und mein Mann?", [], after=0)] * 2)
    assert (errors, replies[0]) == ([], replies[1])
    assert deeds(enquiry).count("write_back") == 1


def test_who_says_twice_at_once_that_nothing_more_is_needed_says_it_once():
    enquiry = taken_by(make_adviser())
    _done, errors = at_once(*[lambda: actions.finish(enquiry=enquiry)] * 2)
    assert (errors, events(enquiry, Event.DONE), deeds(enquiry).count("finish")) == ([], 1, 1)


def test_a_guide_asked_twice_at_once_is_asked_once_and_says_yes_once():
    adviser, guide = make_adviser(), make_guide()
    enquiry = taken_by(adviser)
    asking = {"enquiry": enquiry, "guide": guide, "consent_by": ConsentBy.SPOKEN, "by": adviser}
    [request], errors = at_once(*[lambda: actions.ask_guide(**asking)] * 2)
    assert (kinds(errors), GuideRequest.objects.count()) == ([AlreadyAsked], 1)
    _yes, errors = at_once(*[lambda: actions.accept_request(request=request, by=guide)] * 2)
    assert (kinds(errors), events(enquiry, Event.WITH_GUIDE)) == ([ReferralNotOpen], 1)


def test_what_is_deleted_while_it_is_answered_is_gone_in_the_end():
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    _done, errors = at_once(
        lambda: actions.withdraw(enquiry=enquiry),
        lambda: actions.answer(enquiry=enquiry, text="Ja.", by=adviser),
        lambda: actions.keep_draft(enquiry=enquiry, text="Guten Tag", by=adviser),
    )
    assert set(kinds(errors)) <= {Forgotten}
    assert (Message.objects.exists(), Draft.objects.exists(), fresh(enquiry).code_key) == (False, False, None)


def test_who_writes_in_the_moment_of_forgetting_is_heard_or_hears_that_it_is_too_late():
    adviser = make_adviser()
    enquiry = closed_by(adviser)
    with clock.fixed(clock.now() + timedelta(days=83)):
        actions.warn_due()
    with clock.fixed(clock.now() + timedelta(days=91)):
        _done, errors = at_once(
            actions.anonymise_due, lambda: actions.write_back(enquiry=enquiry, text="Es geht weiter")
        )
    left, said = fresh(enquiry), [str(one.text) for one in Message.objects.filter(author=Author.ENQUIRER)]
    if left.anonymised_at:
        assert (kinds(errors), said) == ([Forgotten], [])
    else:
        assert (errors, left.state, said) == ([], State.OPEN, [TEXT, "Es geht weiter"])
        assert left.code_key


def test_two_workers_tell_nobody_twice():
    late, over = taken_by(make_adviser()), closed_by(make_adviser())
    with clock.fixed(clock.now() + timedelta(days=84)):
        told, errors = at_once(actions.tell_late, actions.tell_late)
        assert (sorted(told), errors, events(late, Event.LATE)) == ([0, 1], [], 1)
        told, errors = at_once(actions.warn_due, actions.warn_due)
        assert (sorted(told), errors, events(over, Event.SOON_FORGOTTEN)) == ([0, 1], [], 1)


def test_who_erases_a_person_and_who_answers_them_do_not_wait_for_each_other_for_ever():
    adviser = make_adviser()
    email = {"reply_by": ReplyBy.EMAIL, "email": "amal@example.org"}
    _first, second = make_enquiry(**email), taken_by(adviser, make_enquiry(**email))
    supervisor = make_supervisor()
    done, errors = at_once(
        lambda: actions.erase_person(email="amal@example.org", by=supervisor),
        lambda: (
            # Just then the first one is erased, and nobody else can write into the audit chain any more.
            time.sleep(1.5 * A_MOMENT),
            actions.answer(enquiry=second, text="Ja.", by=adviser),
        ),
    )
    assert 2 in done
    assert all(isinstance(error, Refused) for error in errors)
    assert not Message.objects.exists()
