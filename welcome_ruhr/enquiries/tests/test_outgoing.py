"""Outgoing mail: what administrators see of it, and what not."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import get_connection
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.enums import ReplyBy
from welcome_ruhr.enquiries.mails import TO_ENQUIRER
from welcome_ruhr.enquiries.outgoing import refusals
from welcome_ruhr.enquiries.outgoing.refusals import what_to_do
from welcome_ruhr.enquiries.outgoing.states import AT_THE_CASE, KINDS, MEANINGS, NAMES, SHORT
from welcome_ruhr.enquiries.queries import case
from welcome_ruhr.enquiries.queries.outgoing import MOST_SHOWN
from welcome_ruhr.foundation import clock, local_mailbox, outbox
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.mail.composing import compose
from welcome_ruhr.foundation.models import AuditEntry, OutgoingMail

from .factories import ask, make_adviser, referred_by, taken_by

pytestmark = pytest.mark.django_db

OUTGOING = "/workspace/enquiries/outgoing/"
EMAIL = "amal@example.org"
ROLES = ("adviser", "supervisor", "evaluator", "guide", "administrator", "editor")


def make_administrator(**fields):
    return make_person("administrator", **{"is_demo": True, "language": "en", **fields})


def make_mail(state=MailState.WAITING, **fields):
    """A mail of the outbox that came so far."""
    with transaction.atomic():
        mail = outbox.send(
            **{"kind": "enquiries.answered", "to": EMAIL, "subject": "Es gibt eine Antwort", "text": "Hier.", **fields},
            most_per_day=0,
        )
    waits, sent = state == MailState.WAITING, state in (MailState.SENT, MailState.CAME_BACK)
    now = clock.now()
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=state, attempts=1, next_try_at=now if waits else None, sent_at=now if sent else None
    )
    return OutgoingMail.objects.get(pk=mail.pk)


@pytest.fixture
def folder(settings, tmp_path):
    """No mail server: mails go into a folder."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = local_mailbox.BACKEND, tmp_path / "mails"


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "welcome_ruhr.foundation.mail.smtp.EmailBackend"


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_look_after_mail(client, folder, role):
    mail = make_mail(MailState.REFUSED)
    client.force_login(make_person(role, is_demo=True))
    answers = [client.get(OUTGOING), client.get(f"{OUTGOING}local/x/")]
    answers += [client.post(f"{OUTGOING}test/"), client.post(f"{OUTGOING}{mail.pk}/send-again/")]
    assert {answer.status_code != 403 for answer in answers} == {role == "administrator"}


def test_with_a_mail_server_nobody_reads_to_whom_a_mail_goes_or_what_it_says(client, server):
    adviser = make_adviser()
    taken_by(adviser, ask("Eine Frage", reply_by=ReplyBy.EMAIL, email=EMAIL).enquiry)
    referred_by(adviser)
    client.force_login(make_administrator())
    page = client.get(OUTGOING).content.decode()
    words = {word for mail in OutgoingMail.objects.all() for word in (mail.recipient, mail.subject, mail.text[:30])}
    assert len(words) > 3
    assert [word for word in (*words, "Eine Frage") if word in page] == []


def test_with_a_mail_server_there_is_no_local_mailbox(client, folder, settings):
    get_connection().send_messages([compose(make_mail())])
    (name,) = [mail.name for mail in local_mailbox.mails()]
    client.force_login(make_administrator())
    assert client.get(f"{OUTGOING}local/{name}/").status_code == 200
    settings.EMAIL_BACKEND = "welcome_ruhr.foundation.mail.smtp.EmailBackend"
    assert client.get(f"{OUTGOING}local/{name}/").status_code == 404
    assert client.get(OUTGOING).context["local_mails"] == []


def test_without_a_mail_server_mails_can_be_read(client, folder):
    get_connection().send_messages([compose(make_mail(text="Hier lesen: https://example.org/ <script>x"))])
    client.force_login(make_administrator())
    ((mail, _date),) = client.get(OUTGOING).context["local_mails"]
    assert (mail.to, mail.subject) == (EMAIL, "Es gibt eine Antwort")
    assert "Hier lesen:" in (page := client.get(f"{OUTGOING}local/{mail.name}/").content.decode())
    assert ("&lt;script&gt;x" in page, "<script>x" in page) == (True, False)


