"""The invented enquiries that came by mail go the way of real ones."""

import pytest
import yaml

from welcome_ruhr.enquiries import demo
from welcome_ruhr.enquiries.enums import CameBy, State
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import local_mailbox
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import make_adviser

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrive():
    """Have those of the stories happen that came by mail."""

    def tell():
        adviser = make_adviser()
        for story in yaml.safe_load(demo.FILE.read_text(encoding="utf-8")):
            if "sender" in story:
                demo._tell(story, adviser)
        return adviser

    return tell


def test_two_of_them_came_by_mail_and_one_answers_us(arrive, settings):
    settings.EMAIL_BACKEND = local_mailbox.BACKEND
    adviser = arrive()
    turkish, arabic = Enquiry.objects.filter(came_by=CameBy.MAIL).order_by("pk")
    assert (turkish.language, turkish.state, turkish.email) == ("tr", State.NEW, "defne.ornek@example.org")
    assert (arabic.language, arabic.state, arabic.responsible) == ("ar", State.OPEN, adviser)
    first, last = arabic.messages.filter(author="enquirer")
    assert (first.language, last.language) == ("ar", "ar")
    assert last.text == "نعم، من فضلكم. أي يوم يناسبكم؟"
    assert "التسجيل" in last.quoted


def test_with_a_real_mail_server_nothing_leaves_for_them(arrive, settings):
    settings.EMAIL_BACKEND = "welcome_ruhr.foundation.mail.smtp.EmailBackend"
    arrive()
    to_enquirers = OutgoingMail.objects.exclude(kind="enquiries.news")
    assert set(to_enquirers.values_list("state", "recipient")) == {("given_up", "")}
