"""Servers that hang, lie and drop connections: told in a sentence, and the next run goes on where it stopped."""

import time
from contextlib import suppress

import pytest

from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.enums import FetchProblem, IncomingState
from welcome_ruhr.foundation.mailbox import answers, clients, fetching, servers
from welcome_ruhr.foundation.models import IncomingMail, Mailbox

from .imap_liar import BAD, DRIP, DROP, HANG, NO, Liar, body_of

pytestmark = pytest.mark.django_db

MAILS = [f"Message-ID: <{number}@example.org>\r\n\r\nHello.\r\n".encode() for number in range(3)]
CUT_OFF = b"* 2 FETCH (UID 2 BODY[] {5000}\r\nhalf of it\0"


@pytest.fixture
def liar(settings, trusted_authority, monkeypatch):
    monkeypatch.setattr(clients, "SECONDS_TO_ANSWER", 0.5)
    server = Liar(mails=MAILS, certificate=trusted_authority.certificate_for("localhost"))
    with server.opened():
        settings.MAILBOX_URL = server.url()
        yield server


def fetched():
    """Fetch; return the problem, as it is noted, or None."""
    with suppress(mailbox.NotReached):
        mailbox.fetch()
    return Mailbox.objects.get().problem or None


def here():
    return [mailbox.raw(IncomingMail.objects.get(pk=pk)) for pk in mailbox.waiting()]


@pytest.mark.parametrize(
    ("command", "answer", "problem"),
    [
        ("CAPABILITY", DROP, "broken_off"),
        ("CAPABILITY", HANG, "too_slow"),
        ("LOGIN", DROP, "broken_off"),
        ("LOGIN", HANG, "too_slow"),
        ("LOGIN", BAD, "sign_in"),
        ("LOGIN", "* BYE too many connections\r\n", "broken_off"),
        ("SELECT", NO, "no_folder"),
        ("SELECT", "{tag} OK without a word\r\n", "nonsense"),
        ("SELECT", "* OK [UIDVALIDITY 0] ok\r\n{tag} OK done\r\n", "nonsense"),
        ("UID SEARCH", NO, "refused"),
        ("UID SEARCH", BAD, "nonsense"),
        ("UID SEARCH", "* SEARCH 1 two 3\r\n{tag} OK done\r\n", "nonsense"),
        ("UID SEARCH", "* SEARCH 99999999999\r\n{tag} OK done\r\n", "nonsense"),
        ("UID SEARCH", "HTTP/1.1 400 Bad Request\r\n", "nonsense"),
        ("UID SEARCH", b"\xff\xfe\0", "broken_off"),
        ("UID SEARCH", b"* SEARCH {3}\r\n1 2\r\n{tag} OK done\r\n", "nonsense"),
        ("UID FETCH 1,2,3", DROP, "broken_off"),
        ("UID FETCH 1,2,3", HANG, "too_slow"),
    ],
)
def test_a_server_in_trouble_is_told_and_all_arrives_when_it_is_well(liar, command, answer, problem):
    liar.says[command] = answer
    assert fetched() == problem
    liar.says.clear()
    assert fetched() is None
    assert here() == MAILS
    assert Mailbox.objects.get().problem == ""


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (DROP, "broken_off"),
        (HANG, "too_slow"),
        (CUT_OFF, "broken_off"),
        (BAD, "nonsense"),
        (body_of(3, b"of somebody else"), "nonsense"),
        (b"* 2 FETCH (BODY[] {3}\r\nabc UID 3)\r\n{tag} OK done\r\n", "nonsense"),
        (b"* 2 FETCH (UID 2 BODY[] {99999999999}\r\n", "nonsense"),
    ],
)
def test_a_connection_that_fails_in_the_middle_of_a_mail_loses_and_doubles_none(liar, answer, problem):
    liar.says["UID FETCH 2 "] = answer
    assert fetched() == problem
    assert here() == MAILS[:1]
    liar.says.clear()
    assert fetched() is None
    assert here() == MAILS


def test_where_nothing_is_new_the_server_is_asked_for_nothing_more(liar):
    fetched()
    liar.told.clear()
    assert fetched() is None
    assert [line for line in liar.told if "UID" in line] == [liar.told[-2]]
    assert liar.told[-2].endswith("UID SEARCH UID 4:*")


