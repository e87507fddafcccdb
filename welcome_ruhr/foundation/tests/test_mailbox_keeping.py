"""What becomes of mails that are here, and how long they are kept."""

from datetime import timedelta

import pytest

from welcome_ruhr.foundation import clock, mailbox, uploads
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.mailbox import keeping
from welcome_ruhr.foundation.models import IncomingMail
from welcome_ruhr.foundation.rotation import rotate
from welcome_ruhr.foundation.tasks import clear_old_incoming_mail

pytestmark = pytest.mark.django_db

TAKEN, SET_ASIDE, DOUBLE, UNREAD = (
    IncomingState.TAKEN,
    IncomingState.SET_ASIDE,
    IncomingState.DOUBLE,
    IncomingState.UNREAD,
)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Where this test's mails lie sealed."""
    settings.SEALED_FILES_DIR = tmp_path / "sealed"
    return lambda: sorted(path.name for path in settings.SEALED_FILES_DIR.glob("??/*"))


@pytest.fixture
def concluded():
    """Put a mail and conclude it, some days ago."""

    def conclude(state, *, days=0, reason="", about=""):
        with clock.fixed(clock.now() - timedelta(days=days)):
            mail = mailbox.put(f"Subject: {state} {days} {about}\n\n".encode())
            mailbox.conclude(mail, state, reason=reason, about=about)
        return mail

    return conclude


def test_a_mail_from_a_file_waits_to_be_read():
    first, second = mailbox.put(b"Subject: one\n\n"), mailbox.put(b"Subject: two\n\n")
    assert mailbox.waiting() == [first.pk, second.pk]
    assert (mailbox.raw(first), first.size) == (b"Subject: one\n\n", 14)


def test_the_same_mail_has_the_same_key_and_another_has_not():
    keys = [mailbox.put(raw).key for raw in (b"one", b"one", b"two")]
    assert keys[0] == keys[1] != keys[2]


def test_a_concluded_mail_waits_no_more_and_tells_what_became_of_it(concluded):
    mail = concluded(TAKEN, about="enquiry:12")
    mail.refresh_from_db()
    assert (mail.state, mail.about, mailbox.waiting()) == (TAKEN, "enquiry:12", [])


def test_what_is_taken_in_has_to_belong_to_something(concluded):
    with pytest.raises(ValueError, match="belongs to something"):
        concluded(TAKEN)


def test_a_mail_can_be_read_once_more(concluded):
    mail = concluded(UNREAD, reason="broken")
    mailbox.conclude(mail, IncomingState.WAITING)
    assert (mailbox.waiting(), mail.reason) == ([mail.pk], "")


def test_forgetting_erases_the_mails_of_one_subject_and_their_files(
    concluded, files, django_capture_on_commit_callbacks
):
    mail, other = concluded(TAKEN, about="enquiry:12"), concluded(TAKEN, about="enquiry:123")
    with django_capture_on_commit_callbacks(execute=True):
        assert mailbox.forget("enquiry:12") == 1
    mail.refresh_from_db()
    assert (files(), mail.key, mail.is_erased) == ([other.stored_as], "", True)
    with pytest.raises(mailbox.Erased):
        mailbox.raw(mail)


def test_forgetting_that_is_rolled_back_loses_no_file(concluded, files, django_capture_on_commit_callbacks):
    mail = concluded(TAKEN, about="enquiry:12")
    with django_capture_on_commit_callbacks():  # and no commit
        mailbox.forget("enquiry:12")
    assert files() == [mail.stored_as]


def test_mails_about_nothing_are_not_forgotten():
    with pytest.raises(ValueError, match="many people"):
        mailbox.forget("")


def test_a_file_that_is_gone_is_an_erased_mail():
    mail = mailbox.put(b"Subject: one\n\n")
    uploads.delete(mail.stored_as)
    with pytest.raises(mailbox.Erased):
        mailbox.raw(mail)


@pytest.mark.parametrize(
    ("state", "days", "is_kept"),
    [
        (SET_ASIDE, 29, True),
        (SET_ASIDE, 31, False),
        (DOUBLE, 29, True),
        (DOUBLE, 31, False),
        (UNREAD, 179, True),
        (UNREAD, 181, False),
    ],
)
def test_what_nobody_took_in_is_kept_for_a_time(
    concluded, files, django_capture_on_commit_callbacks, state, days, is_kept
):
    mail = concluded(state, days=days)
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_old_incoming_mail.func() == (not is_kept)
    assert files() == ([mail.stored_as] if is_kept else [])


def test_what_was_taken_in_or_waits_is_kept_for_years(concluded):
    concluded(TAKEN, days=2000, about="enquiry:12")
    concluded(IncomingState.WAITING, days=2000)
    assert mailbox.clear_old() == 0


def test_an_unread_mail_that_is_erased_stands_in_the_list_no_more(concluded):
    mail = concluded(UNREAD, days=181)
    mailbox.clear_old()
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (SET_ASIDE, "too_old")


def test_what_is_erased_once_is_not_counted_again(concluded):
    concluded(SET_ASIDE, days=31)
    assert (mailbox.clear_old(), mailbox.clear_old()) == (1, 0)


def test_what_comes_again_after_it_was_forgotten_is_erased_at_once(concluded):
    forgotten, again, other = (concluded(state) for state in (SET_ASIDE, DOUBLE, DOUBLE))
    IncomingMail.objects.filter(pk__in=[forgotten.pk, again.pk]).update(key="the same")
    IncomingMail.objects.filter(pk=forgotten.pk).update(stored_as=None, erased_at=clock.now())
    assert mailbox.clear_old() == 1
    assert list(mailbox.stored()) == [other.stored_as]


def test_the_sweep_of_files_knows_every_mail(concluded):
    kept, erased = mailbox.put(b"one"), concluded(SET_ASIDE, days=31)
    keeping.clear_old()
    assert list(mailbox.stored()) == [kept.stored_as]
    assert uploads.orphans(mailbox.stored(), older_than=timedelta(days=-1)) == [erased.stored_as]


def test_mails_open_after_a_change_of_the_key(noted_key_file, monkeypatch):
    monkeypatch.setattr("welcome_ruhr.foundation.vault.LOOK_AGAIN_SECONDS", 0)
    mail = mailbox.put(b"Subject: one\n\n")
    done = rotate(forget_old=True)
    assert (done.files, done.forgotten, mailbox.raw(mail)) == (1, 1, b"Subject: one\n\n")


def test_many_old_mails_cost_as_many_queries_as_one(concluded, django_assert_num_queries):
    concluded(SET_ASIDE, days=31)
    with django_assert_num_queries(11) as one:
        mailbox.clear_old()
    for _ in range(3):
        concluded(SET_ASIDE, days=31)
    with django_assert_num_queries(len(one)):
        mailbox.clear_old()
    assert IncomingMail.objects.exclude(erased_at=None).count() == 4