@pytest.mark.parametrize("name", ["x", "..%2Fvault.json", "20261122-100000-000000-0123456789abcdef.eml"])
def test_a_name_from_outside_opens_no_file(client, folder, name):
    client.force_login(make_administrator())
    assert client.get(f"{OUTGOING}local/{name}/").status_code == 404


def test_the_page_counts_each_state_and_shows_one(client, server):
    make_mail(), make_mail(MailState.REFUSED), make_mail(MailState.REFUSED)
    client.force_login(make_administrator())
    context = client.get(f"{OUTGOING}?state=refused").context
    counts = {tab["title"]: tab["count"] for tab in context["tabs"] if tab["count"]}
    assert counts == {"All": 3, "To be sent": 1, "Refused": 2}
    assert [mail["state"] for mail in context["mails"]] == [MailState.REFUSED.label] * 2


@pytest.mark.parametrize("asked", ["?state=nonsense", "?before=abc", "?before=99999999999999999999", "?before=-1"])
def test_an_address_that_makes_no_sense_shows_all(client, server, asked):
    make_mail()
    client.force_login(make_administrator())
    assert len(client.get(OUTGOING + asked).context["mails"]) == 1


def test_every_state_and_every_mail_of_the_enquiries_is_explained():
    texts = Path(__file__).parents[1] / "templates" / "enquiries" / "mail"
    assert set(MEANINGS) == set(SHORT) == set(KINDS) == set(MailState)
    assert set(AT_THE_CASE) == set(case.NOT_ARRIVED)
    with override("en"):
        assert {kind for kind, name in NAMES.items() if "to the person" in str(name)} == set(TO_ENQUIRER)
    assert set(NAMES) == {f"enquiries.{path.stem}" for path in texts.glob("*.txt")}


@pytest.mark.parametrize("state", case.NOT_ARRIVED)
def test_a_mail_that_did_not_arrive_is_sent_again(client, server, state):
    mail, administrator = make_mail(state), make_administrator()
    client.force_login(administrator)
    (line,) = client.get(OUTGOING).context["mails"]
    assert line["may_be_sent_again"] is True
    client.post(f"{OUTGOING}{mail.pk}/send-again/")
    assert OutgoingMail.objects.get().state == MailState.WAITING
    assert AuditEntry.objects.filter(action="outbox.send_again", actor_id=administrator.pk).count() == 1


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.SENDING, MailState.SENT])
def test_a_mail_on_its_way_or_arrived_is_not_sent_again(client, server, state):
    mail = make_mail(state)
    client.force_login(make_administrator())
    (line,) = client.get(OUTGOING).context["mails"]
    assert line["may_be_sent_again"] is False
    client.post(f"{OUTGOING}{mail.pk}/send-again/")
    assert OutgoingMail.objects.get().state == state


def test_a_mail_whose_content_was_erased_is_not_sent_again(client, server):
    mail = make_mail(MailState.REFUSED, about="enquiry:7")
    outbox.forget("enquiry:7")
    client.force_login(make_administrator())
    (line,) = client.get(OUTGOING).context["mails"]
    assert (line["is_erased"], line["may_be_sent_again"], line["about"]) == (True, False, "A-7")
    (said,) = client.post(f"{OUTGOING}{mail.pk}/send-again/", follow=True).context["messages"]
    assert said.level_tag == "error"
    assert OutgoingMail.objects.get().state == MailState.REFUSED


