import threading
from datetime import timedelta
from time import process_time

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.foundation import audit, clock, local_mailbox, outbox, vault
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.foundation.queue import queue_length
from welcome_ruhr.foundation.tasks import deliver_mail, pick_up_mail
from welcome_ruhr.foundation.worker import Worker

pytestmark = pytest.mark.usefixtures("key_file")

ADDRESS = "asker@example.org"
CANARY = "canary-7731"


@pytest.fixture
def send(db):
    def send(**options):
        with transaction.atomic():
            return outbox.send(**{"kind": "tests.note", "to": ADDRESS, "subject": "Hello", "text": "Hi.\n"} | options)

    return send


@pytest.fixture
def adviser(django_user_model):
    return django_user_model.objects.create(email="adviser@example.org")


def in_state(mail, state, **values):
    """Bring a mail into a state as if the worker had."""
    sent_at = clock.now() if state == MailState.SENT else None
    values = {"state": state, "next_try_at": None, "sent_at": sent_at, "attempts": 1} | values
    OutgoingMail.objects.filter(pk=mail.pk).update(**values)
    mail.refresh_from_db()
    return mail


def states():
    return list(OutgoingMail.objects.order_by("pk").values_list("state", flat=True))


def content(mail):
    mail.refresh_from_db()
    return (mail.recipient, mail.subject, mail.text, mail.html, mail.headers, mail.problem)


def stored():
    """Everything that the tables of the outbox and the queue hold, as the disk has it."""
    with connection.cursor() as cursor:
        rows = []
        for model in (OutgoingMail, DBTaskResult):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows += [bytes(cell) if isinstance(cell, memoryview) else cell for row in cursor for cell in row]
    return repr(rows)


def test_a_mail_waits_with_its_task(send):
    mail = send(about="enquiry:12", html="<p>Hi.</p>", language="de")
    again = OutgoingMail.objects.get()
    assert (again.state, again.recipient, again.text, again.html) == ("waiting", ADDRESS, "Hi.\n", "<p>Hi.</p>")
    assert DBTaskResult.objects.get().args_kwargs == {"args": [mail.pk], "kwargs": {}}


@pytest.mark.django_db(transaction=True)
def test_a_mail_needs_a_transaction():
    with pytest.raises(outbox.NoTransaction):
        outbox.send(kind="tests.note", to=ADDRESS, subject="Hello", text="Hi.")
    assert (states(), queue_length(deliver_mail)) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_sent(send):
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    assert (states(), queue_length(deliver_mail)) == ([], 0)


def test_the_disk_holds_neither_words_nor_address(send):
    send(to=f"{CANARY}@example.org", subject=CANARY, text=CANARY, html=CANARY)
    assert CANARY not in stored()
    assert OutgoingMail.objects.get().subject == CANARY


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a@example.org, b@example.org",
        "a@example.org\nBcc: b@example.org",
        "a@example.org\r\n",
        "Name <a@example.org>",
        "a@example.org\0",
    ],
)
def test_what_is_no_address_of_one_mailbox_is_refused(send, to):
    with pytest.raises(outbox.BadAddress):
        send(to=to)
    assert states() == []


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n ", "\x0b", "\x0c", "\x85", "\u2028", "\0", "\ud800"])
@pytest.mark.parametrize("where", ["subject", "header", "language"])
def test_a_line_break_in_the_head_is_refused(send, where, break_):
    value = f"Hello{break_}Bcc: b@example.org"
    options = {"subject": {"subject": value}, "header": {"headers": {"X-Note": value}}, "language": {"language": value}}
    with pytest.raises(outbox.BadHeader):
        send(**options[where])
    assert states() == []


@pytest.mark.parametrize(
    "name", ["Bcc", "to", "Subject", "Message-ID", "X-Note: x\r\nBcc", "X Note", "", "Content-Type"]
)
def test_a_header_of_the_outbox_cannot_be_given(send, name):
    with pytest.raises(outbox.BadHeader):
        send(headers={name: "b@example.org"})


def test_an_endless_subject_is_refused(send):
    with pytest.raises(outbox.BadHeader):
        send(subject="a" * 999)


def test_the_fourth_mail_of_a_day_is_held(send):
    for number in range(5):
        send(kind=f"tests.kind{number}")
    assert states() == ["waiting"] * 3 + ["held"] * 2
    assert queue_length(deliver_mail) == 3


@pytest.mark.parametrize("other", ["ASKER@Example.ORG", "asker+1@example.org", "asker+2+3@EXAMPLE.org"])
def test_a_mailbox_counts_once_however_it_is_spelled(send, other):
    send(most_per_day=1)
    assert send(to=other, most_per_day=1).state == "held"


