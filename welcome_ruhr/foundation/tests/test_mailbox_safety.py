"""No password for anybody who is not surely our mail server."""

import pytest

from tools.authority import Authority
from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.enums import FetchProblem
from welcome_ruhr.foundation.models import Mailbox

from .imap_liar import BAD, NO, Liar

pytestmark = pytest.mark.django_db

NOT_ENCRYPTED, BAD_CERTIFICATE = FetchProblem.NOT_ENCRYPTED, FetchProblem.BAD_CERTIFICATE


@pytest.fixture
def fetch_from(settings):
    """Fetch from a server of no good; return why it was not reached."""

    def fetch(liar, host="localhost"):
        with liar.opened():
            settings.MAILBOX_URL = liar.url(host=host)
            with pytest.raises(mailbox.NotReached) as raised:
                mailbox.fetch()
        assert Mailbox.objects.get().problem == raised.value.problem
        return raised.value.problem

    return fetch


@pytest.mark.parametrize("starttls", [False, True])
def test_who_proves_itself_hears_the_password(imap_box, settings, starttls):
    settings.MAILBOX_URL = imap_box.url(starttls=starttls)
    imap_box.append(b"Subject: Hello\r\n\r\nHello.\r\n")
    assert mailbox.fetch() == 1


@pytest.mark.parametrize("at_once", [True, False])
def test_a_certificate_that_nobody_vouches_for_hears_no_password(fetch_from, trusted_authority, tmp_path, at_once):
    stranger = Authority(tmp_path, "Somebody").certificate_for("localhost")
    liar = Liar(certificate=stranger, at_once=at_once)
    assert (fetch_from(liar), liar.knows_a_password) == (BAD_CERTIFICATE, False)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_certificate_of_another_name_hears_no_password(fetch_from, trusted_authority, at_once):
    liar = Liar(certificate=trusted_authority.certificate_for("mail.example.org"), at_once=at_once)
    assert (fetch_from(liar), liar.knows_a_password) == (BAD_CERTIFICATE, False)


def test_an_address_that_the_certificate_does_not_name_hears_no_password(fetch_from, trusted_authority):
    liar = Liar(certificate=trusted_authority.certificate_for("localhost"))
    assert (fetch_from(liar, host="127.0.0.1"), liar.knows_a_password) == (BAD_CERTIFICATE, False)


@pytest.mark.parametrize(
    "says",
    [
        {"CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n"},
        {"STARTTLS": NO},
        {"STARTTLS": BAD},
    ],
)
def test_a_server_without_encryption_hears_no_password(fetch_from, says):
    liar = Liar(at_once=False)
    liar.says = says
    assert (fetch_from(liar), liar.knows_a_password) == (NOT_ENCRYPTED, False)


def test_a_server_that_calls_us_signed_in_before_encryption_gets_nothing(fetch_from):
    liar = Liar(at_once=False, greeting="* PREAUTH welcome\r\n")
    assert fetch_from(liar) == NOT_ENCRYPTED
    assert [line.split()[1] for line in liar.told] == ["CAPABILITY"]


def test_what_a_stranger_says_before_encryption_counts_no_more_after_it(imap_box, settings, trusted_authority):
    certificate = trusted_authority.certificate_for("localhost")
    liar = Liar(mails=[b"Subject: Hello\r\n\r\n"], certificate=certificate, at_once=False)
    liar.greeting = "* OK ready\r\n"
    with liar.opened():
        settings.MAILBOX_URL = liar.url()
        mailbox.fetch()
    told = [line.partition(" ")[2] for line in liar.told]
    assert told[:4] == ["CAPABILITY", "STARTTLS", "CAPABILITY", 'LOGIN "desk" "secret"']


def test_a_server_that_is_not_encrypted_at_once_hears_no_password(fetch_from):
    liar = Liar(at_once=True)
    assert (fetch_from(liar), liar.knows_a_password) == (NOT_ENCRYPTED, False)


@pytest.mark.parametrize("password", ["wrong", "fälsch", 'a "quoted\\ one'])
def test_a_wrong_password_is_told_and_stands_nowhere(imap_box, settings, password):
    settings.MAILBOX_URL = imap_box.url(password=password)
    with pytest.raises(mailbox.NotReached) as raised:
        mailbox.fetch()
    assert raised.value.problem == FetchProblem.SIGN_IN
    assert str(raised.value) == "sign_in"


def test_a_folder_that_is_not_there_is_told(imap_box, settings):
    settings.MAILBOX_URL = imap_box.url(folder="Nowhere")
    with pytest.raises(mailbox.NotReached, match="no_folder"):
        mailbox.fetch()


def test_a_name_that_nobody_knows_is_told(settings):
    settings.MAILBOX_URL = "imaps://desk:secret@mail.invalid/INBOX"
    with pytest.raises(mailbox.NotReached, match="unknown_name"):
        mailbox.fetch()


def test_a_server_that_is_off_is_told(settings):
    settings.MAILBOX_URL = "imaps://desk:secret@127.0.0.1:9/INBOX"
    with pytest.raises(mailbox.NotReached, match="unreachable"):
        mailbox.fetch()