def test_a_mail_that_is_none_is_not_found(client):
    client.force_login(make_administrator())
    assert client.post(f"{OUTGOING}999/send-again/").status_code == 404


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("550 5.1.1 <…>: Recipient address rejected: User unknown", refusals.NOBODY),
        ("550 5.4.1 Recipient address rejected: Access denied", refusals.NOBODY),
        ("550 No such user here", refusals.NOBODY),
        ("553 5.1.2 Host unknown", refusals.NO_SERVER),
        ("5.4.4 unable to route: no mail hosts", refusals.NO_SERVER),
        ("552 5.2.2 The mailbox is over quota", refusals.FULL),
        ("452 4.2.2 Mailbox full", refusals.FULL),
        ("552 5.3.4 Message size exceeds fixed limit", refusals.TOO_LARGE),
        ("550 5.7.26 This mail is unauthenticated: SPF did not pass, DKIM did not pass", refusals.SENDER),
        ("550 5.7.1 rejected by DMARC policy", refusals.SENDER),
        ("550 5.7.509 Access denied, sending domain does not pass verification", refusals.SENDER),
        ("554 5.7.1 Service unavailable; client host blocked using a block list", refusals.POLICY),
        ("550 5.7.1 message refused", refusals.POLICY),
        ("550 5.7.1 Relaying denied", refusals.RELAY),
        ("450 4.7.1 Greylisted, try again in 300 seconds", refusals.LATER),
        ("450 4.2.0 Greylisting in action", refusals.LATER),
        ("421 4.3.2 Service shutting down", refusals.LATER),
        ("535 5.7.8 Authentication credentials invalid", refusals.SIGN_IN),
        ("530 5.7.0 Authentication required", refusals.SIGN_IN),
        ("[Errno 111] Connection refused", refusals.UNREACHABLE),
        ("timed out", refusals.UNREACHABLE),
        ("The mail server’s certificate does not hold: self-signed certificate", refusals.CERTIFICATE),
        ("STARTTLS extension not supported by server.", refusals.ENCRYPTION),
        ("The run that sent it ended before it could tell.", ""),
        ("", ""),
    ],
)
def test_beside_an_answer_of_a_mail_server_stands_what_to_do(client, server, answer, sentence):
    assert what_to_do(answer) == sentence
    OutgoingMail.objects.filter(pk=make_mail(MailState.REFUSED).pk).update(problem=answer)
    client.force_login(make_administrator())
    assert client.get(OUTGOING).context["mails"][0]["what_to_do"] == sentence


@pytest.mark.parametrize("state", MailState)
def test_the_desk_is_told_of_mails_to_the_person_that_did_not_arrive(state):
    enquiry = ask().enquiry
    mail = make_mail(state, about=enquiry.subject)
    make_mail(state, about=enquiry.subject, kind="enquiries.news"), make_mail(state, about="enquiry:9999")
    assert case.troubled_mails(enquiry) == ([mail] if state in case.NOT_ARRIVED else [])


def test_of_a_mail_whose_content_was_erased_nobody_is_told():
    enquiry = ask().enquiry
    make_mail(MailState.REFUSED, about=enquiry.subject)
    outbox.forget(enquiry.subject)
    assert case.troubled_mails(enquiry) == []


def test_a_test_mail_goes_to_who_asks_for_it(client, server):
    administrator = make_administrator()
    client.force_login(administrator)
    client.post(f"{OUTGOING}test/", {"to": "victim@example.org"})
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.recipient, mail.state) == ("enquiries.trial", administrator.email, MailState.WAITING)
    assert OUTGOING in mail.text


def test_nobody_else_sends_a_test_mail():
    with pytest.raises(NotAllowed):
        actions.try_mail(by=make_adviser())
    assert OutgoingMail.objects.count() == 0


def test_older_mails_are_on_the_next_page(client, server):
    for _number in range(MOST_SHOWN + 2):
        make_mail()
    client.force_login(make_administrator())
    first = client.get(OUTGOING).context
    rest = client.get(first["next_href"]).context
    assert (len(first["mails"]), len(rest["mails"]), rest["next_href"]) == (MOST_SHOWN, 2, "")


def test_the_page_asks_as_often_for_three_mails_as_for_one(client, server):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(OUTGOING)
        return len(asked)

    client.force_login(make_administrator())
    make_mail()
    before = queries(), queries()
    make_mail(), make_mail(MailState.REFUSED)
    assert queries() == before[1]


def test_how_long_the_oldest_waits_is_said(client, server):
    with clock.fixed(clock.now() - timedelta(hours=5)):
        make_mail()
    client.force_login(make_administrator())
    assert client.get(OUTGOING).context["oldest"].endswith("05:00")
