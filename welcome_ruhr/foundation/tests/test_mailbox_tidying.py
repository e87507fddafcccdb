"""The mailbox is emptied of what was taken in and what was erased, and of nothing else."""

from datetime import timedelta

import pytest

from welcome_ruhr.foundation import clock, mailbox
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.mailbox import servers
from welcome_ruhr.foundation.models import IncomingMail
from welcome_ruhr.foundation.tasks import tidy_mailbox

from .test_mailbox_fetching import mail

pytestmark = pytest.mark.django_db

A_WEEK = timedelta(days=7, minutes=1)


@pytest.fixture
def fetched(imap_box, settings, tmp_path):
    """Fetch so many mails; return them in their order."""
    settings.SEALED_FILES_DIR = tmp_path / "sealed"

    def fetch(count):
        imap_box.append(*[mail(number) for number in range(count)])
        mailbox.fetch()
        return list(IncomingMail.objects.order_by("uid"))

    return fetch


def in_a_week():
    return clock.fixed(clock.now() + A_WEEK)


def test_what_was_concluded_a_week_ago_is_deleted(imap_box, fetched):
    mails = fetched(5)
    mailbox.conclude(mails[0], IncomingState.TAKEN, about="enquiry:1")
    mailbox.conclude(mails[1], IncomingState.SET_ASIDE)
    mailbox.conclude(mails[2], IncomingState.DOUBLE)
    mailbox.conclude(mails[3], IncomingState.UNREAD)
    assert tidy_mailbox.func() == 0
    with in_a_week():
        assert (tidy_mailbox.func(), tidy_mailbox.func()) == (3, 0)
    assert imap_box.uids() == [4, 5]


def test_what_is_forgotten_is_deleted_with_the_next_run_and_its_key_with_it(imap_box, fetched):
    [forgotten, kept] = fetched(2)
    mailbox.conclude(forgotten, IncomingState.TAKEN, about="enquiry:1")
    mailbox.forget("enquiry:1")
    forgotten.refresh_from_db()
    assert forgotten.key  # it may come again as long as it is there
    assert mailbox.tidy_server() == 1
    forgotten.refresh_from_db()
    kept.refresh_from_db()
    assert (imap_box.uids(), forgotten.key, bool(kept.key)) == ([2], "", True)


def test_what_was_deleted_by_hand_is_gone_too(imap_box, fetched):
    [taken] = fetched(1)
    mailbox.conclude(taken, IncomingState.TAKEN, about="enquiry:1")
    imap_box.delete([1])
    with in_a_week():
        assert mailbox.tidy_server() == 1


@pytest.mark.parametrize("can", ["UIDPLUS", "nothing more"])
def test_what_somebody_else_marked_for_deletion_stays_marked(imap_box, fetched, monkeypatch, can):
    monkeypatch.setattr(servers.Server, "_capabilities", lambda server: [can])
    [taken, _other] = fetched(2)
    imap_box.flag([2], r"\Deleted")
    mailbox.conclude(taken, IncomingState.TAKEN, about="enquiry:1")
    with in_a_week():
        mailbox.tidy_server()
    assert (imap_box.uids(), imap_box.uids("DELETED")) == ([2], [2])


def test_after_new_numbers_no_other_mail_is_deleted(imap_box, fetched):
    [taken] = fetched(1)
    mailbox.conclude(taken, IncomingState.TAKEN, about="enquiry:1")
    imap_box.number_anew()
    with in_a_week():
        assert mailbox.tidy_server() == 0
    assert imap_box.uids() == [1]


def test_what_the_server_did_not_delete_is_tried_again(imap_box, fetched, monkeypatch):
    [taken] = fetched(1)
    mailbox.conclude(taken, IncomingState.TAKEN, about="enquiry:1")
    with in_a_week():
        with monkeypatch.context() as patch:
            patch.setattr(servers.Server, "delete", lambda server, uids: None)
            assert mailbox.tidy_server() == 0
        assert mailbox.tidy_server() == 1


def test_a_mailbox_that_is_not_reached_is_tidied_later(imap_box, settings):
    settings.MAILBOX_URL = imap_box.url(password="wrong")
    with pytest.raises(mailbox.NotReached):
        mailbox.tidy_server()


def test_without_a_mailbox_nothing_is_tidied(settings):
    settings.MAILBOX_URL = ""
    assert mailbox.tidy_server() == 0
