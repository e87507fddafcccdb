"""What is left in the end: numbers."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from welcome_ruhr.directory.tests.factories import make_town
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.actions import Upload
from welcome_ruhr.enquiries.enums import ConsentBy, Event, Helped, Outcome, ReplyBy, State
from welcome_ruhr.enquiries.models import Attachment, Draft, Enquiry, GuideRequest, Message, Referral, Reminder
from welcome_ruhr.foundation import clock, uploads, vault
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import (
    ask,
    closed_by,
    fresh,
    make_adviser,
    make_enquiry,
    make_guide,
    make_supervisor,
    referred_by,
    taken_by,
)

pytestmark = pytest.mark.django_db

LEFT = {
    "id", "language", "reply_by", "came_by", "about", "audience_id", "phase_id", "topic_id", "place_id", "whereabouts",
    "trust", "state", "is_legal_matter", "asked_at", "promised_on", "first_promised_on", "told_late_at",
    "first_answered_at", "news_at", "done_at", "closed_at", "outcome", "helped", "warned_at", "anonymised_at",
}  # fmt: skip
"""What may still say something when only numbers are left."""
EMPTY = (None, "", b"", False)


def later(**time):
    return clock.fixed(clock.now() + timedelta(**time))


def full_enquiry(adviser):
    """An enquiry with everything that can hang on it."""
    file = uploads.Inspected(content_type="text/plain", extension="txt", size=3, sha256="0" * 64, name="Brief.txt")
    enquiry = ask(
        reply_by=ReplyBy.EMAIL,
        email="amal@example.org",
        place=make_town("Herne"),
        permit_ends_on=clock.today() + timedelta(days=60),
        uploads=[Upload(file, b"abc")],
    ).enquiry
    taken_by(adviser, enquiry)
    actions.note(enquiry=enquiry, text="Ruft an.", by=adviser)
    actions.keep_draft(enquiry=enquiry, text="Guten", by=adviser)
    actions.remind(enquiry=enquiry, due_on=clock.today(), text="Nachfragen", by=adviser)
    actions.ask_guide(enquiry=enquiry, guide=make_guide(), consent_by=ConsentBy.SPOKEN, by=adviser)
    referral = referred_by(adviser, enquiry)
    actions.record_outcome(referral=referral, outcome="taken_up", by=adviser)
    closed_by(adviser, enquiry)
    actions.say_whether_it_helped(enquiry=enquiry, helped=Helped.YES, note="Danke!")
    return fresh(enquiry)


def test_words_that_nobody_can_unseal_keep_no_other_words_from_going():
    adviser = make_adviser()
    broken, whole = closed_by(adviser), closed_by(adviser)
    with later(days=90):
        assert actions.warn_due() == 2
    with connection.cursor() as cursor:
        cursor.execute("UPDATE enquiries_enquiry SET email = %s WHERE id = %s", [b"gAAAA-broken", broken.pk])
    with later(days=98), pytest.raises(vault.Unreadable):
        actions.anonymise_due()
    assert fresh(whole).anonymised_at is not None


def test_whose_words_will_go_is_warned_a_week_before_once():
    closed_by(make_adviser())
    with later(days=82):
        assert actions.warn_due() == 0
    with later(days=83):
        assert (actions.warn_due(), actions.warn_due()) == (1, 0)
    assert Message.objects.filter(event=Event.SOON_FORGOTTEN).count() == 1


def test_words_go_on_the_day_and_not_before():
    enquiry = closed_by(make_adviser())
    with later(days=83):
        actions.warn_due()
    with later(days=89):
        assert actions.anonymise_due() == 0
    with later(days=90):
        assert actions.anonymise_due() == 1
    assert fresh(enquiry).anonymised_at is not None


def test_who_was_warned_late_still_has_a_week():
    closed_by(make_adviser())
    with later(days=100):
        assert (actions.warn_due(), actions.anonymise_due()) == (1, 0)
    with later(days=106):
        assert actions.anonymise_due() == 0
    with later(days=107):
        assert actions.anonymise_due() == 1


def test_writing_again_stops_the_forgetting():
    enquiry = closed_by(make_adviser())
    with later(days=84):
        actions.warn_due()
        actions.write_back(enquiry=enquiry, text="Noch eine Frage")
    with later(days=200):
        assert actions.anonymise_due() == 0


def test_nothing_but_numbers_is_left(django_capture_on_commit_callbacks):
    enquiry = full_enquiry(make_adviser())
    with django_capture_on_commit_callbacks(execute=True):
        actions.anonymise(enquiry)
    left = Enquiry.objects.filter(pk=enquiry.pk).values().get()
    assert {name for name, value in left.items() if value not in EMPTY} <= LEFT
    assert [model for model in (Message, Attachment, Draft, Reminder) if model.objects.exists()] == []
    assert [mail.recipient + mail.text for mail in OutgoingMail.objects.filter(about=enquiry.subject)] != []
    assert {mail.recipient + mail.text for mail in OutgoingMail.objects.filter(about=enquiry.subject)} == {""}
    assert [path for path in settings.SEALED_FILES_DIR.rglob("*") if path.is_file()] == []


def test_what_came_of_referrals_and_guides_can_still_be_counted():
    enquiry = full_enquiry(make_adviser())
    actions.anonymise(enquiry)
    referral, request = Referral.objects.get(), GuideRequest.objects.get()
    assert (referral.outcome, referral.passed_on, referral.by, referral.code_key) == ("taken_up", "", None, None)
    assert (request.state, request.guide, request.by) == ("asked", None, None)
    assert (fresh(enquiry).outcome, fresh(enquiry).helped) == (Outcome.ANSWERED, Helped.YES)


def test_an_enquirer_deletes_everything_at_once():
    enquiry = make_enquiry()
    actions.withdraw(enquiry=enquiry)
    after = fresh(enquiry)
    assert (after.state, after.outcome, after.code_key) == (State.CLOSED, Outcome.WITHDRAWN, None)
    assert not Message.objects.exists()


def test_what_was_closed_before_keeps_its_outcome_when_it_is_deleted():
    enquiry = closed_by(make_adviser())
    actions.withdraw(enquiry=enquiry)
    assert fresh(enquiry).outcome == Outcome.ANSWERED


def test_a_supervisor_erases_all_of_one_address_and_nothing_else():
    for email in ("amal@example.org", " AMAL@example.org", "other@example.org"):
        make_enquiry(reply_by=ReplyBy.EMAIL, email=email)
    assert actions.erase_person(email="Amal@example.org ", by=make_supervisor()) == 2
    assert [enquiry.email for enquiry in Enquiry.objects.filter(anonymised_at=None)] == ["other@example.org"]


def test_an_empty_address_erases_nobody():
    make_enquiry()
    assert actions.erase_person(email=" ", by=make_supervisor()) == 0
    assert Message.objects.exists()


def test_advisers_do_not_erase():
    adviser = make_adviser()
    with pytest.raises(NotAllowed):
        actions.erase(enquiry=taken_by(adviser), by=adviser)
    with pytest.raises(NotAllowed):
        actions.erase_person(email="amal@example.org", by=adviser)
