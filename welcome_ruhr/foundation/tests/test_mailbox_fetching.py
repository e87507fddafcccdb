"""Every mail of a real mailbox arrives once, as it is."""

from datetime import timedelta

import pytest

from welcome_ruhr.foundation import clock, mailbox, uploads
from welcome_ruhr.foundation.enums import FetchProblem, IncomingState
from welcome_ruhr.foundation.mailbox import fetching, runs, servers
from welcome_ruhr.foundation.models import IncomingMail, Mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Where this test's mails lie sealed."""
    settings.SEALED_FILES_DIR = tmp_path / "sealed"
    return lambda: sorted(settings.SEALED_FILES_DIR.glob("??/*"))


def mail(number, words="How do I register?"):
    return f"From: Asker <asker@example.org>\r\nMessage-ID: <{number}@example.org>\r\n\r\n{words}\r\n".encode()


def arrived():
    return [mailbox.raw(IncomingMail.objects.get(pk=pk)) for pk in mailbox.waiting()]


def test_mails_arrive_once_in_their_order(imap_box):
    mails = [mail(number) for number in range(3)]
    imap_box.append(*mails)
    assert (mailbox.fetch(), mailbox.fetch()) == (3, 0)
    assert arrived() == mails


def test_a_mail_arrives_byte_by_byte_and_lies_sealed(imap_box, files):
    raw = (
        b"Subject: \xff\xfe\r\n\r\n"
        + bytes(set(range(1, 256)) - set(b"\r\n")) * 40
        + b"\r\n.\r\n)\r\n* 1 FETCH (FLAGS ())\r\n"
    )
    imap_box.append(raw)
    mailbox.fetch()
    [stored] = [path.read_bytes() for path in files()]
    assert arrived() == [raw]
    assert b"Subject" not in stored


def test_the_next_fetch_brings_what_is_new(imap_box):
    imap_box.append(mail(1))
    mailbox.fetch()
    imap_box.append(mail(2))
    assert mailbox.fetch() == 1
    assert arrived() == [mail(1), mail(2)]


def test_mails_that_somebody_read_before_arrive_too(imap_box):
    imap_box.append(mail(1), flags=r"\Seen")
    assert mailbox.fetch() == 1


def test_fetched_mails_are_marked_as_read_and_nothing_is_deleted(imap_box):
    imap_box.append(mail(1), mail(2))
    imap_box.flag([2], r"\Deleted")
    mailbox.fetch()
    assert (imap_box.uids("SEEN"), imap_box.uids("ALL")) == ([1, 2], [1, 2])


def test_a_mailbox_that_may_only_be_read_is_fetched_as_well(imap_box, monkeypatch):
    def refused(*arguments):
        raise mailbox.NotReached(FetchProblem.REFUSED)

    monkeypatch.setattr(servers.Server, "_store", refused)
    imap_box.append(mail(1))
    assert mailbox.fetch() == 1


def test_another_folder_is_fetched_by_its_name(imap_box, settings):
    imap_box.append(mail(1))
    imap_box.append(mail(2), folder="Anfragen")
    settings.MAILBOX_URL = imap_box.url(folder="Anfragen")
    mailbox.fetch()
    assert arrived() == [mail(2)]


