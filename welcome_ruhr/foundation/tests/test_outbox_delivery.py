"""Mails handed to a real mail server on loopback, which fails at every point where one can."""

import ssl
from contextlib import closing
from datetime import datetime, timedelta
from ipaddress import ip_address
from socket import create_server
from zoneinfo import ZoneInfo

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail as django_mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.foundation import clock, outbox, vault
from welcome_ruhr.foundation.mail import delivering
from welcome_ruhr.foundation.mail.answers import NotTaken, without_addresses
from welcome_ruhr.foundation.mail.delivering import TryAgain
from welcome_ruhr.foundation.models import FailedAttempt, OutgoingMail
from welcome_ruhr.foundation.retry import RetryPolicy
from welcome_ruhr.foundation.tests.timing import seconds
from welcome_ruhr.foundation.worker import Worker

from .post_office import BACKEND, DROP, HANG, PostOffice, free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key_file")]

ADDRESS = "asker.name@example.org"
SUBJECT = "Ihre Anfrage ist da: سؤالك"


def put(**options):
    with transaction.atomic():
        return outbox.send(**{"kind": "tests.note", "to": ADDRESS, "subject": SUBJECT, "text": "Hi.\n"} | options)


def try_once(mail):
    """Offer the mail once; return its state and how often it was offered."""
    try:
        outbox.deliver(mail.pk)
    except TryAgain:
        mail.refresh_from_db()
        assert mail.state == "waiting"
    mail.refresh_from_db()
    return mail.state, mail.attempts


@pytest.fixture
def one_round(monkeypatch):
    """Three tries and not 72."""
    monkeypatch.setattr(delivering, "RETRY", RetryPolicy(max_attempts=3))