def test_a_domain_counts_once_however_it_is_spelled(send):
    send(to="asker@münster.example", most_per_day=1)
    assert send(to="asker@xn--mnster-3ya.example", most_per_day=1).state == "held"


def test_a_held_mail_counts_once_it_is_sent_by_hand(send, adviser):
    now = clock.now()
    with clock.fixed(now):
        send(most_per_day=1)
    with clock.fixed(now + timedelta(hours=12)):
        outbox.send_again(send(most_per_day=1), by=adviser)
    with clock.fixed(now + timedelta(hours=25)):
        assert send(most_per_day=1).state == "held"


def test_other_mailboxes_are_counted_apart(send):
    send(most_per_day=1)
    assert send(to="asker@example.com", most_per_day=1).state == "waiting"


def test_a_day_later_the_next_mail_goes_out(send):
    now = clock.now()
    with clock.fixed(now):
        send(most_per_day=1)
    with clock.fixed(now + timedelta(hours=23, minutes=59)):
        assert send(most_per_day=1).state == "held"
    with clock.fixed(now + timedelta(hours=24)):
        assert send(most_per_day=1).state == "waiting"


def test_mail_to_our_own_people_has_no_limit(send):
    for _ in range(5):
        send(most_per_day=0)
    assert states() == ["waiting"] * 5


def test_of_ten_thousand_mails_to_one_address_three_go_out(send):
    began = process_time()
    with transaction.atomic():
        for number in range(10_000):
            outbox.send(kind="tests.note", to=f"asker+{number}@example.org", subject="Hello", text="Hi.\n")
    assert process_time() - began < 30
    counts = outbox.queue().counts
    assert (counts["waiting"], counts["held"], queue_length(deliver_mail)) == (3, 9_997, 3)


def test_two_at_once_do_not_pass_the_limit_together(shared_database):
    first_has_counted, second_is_there = threading.Event(), threading.Event()

    def send_one(before, after):
        try:
            before.wait(10)
            with transaction.atomic():
                second_is_there.set()
                outbox.send(kind="tests.note", to=ADDRESS, subject="Hello", text="Hi.", most_per_day=1)
                after.set()
                threading.Event().wait(0.5)
        finally:
            connections.close_all()

    started = threading.Event()
    started.set()
    ways = [(started, first_has_counted), (first_has_counted, second_is_there)]
    threads = [threading.Thread(target=send_one, args=way) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states()) == ["held", "waiting"]


@pytest.mark.parametrize("state", [MailState.UNSURE, MailState.REFUSED, MailState.GIVEN_UP, MailState.HELD])
def test_a_mail_that_did_not_arrive_is_sent_again_by_hand(send, adviser, state):
    mail = in_state(send(), state, problem="nobody knows")
    outbox.send_again(mail, by=adviser)
    mail.refresh_from_db()
    assert (mail.state, mail.problem, queue_length(deliver_mail)) == ("waiting", "", 2)
    entry = audit.of(f"mail:{mail.pk}").get()
    assert (entry.action, entry.actor_id) == ("outbox.send_again", adviser.pk)


@pytest.mark.parametrize("state", [MailState.SENDING, MailState.SENT])
def test_a_mail_on_its_way_or_there_is_not_sent_again(send, adviser, state):
    mail = in_state(send(), state)
    with pytest.raises(outbox.CannotBeSentAgain):
        outbox.send_again(mail, by=adviser)
    assert (states(), queue_length(deliver_mail)) == ([state], 1)


def test_an_erased_mail_is_not_sent_again(send, adviser):
    mail = in_state(send(about="enquiry:12"), MailState.UNSURE)
    outbox.forget("enquiry:12")
    with pytest.raises(outbox.CannotBeSentAgain):
        outbox.send_again(mail, by=adviser)


def test_a_mail_is_sent_again_once_however_often_it_is_asked(send, adviser):
    mail = in_state(send(), MailState.UNSURE)
    stale = OutgoingMail.objects.get(pk=mail.pk)
    outbox.send_again(mail, by=adviser)
    with pytest.raises(outbox.CannotBeSentAgain):
        outbox.send_again(stale, by=adviser)
    assert queue_length(deliver_mail) == 2


def test_the_queue_counts_every_state_and_tells_since_when_one_waits(send):
    early = clock.now() - timedelta(hours=3)
    with clock.fixed(early):
        send(most_per_day=0)
    in_state(send(), MailState.SENT)
    send(most_per_day=0)
    queue = outbox.queue()
    assert {state: count for state, count in queue.counts.items() if count} == {"waiting": 2, "sent": 1}
    assert (set(queue.counts), queue.oldest_waiting) == (set(MailState), early)


def test_an_empty_queue_has_nothing_waiting(db):
    assert outbox.queue().oldest_waiting is None


