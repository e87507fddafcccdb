"""What comes back to the outbox: answers to our mails, and mails that were not delivered."""

from datetime import timedelta

import pytest
from django.db import transaction

from welcome_ruhr.foundation import clock, outbox
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.mail import delivering
from welcome_ruhr.foundation.mail.addressing import LONGEST_VALUE
from welcome_ruhr.foundation.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key_file")]

ADDRESS = "asker@example.org"


def put(state=MailState.WAITING, **options):
    """A mail of the outbox that came so far."""
    said = {"kind": "tests.note", "to": ADDRESS, "subject": "Hello", "text": "Hi.\n", "about": "enquiry:12"}
    with transaction.atomic():
        mail = outbox.send(**{**said, "most_per_day": 0, **options})
    now = clock.now()
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=state,
        attempts=1,
        next_try_at=now if state == MailState.WAITING else None,
        sent_at=now if state == MailState.SENT else None,
    )
    return OutgoingMail.objects.get(pk=mail.pk)


def fresh(mail):
    return OutgoingMail.objects.get(pk=mail.pk)


@pytest.mark.parametrize("state", [MailState.SENT, MailState.UNSURE, MailState.SENDING])
def test_a_mail_that_was_not_delivered_is_marked(state):
    mail = put(state)
    later = clock.now() + timedelta(hours=1)
    with clock.fixed(later):
        assert outbox.came_back(mail.message_id, "550 5.1.1 no such user") == "enquiry:12"
    after = fresh(mail)
    assert (after.state, after.state_since, after.problem) == ("came_back", later, "550 5.1.1 no such user")
    assert after.sent_at == (mail.sent_at or mail.state_since)


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.REFUSED, MailState.HELD, MailState.GIVEN_UP])
def test_a_mail_that_never_left_cannot_come_back(state):
    mail = put(state)
    assert outbox.came_back(mail.message_id, "no") == ""
    assert (fresh(mail).state, fresh(mail).problem) == (state, "")


def test_of_a_mail_that_comes_back_twice_one_is_told_once():
    mail = put(MailState.SENT)
    assert [outbox.came_back(mail.message_id, word) for word in ("first", "second")] == ["enquiry:12", ""]
    assert fresh(mail).problem == "first"


@pytest.mark.parametrize("message_id", ["", "<x@example.org>", "' OR 1=1", f"<{'0' * 32}@a\0b>", f"<{'0' * 32}@x>"])
def test_a_mail_of_somebody_else_is_none_of_ours(message_id):
    mail = put(MailState.SENT)
    assert outbox.came_back(message_id, "no") == ""
    assert outbox.about_of([message_id]) == ""
    assert fresh(mail).state == "sent"


def test_no_address_stays_of_what_the_other_server_said():
    mail = put(MailState.SENT)
    outbox.came_back(mail.message_id, f"550 <{ADDRESS}>: asker is unknown to mx@example.com")
    assert fresh(mail).problem == "550 <…>: … is unknown to …"


def test_a_run_that_comes_back_late_does_not_make_it_sent():
    mail = put(MailState.SENDING)
    outbox.came_back(mail.message_id, "no")
    delivering._conclude(mail, MailState.SENT)
    assert fresh(mail).state == "came_back"


def test_a_mail_that_came_back_is_sent_again_by_hand(django_user_model):
    mail = put(MailState.SENT)
    outbox.came_back(mail.message_id, "452 4.2.2 mailbox full")
    outbox.send_again(fresh(mail), by=django_user_model.objects.create(email="admin@example.org"))
    assert (fresh(mail).state, fresh(mail).sent_at, fresh(mail).problem) == ("waiting", None, "")


def test_the_newest_mail_that_is_answered_says_what_about():
    first, second = put(MailState.SENT), put(MailState.SENT, about="enquiry:13")
    assert outbox.about_of(["<x@example.org>", second.message_id, first.message_id]) == "enquiry:13"
    assert outbox.about_of([first.message_id, second.message_id]) == "enquiry:12"


def test_an_answer_to_nothing_of_ours_is_about_nothing():
    put(MailState.SENT, about="")
    assert outbox.about_of([]) == ""
    assert outbox.about_of(["<x@example.org>", OutgoingMail.objects.get().message_id]) == ""


def test_endless_references_are_not_all_looked_up():
    mail = put(MailState.SENT)
    strangers = [f"<{number:032x}@example.org>" for number in range(200_000)]
    assert outbox.about_of([*strangers, mail.message_id]) == ""
    assert outbox.about_of([mail.message_id, *strangers]) == "enquiry:12"


def test_a_thread_is_what_went_to_one_address_about_one_thing():
    first, second = put(), put(to="ASKER@example.org")
    put(to="office@example.org"), put(about="enquiry:13")
    assert outbox.thread_of("enquiry:12", ADDRESS) == [first.message_id, second.message_id]
    assert outbox.thread_of("", ADDRESS) == []


def test_a_long_thread_fits_into_one_header():
    mails = [put() for _number in range(40)]
    thread = outbox.thread_of("enquiry:12", ADDRESS)
    assert thread[-1] == mails[-1].message_id
    assert 900 < len(" ".join(thread)) <= LONGEST_VALUE


def test_of_one_subject_some_kinds_can_be_erased_alone():
    kept, gone = put(kind="tests.other"), put()
    assert outbox.forget("enquiry:12", kinds=["tests.note"]) == 1
    assert (fresh(kept).recipient, fresh(gone).recipient, fresh(gone).state) == (ADDRESS, "", "given_up")
