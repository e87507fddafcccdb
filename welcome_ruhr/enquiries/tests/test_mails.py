"""Who is written to, in which language, and what a mail never says."""

import pytest

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import ReplyBy
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import closed_by, make_adviser, make_enquiry, proposal, taken_by

pytestmark = pytest.mark.django_db
BY_MAIL = {"reply_by": ReplyBy.EMAIL, "email": "amal@example.org"}
SECRET = "Zimtschnecke"


def kinds():
    return sorted(OutgoingMail.objects.values_list("kind", flat=True))


def test_who_wants_no_mail_gets_none():
    adviser = make_adviser()
    enquiry = taken_by(adviser, email="amal@example.org")
    actions.answer(enquiry=enquiry, text="Ja.", by=adviser)
    closed_by(adviser, enquiry)
    assert kinds() == []
    assert enquiry.email == ""


def test_each_step_is_told_in_the_enquirers_language():
    adviser = make_adviser()
    enquiry = taken_by(adviser, language="fr", **BY_MAIL)
    actions.answer(enquiry=enquiry, text="Oui.", by=adviser)
    actions.ask_consent(enquiry=enquiry, proposal=proposal(), by=adviser)
    assert kinds() == ["enquiries.acknowledged", "enquiries.answered", "enquiries.consent_asked"]
    assert set(OutgoingMail.objects.values_list("language", flat=True)) == {"fr"}
    assert all("/fr/my-enquiry/" in mail.text for mail in OutgoingMail.objects.all())


def test_no_mail_says_a_word_of_what_was_asked_or_answered():
    adviser = make_adviser()
    enquiry = taken_by(adviser, text=f"Darf ich {SECRET}?", **BY_MAIL)
    actions.answer(enquiry=enquiry, text=f"Ja, {SECRET}.", by=adviser)
    actions.write_back(enquiry=enquiry, text=SECRET)
    closed_by(adviser, enquiry)
    mails = list(OutgoingMail.objects.all())
    assert len(mails) == 4
    assert not any(SECRET in mail.subject + mail.text + mail.html + str(mail.headers) for mail in mails)


def test_the_responsible_person_and_their_cover_hear_of_news():
    adviser, cover = make_adviser(email="kim@example.org"), make_adviser(email="cover@example.org")
    enquiry = taken_by(adviser)
    actions.go_away(person=adviser, cover=cover, from_on=clock.today(), until_on=clock.today(), by=adviser)
    actions.write_back(enquiry=enquiry, text="Hallo?")
    recipients = [mail.recipient for mail in OutgoingMail.objects.filter(kind="enquiries.news")]
    assert sorted(recipients) == ["cover@example.org", "kim@example.org"]


def test_nobody_can_fill_somebody_elses_mailbox_through_us():
    for _ in range(30):
        make_enquiry(**BY_MAIL)
    states = OutgoingMail.objects.values_list("state", flat=True)
    assert sorted(states) == [MailState.HELD] * 27 + [MailState.WAITING] * 3


def test_every_answer_of_a_long_day_leaves():
    adviser = make_adviser()
    enquiry = taken_by(adviser, **BY_MAIL)
    for number in range(10):
        actions.answer(enquiry=enquiry, text=f"Antwort {number}", by=adviser)
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {MailState.WAITING}
    for _ in range(3):
        make_enquiry(**BY_MAIL)
    assert OutgoingMail.objects.filter(state=MailState.HELD).count() == 3