def test_a_mail_that_is_too_large_is_shown_and_the_next_arrives(imap_box, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST_MAIL", 1000)
    imap_box.append(mail(1, "x" * 1000), mail(2))
    assert mailbox.fetch() == 1
    large = IncomingMail.objects.get(uid=1)
    assert (large.state, large.reason, large.stored_as) == (IncomingState.UNREAD, "too_large", None)
    assert large.size > 1000
    assert arrived() == [mail(2)]


def test_after_new_numbers_all_comes_again_and_is_known_by_its_key(imap_box):
    imap_box.append(mail(1), mail(2))
    mailbox.fetch()
    imap_box.number_anew()
    assert mailbox.fetch() == 2
    keys = list(IncomingMail.objects.order_by("pk").values_list("key", flat=True))
    assert keys[:2] == keys[2:]
    assert len(set(keys)) == 2


def test_after_new_numbers_what_was_only_noted_is_noted_once(imap_box, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST_MAIL", 1000)
    imap_box.append(mail(1, "x" * 1000))
    mailbox.fetch()
    imap_box.number_anew()
    mailbox.fetch()
    assert IncomingMail.objects.count() == 1


def test_when_old_numbers_come_back_nothing_comes_again(imap_box):
    imap_box.append(mail(1))
    mailbox.fetch()
    box = Mailbox.objects.get()
    Mailbox.objects.update(uid_validity=box.uid_validity + 1, last_uid=0)
    assert mailbox.fetch() == 0


def test_while_one_run_fetches_another_does_nothing(imap_box, settings):
    imap_box.append(mail(1))
    runs.take(Mailbox.objects.create(name=mailbox.places.place().name).name)
    assert mailbox.fetch() == 0
    with clock.fixed(clock.now() + runs.LEASE):
        assert mailbox.fetch() == 1


def test_a_run_that_was_taken_for_dead_notes_nothing_any_more(imap_box):
    imap_box.append(mail(1))
    dead = runs.take(mailbox.places.place().name)
    with clock.fixed(clock.now() + runs.LEASE):
        mailbox.fetch()
    with pytest.raises(runs.NoLongerOurs):
        fetching._note_down(dead, [1], {1: 10})
    runs.note(dead, None)
    assert IncomingMail.objects.count() == 1


def test_a_run_that_was_taken_for_dead_stores_nothing_twice(imap_box, files):
    imap_box.append(mail(1))
    mailbox.fetch()
    stored = IncomingMail.objects.get()
    assert not fetching._store(stored.pk, mail(1))
    assert [path.name for path in files()] == [stored.stored_as]


def test_a_number_that_has_a_row_already_gets_no_other(imap_box):
    imap_box.append(mail(1))
    mailbox.fetch()
    Mailbox.objects.update(last_uid=0)
    assert mailbox.fetch() == 0
    assert IncomingMail.objects.count() == 1


def test_without_a_mailbox_nothing_is_fetched(settings):
    settings.MAILBOX_URL = ""
    assert (mailbox.fetch(), mailbox.is_set(), mailbox.state().is_set) == (0, False, False)


def test_a_full_disk_is_no_fault_of_the_mailbox(imap_box, monkeypatch):
    def full(data):
        raise OSError(28, "No space left on device")

    imap_box.append(mail(1))
    monkeypatch.setattr(uploads, "store", full)
    with pytest.raises(OSError, match="No space"):
        mailbox.fetch()
    monkeypatch.undo()
    assert (Mailbox.objects.get().problem, Mailbox.objects.get().held_by) == ("", "")


def test_what_is_left_when_the_time_is_over_the_next_run_loads(imap_box, monkeypatch):
    imap_box.append(mail(1), mail(2))
    with monkeypatch.context() as patch:
        patch.setattr(fetching, "SECONDS_TO_BEGIN", -1.0)
        assert mailbox.fetch() == 0
    assert mailbox.fetch() == 2


def test_many_mails_arrive_in_packs(imap_box, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_AT_ONCE", 2)
    imap_box.append(*[mail(number) for number in range(5)])
    mailbox.fetch()
    assert arrived() == [mail(number) for number in range(5)]


def test_the_state_tells_how_the_mailbox_fares(imap_box, settings):
    now = clock.now()
    imap_box.append(mail(1))
    with clock.fixed(now):
        mailbox.fetch()
    settings.MAILBOX_URL = imap_box.url(password="wrong")
    with clock.fixed(now + timedelta(hours=1)), pytest.raises(mailbox.NotReached):
        mailbox.fetch()
    state = mailbox.state()
    assert (state.is_set, state.address, state.host, state.folder) == (True, "desk@example.org", "localhost", "INBOX")
    assert (state.fetched_at, state.tried_at) == (now, now + timedelta(hours=1))
    assert state.counts == dict.fromkeys(IncomingState, 0) | {IncomingState.WAITING: 1}
    assert state.problem == str(FetchProblem.SIGN_IN.label)