def test_a_mail_that_ends_every_connection_keeps_no_other_waiting(liar):
    liar.says["UID FETCH 2 "] = DROP
    assert (fetched(), here()) == (FetchProblem.BROKEN_OFF, MAILS[:1])
    assert (fetched(), here()) == (FetchProblem.BROKEN_OFF, [MAILS[0], MAILS[2]])
    problems = [fetched() for _ in range(fetching.MOST_ATTEMPTS - 1)]
    assert problems == [FetchProblem.BROKEN_OFF] * (fetching.MOST_ATTEMPTS - 2) + [None]
    stuck = IncomingMail.objects.get(uid=2)
    assert (stuck.state, stuck.reason) == (IncomingState.UNREAD, "not_given")


@pytest.mark.parametrize("answer", [NO, "{tag} OK nothing\r\n"])
def test_a_mail_that_the_server_keeps_back_is_shown_and_asked_for_again_at_night(liar, answer):
    liar.says["UID FETCH 2 "] = answer
    assert [fetched() for _ in range(fetching.MOST_ATTEMPTS)] == [None] * fetching.MOST_ATTEMPTS
    assert here() == [MAILS[0], MAILS[2]]
    assert IncomingMail.objects.get(uid=2).reason == "not_given"
    liar.says.clear()
    mailbox.tidy_server()
    assert fetched() is None
    assert here() == MAILS


def test_a_mail_deleted_in_the_mailbox_before_it_was_loaded_is_not_waited_for(liar):
    liar.says["UID FETCH 2 "] = "{tag} OK nothing\r\n"
    liar.says["UID SEARCH UID 2"] = "* SEARCH\r\n{tag} OK done\r\n"
    assert fetched() is None
    assert list(IncomingMail.objects.order_by("uid").values_list("uid", flat=True)) == [1, 3]


def test_a_mail_larger_than_its_server_says_is_not_read_into_memory(liar, monkeypatch):
    monkeypatch.setattr(servers, "LARGEST_MAIL", 1000)
    monkeypatch.setattr(servers, "LONGEST_ANSWER", 1000)
    monkeypatch.setattr(clients, "LONGEST_ANSWER", 1000)
    liar.says["UID FETCH 2 "] = body_of(2, b"x" * 3000)
    assert fetched() == FetchProblem.NONSENSE


def test_lines_without_end_are_not_read_into_memory(liar, monkeypatch):
    monkeypatch.setattr(servers, "LONGEST_ANSWER", 10_000)
    liar.says["UID SEARCH"] = "* OK and so on\r\n" * 1000
    assert fetched() == FetchProblem.NONSENSE


def test_a_server_that_says_nothing_is_not_waited_for_any_longer(liar):
    liar.says["LOGIN"] = HANG
    began = time.monotonic()
    assert fetched() == FetchProblem.TOO_SLOW
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("command", ["CAPABILITY", "UID SEARCH"])
def test_a_server_that_sends_a_byte_now_and_then_is_cut_off(liar, monkeypatch, command):
    monkeypatch.setattr(servers, "SECONDS_PER_RUN", 1.0)
    liar.says[command] = DRIP
    assert fetched() == FetchProblem.TOO_SLOW


def test_a_server_that_never_comes_to_its_greeting_is_cut_off(liar, monkeypatch):
    monkeypatch.setattr(servers, "SECONDS_PER_RUN", 1.0)
    liar.greeting = DRIP
    assert fetched() == FetchProblem.TOO_SLOW


def test_what_a_server_says_is_kept_nowhere(liar):
    liar.says["UID SEARCH"] = NO
    with pytest.raises(mailbox.NotReached) as raised:
        mailbox.fetch()
    box = Mailbox.objects.get()
    assert "asker" not in f"{raised.value}{box.problem}{mailbox.state().problem}"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([(b"1 (UID 5 BODY[] {3}", b"abc"), b")"], b"abc"),
        ([b"2 (FLAGS (\\Seen))", (b"1 (BODY[] {3}", b"abc"), b" UID 5 FLAGS ())"], b"abc"),
        ([b"1 (UID 5 BODY[] NIL)"], b""),
        ([b'1 (UID 5 BODY[] "")'], b""),
        ([b'1 (UID 5 BODY[] "a \\"b\\" \\\\c")'], b'a "b" \\c'),
        ([b"1 (UID 5 FLAGS (\\Seen))"], None),
        ([None], None),
        ([], None),
    ],
)
def test_a_mail_is_found_in_whatever_form_a_server_sends_it(said, found):
    assert answers.body(said, 5) == found
