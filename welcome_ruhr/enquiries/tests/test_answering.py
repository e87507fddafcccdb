"""What is written on both sides."""

import pytest

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.enums import Author, Event, State
from welcome_ruhr.enquiries.errors import CannotBeCalled, Forgotten, IsClosed, NothingWritten
from welcome_ruhr.enquiries.models import Draft, Mention, Message
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import closed_by, fresh, make_adviser, make_enquiry, make_supervisor, taken_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return make_adviser(email="kim@example.org")


def test_an_answer_is_stored_as_written_and_hands_the_turn_over(adviser):
    enquiry = taken_by(adviser)
    message = actions.answer(enquiry=enquiry, text="  Ja, das dürfen Sie. ", by=adviser)
    assert (fresh(message).text, fresh(message).author, fresh(message).by) == (
        "Ja, das dürfen Sie.",
        Author.ADVISER,
        adviser,
    )
    after = fresh(enquiry)
    assert (after.state, after.due_on, after.has_news) == (State.WAITING, None, False)
    assert after.first_answered_at == clock.now()


def test_an_answer_after_which_we_go_on_stays_our_turn_and_promises_a_new_day(adviser):
    enquiry = taken_by(adviser)
    actions.answer(enquiry=enquiry, text="Ich frage nach.", by=adviser, waits=False)
    after = fresh(enquiry)
    assert (after.state, after.due_on) == (State.OPEN, after.promised_on)


def test_who_answers_a_new_enquiry_is_responsible_for_it():
    supervisor, enquiry = make_supervisor(), make_enquiry()
    actions.answer(enquiry=enquiry, text="Ja.", by=supervisor)
    assert fresh(enquiry).responsible == supervisor


def test_others_cannot_answer(adviser):
    enquiry = taken_by(adviser)
    with pytest.raises(NotAllowed):
        actions.answer(enquiry=enquiry, text="Hallo", by=make_adviser())


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_cannot_be_sent(adviser, text):
    enquiry = taken_by(adviser)
    with pytest.raises(NothingWritten):
        actions.answer(enquiry=enquiry, text=text, by=adviser)
    with pytest.raises(NothingWritten):
        actions.write_back(enquiry=enquiry, text=text)


def test_a_closed_enquiry_is_not_answered(adviser):
    enquiry = closed_by(adviser)
    with pytest.raises(IsClosed):
        actions.answer(enquiry=enquiry, text="Noch etwas", by=adviser)


def test_writing_back_makes_it_our_turn_with_a_new_promise(adviser):
    enquiry = taken_by(adviser)
    actions.answer(enquiry=enquiry, text="Ja.", by=adviser)
    actions.write_back(enquiry=enquiry, text="Und mein Mann?")
    after = fresh(enquiry)
    assert (after.state, after.has_news, after.due_on) == (State.OPEN, True, after.promised_on)


def test_writing_again_before_the_answer_does_not_move_the_promise(adviser):
    enquiry = taken_by(adviser)
    promised = enquiry.promised_on
    with clock.fixed(clock.now().replace(day=24)):
        actions.write_back(enquiry=enquiry, text="Bitte schnell!")
    assert fresh(enquiry).promised_on == promised


def test_writing_to_a_closed_enquiry_opens_it_again(adviser):
    enquiry = closed_by(adviser)
    actions.write_back(enquiry=enquiry, text="Es hat nicht geklappt.")
    after = fresh(enquiry)
    assert (after.state, after.outcome, after.closed_at, after.forget_on) == (State.OPEN, "", None, None)
    assert Message.objects.filter(enquiry=enquiry, event=Event.REOPENED).count() == 1


def test_nothing_can_be_written_where_only_numbers_are_left():
    enquiry = make_enquiry()
    actions.withdraw(enquiry=enquiry)
    with pytest.raises(Forgotten):
        actions.write_back(enquiry=enquiry, text="Noch da?")


def test_a_note_is_for_the_desk_alone(adviser):
    enquiry = taken_by(adviser)
    note = actions.note(enquiry=enquiry, text="Ruft um drei an.", by=adviser)
    assert list(Message.objects.filter(pk=note.pk).for_enquirer()) == []
    assert fresh(enquiry).state == State.OPEN


@pytest.mark.parametrize("call", ["@chef", "@chef@example.org", "@Chef,", "(@chef)", "„@chef“"])
def test_who_is_called_in_a_note_is_told(adviser, call):
    supervisor = make_supervisor(email="chef@example.org")
    enquiry = taken_by(adviser)
    actions.note(enquiry=enquiry, text=f"Frage an {call} bitte ansehen", by=adviser)
    assert [mention.person for mention in Mention.objects.all()] == [supervisor]
    assert [mail.recipient for mail in OutgoingMail.objects.filter(kind="enquiries.called")] == ["chef@example.org"]


def test_who_may_not_read_the_enquiry_cannot_be_called(adviser):
    make_adviser(email="fremd@example.org")
    enquiry = taken_by(adviser)
    with pytest.raises(CannotBeCalled, match="@fremd"):
        actions.note(enquiry=enquiry, text="Was meinst du, @fremd?", by=adviser)
    assert not Message.objects.filter(author=Author.NOTE).exists()


@pytest.mark.parametrize(
    "text", ["Amt: max@fremd", "https://video.example/@fremd", "a+@fremd", "Sie ist @visum_wissen", "@ fremd", "@"]
)
def test_an_address_and_a_name_from_elsewhere_keep_no_note_back(adviser, text):
    make_adviser(email="fremd@example.org")
    message = actions.note(enquiry=taken_by(adviser), text=text, by=adviser)
    assert (fresh(message).text, Mention.objects.count()) == (text, 0)


def test_a_draft_is_kept_and_goes_when_the_answer_is_sent(adviser):
    enquiry = taken_by(adviser)
    actions.keep_draft(enquiry=enquiry, text="Guten Tag, ", by=adviser)
    actions.keep_draft(enquiry=enquiry, text="Guten Tag, Frau", by=adviser)
    assert [draft.text for draft in Draft.objects.all()] == ["Guten Tag, Frau"]
    actions.answer(enquiry=enquiry, text="Guten Tag", by=adviser)
    assert not Draft.objects.exists()


def test_an_emptied_draft_is_gone(adviser):
    enquiry = taken_by(adviser)
    actions.keep_draft(enquiry=enquiry, text="Guten", by=adviser)
    actions.keep_draft(enquiry=enquiry, text=" ", by=adviser)
    assert not Draft.objects.exists()
