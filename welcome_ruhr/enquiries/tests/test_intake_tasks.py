"""Every minute: fetch, and have read whatever waits, each mail once."""

import pytest

from welcome_ruhr.enquiries import actions, tasks
from welcome_ruhr.enquiries.enums import Author
from welcome_ruhr.enquiries.models import Message
from welcome_ruhr.foundation import clock, mailbox, schedule
from welcome_ruhr.foundation.enums import FetchProblem, IncomingState
from welcome_ruhr.foundation.mailbox import keeping
from welcome_ruhr.foundation.models import IncomingMail, RestoreTrial
from welcome_ruhr.foundation.queue import queue_length, queued_numbers
from welcome_ruhr.foundation.worker import Worker

from .factories import ask, fresh, make_enquiry
from .mailing import mail

pytestmark = pytest.mark.django_db


def states():
    return list(IncomingMail.objects.order_by("pk").values_list("state", flat=True))


def test_the_mailbox_is_looked_into_every_minute():
    assert str(schedule.entries()["welcome_ruhr.enquiries.tasks.fetch_mail"].rule) == "every 0:01:00"


def test_what_waits_is_enqueued_once_however_often_it_is_looked(monkeypatch):
    rows = [mailbox.put(mail()), mailbox.put(mail("Noch eine Frage zur Anmeldung"))]
    assert (tasks.fetch_mail.call(), tasks.fetch_mail.call()) == (2, 0)
    assert queued_numbers(tasks.take_in_mail) == {row.pk for row in rows}


def test_a_mailbox_that_is_not_reached_keeps_nothing_that_is_here_waiting(monkeypatch):
    mailbox.put(mail())

    def fetch():
        raise mailbox.NotReached(FetchProblem.UNREACHABLE)

    monkeypatch.setattr(mailbox, "fetch", fetch)
    assert tasks.fetch_mail.call() == 1


def test_the_worker_takes_in_more_than_are_named_at_once(monkeypatch, transactional_db):
    monkeypatch.setattr(keeping, "MOST_WAITING", 2)
    for number in range(5):
        mailbox.put(mail(sender=f"amal{number}@example.org"))
    tasks.fetch_mail.call()
    worker = Worker()
    while queue_length(tasks.take_in_mail):
        worker.step()
    assert states() == [IncomingState.TAKEN] * 5


@pytest.mark.parametrize(
    ("text", "form", "told"),
    [
        ("Where can I register my new address?", "de", "en"),
        ("Wo kann ich meine neue Adresse anmelden?", "de-simple", "de-simple"),
        ("Привіт! Де мені зареєструватися, будь ласка?", "uk", "uk"),
        ("privet ya ischu rabotu", "uk", "uk"),
        ("Hallo?", "de", ""),
    ],
)
def test_a_question_on_a_page_is_guessed_with_the_forms_language_as_prior(text, form, told):
    enquiry = make_enquiry(text, language=form)
    message = Message.objects.get(enquiry=enquiry, author=Author.ENQUIRER)
    assert (message.language, queued_numbers(tasks.guess_language)) == (form, {message.pk})
    assert tasks.guess_language.call(message.pk) == told
    assert (fresh(message).language, fresh(enquiry).language) == (told, form)


def test_what_somebody_writes_later_is_guessed_too():
    enquiry = make_enquiry()
    message = actions.write_back(enquiry=enquiry, text="Where can I register my new address?")
    tasks.guess_language.call(message.pk)
    assert fresh(message).language == "en"


def test_a_message_that_is_gone_has_no_language():
    receipt = ask()
    (pk,) = queued_numbers(tasks.guess_language)
    actions.withdraw(enquiry=receipt.enquiry)
    assert tasks.guess_language.call(pk) == ""


def test_before_a_restore_was_tried_mails_stay_where_they_are(monkeypatch, settings):
    fetched = []
    monkeypatch.setattr(mailbox, "fetch", lambda: fetched.append(1))
    settings.PRODUCTION = True
    tasks.fetch_mail.call()
    assert fetched == []
    RestoreTrial.objects.create(at=clock.now(), rows=1, files=1, bytes=1)
    tasks.fetch_mail.call()
    assert fetched == [1]