@pytest.fixture
def certificate(tmp_path):
    """A certificate for 127.0.0.1 that only those trust who are told to; returns its file and the server's TLS."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "post office")])
    begin = datetime.now() - timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, begin, begin + timedelta(days=2))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
    pem = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "certificate.pem"
    path.write_bytes(pem + key.private_bytes(*private))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return path, context


@pytest.fixture
def with_password(settings):
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = True, "portal", "secret"


def test_a_mail_arrives_as_it_was_written(post_office):
    mail = put(html="<p>Hi.</p>", language="ar", headers={"in-reply-to": "<1@example.org>"})
    assert try_once(mail) == ("sent", 1)
    (arrived,) = post_office.mails()
    assert (arrived["To"], arrived["Subject"], arrived["Message-ID"]) == (ADDRESS, SUBJECT, mail.message_id)
    assert (arrived["Auto-Submitted"], arrived["Content-Language"]) == ("auto-generated", "ar")
    assert (arrived["In-Reply-To"], arrived["Date"].datetime) == (
        "<1@example.org>",
        mail.created_at.replace(microsecond=0),
    )
    assert [part.get_content().strip() for part in arrived.iter_parts()] == ["Hi.", "<p>Hi.</p>"]


@pytest.mark.parametrize(
    ("url", "box", "sender"),
    [
        ("imaps://127.0.0.1", "desk@WELCOME.example", "desk@WELCOME.example"),
        ("imaps://127.0.0.1", "desk@other.example", "office@welcome.example"),
        ("", "desk@welcome.example", "office@welcome.example"),
        ("imaps://127.0.0.1", "", "office@welcome.example"),
    ],
)
def test_a_mail_that_comes_back_comes_where_it_is_noticed(post_office, settings, url, box, sender):
    settings.DEFAULT_FROM_EMAIL = "welcome.RUHR <office@welcome.example>"
    settings.MAILBOX_URL, settings.MAILBOX_ADDRESS = url, box
    assert try_once(put()) == ("sent", 1)
    assert post_office.senders == [sender]
    (arrived,) = post_office.mails()
    assert [(one.display_name, one.addr_spec) for one in arrived["From"].addresses] == [
        ("welcome.RUHR", "office@welcome.example")
    ]


def test_an_answer_may_say_that_it_is_one(post_office):
    try_once(put(headers={"auto-submitted": "auto-replied"}))
    assert post_office.mails()[0].get_all("Auto-Submitted") == ["auto-replied"]


def test_a_text_cannot_end_the_mail_and_begin_another(post_office):
    text = "One.\n.\nMAIL FROM:<a@example.org>\r\n.\r\nRCPT TO:<b@example.org>\r.\rFrom here.\n"
    try_once(put(text=text))
    (arrived,) = post_office.mails()
    assert arrived.get_content().splitlines() == text.splitlines()


def test_an_address_in_other_letters_is_reached(post_office):
    assert try_once(put(to="asker@münster.example")) == ("sent", 1)
    assert post_office.mails()[0]["To"] == "asker@xn--mnster-3ya.example"


def test_a_sent_mail_is_not_sent_again(post_office):
    mail = put()
    assert [try_once(mail), try_once(mail)] == [("sent", 1), ("sent", 1)]
    assert len(post_office.arrived) == 1


BEFORE_THE_TEXT = [
    *((command, DROP, "waiting") for command in ("mail", "rcpt", "data")),
    *((command, HANG, "waiting") for command in ("mail", "rcpt", "data")),
    *((command, "451 4.3.0 later", "waiting") for command in ("mail", "rcpt", "data")),
    *((command, "550 5.1.1 no", "refused") for command in ("mail", "rcpt", "data")),
    ("mail", "421 4.3.2 closing", "waiting"),
    ("mail", "nonsense", "waiting"),
]


@pytest.mark.parametrize(("command", "answer", "state"), BEFORE_THE_TEXT)
def test_what_fails_before_the_text_is_offered_again_or_refused(settings, command, answer, state):
    with PostOffice(**{command: answer}).opened(settings) as office:
        assert try_once(put()) == (state, 1)
    assert office.arrived == []


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (DROP, "unsure"),
        (HANG, "unsure"),
        ("nonsense", "unsure"),
        ("354 once more", "unsure"),
        ("451 4.3.0 later", "waiting"),
        ("421 4.3.2 closing", "waiting"),
        ("554 5.7.1 spam", "refused"),
    ],
)
def test_what_fails_after_the_text_counts_by_the_answer(settings, answer, state):
    with PostOffice(text=answer).opened(settings) as office:
        mail = put()
        assert try_once(mail) == (state, 1)
        assert len(office.arrived) == 1
        if state != "waiting":
            assert try_once(mail) == (state, 1)
            assert len(office.arrived) == 1


@pytest.mark.parametrize(
    "farewell", [DROP, HANG, "421 4.3.2 no", "221 " + 9000 * "a"], ids=["drop", "hang", "421", "long"]
)
def test_a_mail_that_was_taken_is_sent_though_the_farewell_fails(settings, farewell):
    with PostOffice(farewell=farewell).opened(settings) as office:
        assert try_once(put()) == ("sent", 1)
    assert len(office.arrived) == 1


def test_a_server_that_is_not_there_is_tried_again(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = BACKEND, "127.0.0.1", free_port()
    mail = put()
    assert try_once(mail) == ("waiting", 1)
    assert mail.problem.endswith("Connection refused")


def test_a_server_that_does_not_greet_is_left_after_the_timeout(settings):
    with closing(create_server(("127.0.0.1", 0))) as silent:
        settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = BACKEND, 0.3
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        mail = put()
        assert try_once(mail) == ("waiting", 1)
        assert "timed out" in mail.problem


def test_without_starttls_the_password_stays_here(settings, with_password):
    with PostOffice(auth_require_tls=False).opened(settings) as office:
        mail = put()
        assert try_once(mail) == ("waiting", 1)
    assert (mail.problem, office.signed_in) == ("STARTTLS extension not supported by server.", [])


def test_a_server_with_a_foreign_certificate_gets_no_password(settings, certificate, with_password):
    with PostOffice(tls_context=certificate[1]).opened(settings) as office:
        mail = put()
        assert try_once(mail) == ("waiting", 1)
    assert mail.problem == "The mail server’s certificate does not hold: self-signed certificate"
    assert (office.arrived, office.signed_in) == ([], [])


def test_a_server_with_a_good_certificate_gets_password_and_mail(settings, certificate, with_password, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with PostOffice(tls_context=certificate[1]).opened(settings) as office:
        assert try_once(put()) == ("sent", 1)
    assert (len(office.arrived), office.signed_in) == (1, [(b"portal", b"secret")])


def test_tls_from_the_start_tells_the_same(settings, certificate, with_password, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, True
    with PostOffice(text=DROP, ssl_context=certificate[1], auth_require_tls=False).opened(settings) as office:
        assert try_once(put()) == ("unsure", 1)
    assert (len(office.arrived), office.signed_in) == (1, [(b"portal", b"secret")])


def test_a_wrong_password_says_nothing_about_the_mail(settings, certificate, with_password, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    office = PostOffice(tls_context=certificate[1])
    office.lets_in = False
    with office.opened(settings):
        mail = put()
        assert try_once(mail) == ("waiting", 1)
    assert mail.problem == "535 5.7.8 Authentication credentials invalid"


def test_after_the_last_try_a_mail_is_given_up(settings, one_round, django_user_model):
    with PostOffice(rcpt="450 4.2.0 greylisted").opened(settings):
        mail = put()
        assert [try_once(mail) for _ in range(4)] == [("waiting", 1), ("waiting", 2), ("given_up", 3), ("given_up", 3)]
        assert mail.problem == "450 4.2.0 greylisted"
        outbox.send_again(mail, by=django_user_model.objects.create(email="adviser@example.org"))
        assert [try_once(mail) for _ in range(3)] == [("waiting", 4), ("waiting", 5), ("given_up", 6)]


def test_the_worker_tries_again_until_the_server_is_back(settings, moment):
    office = PostOffice()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = BACKEND, "127.0.0.1", office.port
    mail = put()
    Worker().drain()
    mail.refresh_from_db()
    assert (mail.state, mail.next_try_at) == ("waiting", moment + timedelta(seconds=30))
    with office.opened(settings), clock.fixed(mail.next_try_at):
        Worker().drain()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.sent_at, mail.next_try_at) == (
        "sent",
        2,
        moment + timedelta(seconds=30),
        None,
    )


def test_it_is_tried_for_about_two_days():
    waits = sum((delivering.RETRY.delay_after(attempt) for attempt in range(1, 72)), timedelta())
    assert timedelta(hours=36) < waits < timedelta(hours=72)


def test_no_table_keeps_an_address_from_a_servers_answer(settings):
    answer = "550 5.1.1 <Asker.Name@example.org>: asker.name is unknown, ask postmaster@example.org"
    with PostOffice(rcpt=answer).opened(settings):
        mail = put()
        Worker().drain()
    mail.refresh_from_db()
    assert (mail.state, mail.problem) == ("refused", "550 5.1.1 <…>: … is unknown, ask …")


def test_no_traceback_keeps_an_address(settings):
    with PostOffice(rcpt=f"450 4.2.1 {ADDRESS} is busy").opened(settings):
        put()
        Worker().drain()
    attempt = FailedAttempt.objects.get()
    assert attempt.exception_class_path.endswith("TryAgain")
    assert ADDRESS not in attempt.traceback + DBTaskResult.objects.get().traceback


def test_a_long_answer_is_shortened_without_cutting_an_address_in_two():
    assert len(without_addresses("a " * 1000, ADDRESS)) == 300
    assert without_addresses("x@example.org " * 71 + "canary@example.org", ADDRESS) == ("… " * 71).strip()


def test_an_endless_answer_takes_no_time():
    assert without_addresses("a" * 1_000_000, ADDRESS) == ""
    assert seconds(without_addresses, "a" * 1_000_000, ADDRESS) < 0.5


def test_a_mail_that_nobody_can_open_goes_on_waiting(post_office, key_file):
    mail = put()
    key_file.unlink()
    vault.forget()
    with pytest.raises(vault.Unreadable):
        outbox.deliver(mail.pk)
    assert OutgoingMail.objects.without_content().get().state == "waiting"


def test_a_run_taken_for_dead_knows_better_than_unsure(post_office, monkeypatch):
    mail = put()
    hand_over = delivering._hand_over

    def overtaken(current):
        outbox.deliver(mail.pk)  # by another worker
        mail.refresh_from_db()
        assert mail.state == "unsure"
        hand_over(current)

    monkeypatch.setattr(delivering, "_hand_over", overtaken)
    assert try_once(mail) == ("sent", 1)
    assert len(post_office.arrived) == 1


def test_an_old_run_does_not_speak_for_a_newer_one(monkeypatch, django_user_model):
    mail = put()

    def overtaken_twice(current):
        outbox.deliver(mail.pk)
        outbox.send_again(mail, by=django_user_model.objects.create(email="adviser@example.org"))
        delivering._take(mail.pk)  # another worker is at it
        raise NotTaken("later")

    monkeypatch.setattr(delivering, "_hand_over", overtaken_twice)
    outbox.deliver(mail.pk)
    assert try_once(mail)[0] == "unsure"  # the second run's own word is missing, so another finds it unsure


def test_a_mail_erased_while_it_is_offered_is_not_offered_again(settings, monkeypatch):
    mail = put(about="enquiry:12")

    def erased(current):
        outbox.forget("enquiry:12")
        raise NotTaken("later")

    monkeypatch.setattr(delivering, "_hand_over", erased)
    assert try_once(mail) == ("unsure", 1)
    assert (mail.is_empty, mail.problem) == (True, "")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_said_to_a_server_within_a_transaction(post_office):
    mail = put()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        outbox.deliver(mail.pk)
    assert (post_office.arrived, OutgoingMail.objects.get().state) == ([], "waiting")


def test_it_is_marked_before_the_server_hears_of_it(post_office, monkeypatch):
    mail = put()
    seen = []

    def look(current):
        seen.append(OutgoingMail.objects.get(pk=mail.pk).state)

    monkeypatch.setattr(delivering, "_hand_over", look)
    try_once(mail)
    assert seen == ["sending"]


def test_other_mail_of_django_meets_the_error_it_expects(settings):
    with PostOffice(rcpt="550 no").opened(settings), pytest.raises(OSError, match="550 no"):
        django_mail.send_mail("Hello", "Hi.", None, [ADDRESS])


def test_the_date_is_of_our_time_zone(post_office):
    with clock.fixed(datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("UTC"))):
        try_once(put())
    assert post_office.mails()[0]["Date"] == "Wed, 01 Jul 2026 14:00:00 +0200"