def test_counting_opens_no_sealed_word(send, key_file):
    send()
    key_file.unlink()
    vault.forget()  # from here on there is another key
    assert outbox.queue().counts["waiting"] == 1
    assert [mail.state for mail in OutgoingMail.objects.without_content()] == ["waiting"]


def test_erasing_one_subject_leaves_the_others(send):
    gone = in_state(send(about="enquiry:12", headers={"X-Note": "1"}), MailState.SENT, problem="late")
    kept = send(about="enquiry:123")
    assert outbox.forget("enquiry:12") == 1
    assert content(gone) == ("", "", "", "", {}, "")
    assert content(kept)[0] == ADDRESS
    assert (gone.state, gone.kind, gone.is_empty) == ("sent", "tests.note", True)


def test_a_mail_erased_while_it_waits_is_never_sent(send, mailoutbox):
    send(about="enquiry:12")
    outbox.forget("enquiry:12")
    Worker().drain()
    assert (states(), mailoutbox) == (["given_up"], [])


def test_nothing_is_not_a_subject_to_erase(send):
    send()
    with pytest.raises(ValueError, match="about nothing"):
        outbox.forget("")


def test_erasing_gives_an_address_no_new_allowance(send):
    send(about="enquiry:12", most_per_day=1)
    outbox.forget("enquiry:12")
    outbox.clear_old()
    assert send(most_per_day=1).state == "held"


def test_a_day_after_erasing_nothing_tells_the_address(send):
    mail = send(about="enquiry:12")
    outbox.forget("enquiry:12")
    with clock.fixed(clock.now() + timedelta(hours=25)):
        outbox.clear_old()
    mail.refresh_from_db()
    assert mail.recipient_key == ""


@pytest.mark.parametrize(
    "state", [MailState.SENT, MailState.REFUSED, MailState.GIVEN_UP, MailState.HELD, MailState.UNSURE]
)
def test_content_goes_thirty_days_after_the_end(send, state):
    mail = in_state(send(), state)
    with clock.fixed(mail.state_since + timedelta(days=29, hours=23)):
        assert outbox.clear_old() == 0
    with clock.fixed(mail.state_since + timedelta(days=31)):
        assert outbox.clear_old() == 1
        assert outbox.clear_old() == 0
    assert content(mail) == ("", "", "", "", {}, "")
    assert (mail.state, mail.recipient_key) == (state, "")


def test_erasing_takes_the_copy_in_the_local_mailbox_along(send, settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = local_mailbox.BACKEND, tmp_path / "mail"
    send(about="enquiry:12", text=CANARY)
    send(about="enquiry:13")
    Worker().drain()
    assert len(local_mailbox.mails()) == 2
    outbox.forget("enquiry:12")
    assert [mail.text for mail in local_mailbox.mails()] == ["Hi.\n"]


def test_a_mail_whose_task_is_gone_is_picked_up(send, mailoutbox):
    send()
    DBTaskResult.objects.all().delete()
    with clock.fixed(clock.now() + timedelta(minutes=16)):
        assert pick_up_mail.func() == 1
        assert pick_up_mail.func() == 0  # its new task is waiting
        Worker().drain()
        assert pick_up_mail.func() == 0
    assert (states(), len(mailoutbox)) == (["sent"], 1)


def test_a_mail_left_while_being_sent_becomes_unsure(send, mailoutbox):
    mail = in_state(send(), MailState.SENDING)
    DBTaskResult.objects.all().delete()
    with clock.fixed(clock.now() + timedelta(minutes=16)):
        pick_up_mail.func()
        Worker().drain()
    mail.refresh_from_db()
    assert (mail.state, mailoutbox) == ("unsure", [])


@pytest.mark.parametrize(
    ("values", "broken"),
    [
        ({"state": "lost", "next_try_at": None}, "state_is_known"),
        ({"state": "sent", "next_try_at": None, "attempts": 1}, "sent_has_moment"),
        ({"sent_at": clock.now()}, "sent_has_moment"),
        ({"next_try_at": None}, "waiting_has_next_try"),
        ({"state": "sending", "attempts": 1}, "waiting_has_next_try"),
        ({"recipient": ""}, "on_its_way_has_recipient"),
        ({"state": "sending", "next_try_at": None}, "offered_was_tried"),
    ],
)
def test_the_database_refuses_a_mail_that_cannot_be(send, values, broken):
    send()
    with pytest.raises(IntegrityError, match=f"foundation_mail_{broken}"), transaction.atomic():
        OutgoingMail.objects.update(**values)


def test_no_two_mails_share_a_message_id(send):
    assert send().message_id != send().message_id
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(message_id="<one@localhost>")
