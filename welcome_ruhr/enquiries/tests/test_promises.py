"""An answer is promised for a day, and a promise that is not kept is told before anybody asks."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.enums import Event, ReplyBy
from welcome_ruhr.enquiries.models import Message
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import fresh, make_adviser, make_enquiry, make_supervisor, taken_by

pytestmark = pytest.mark.django_db


def late_events(enquiry):
    return Message.objects.filter(enquiry=enquiry, event=Event.LATE).count()


def at(day, hour=7):
    return clock.fixed(datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Berlin")))


def test_without_a_rule_an_answer_is_promised_within_three_working_days():
    assert make_enquiry().promised_on == date(2026, 11, 25)  # asked on a Sunday


def test_the_office_sets_the_days_for_each_language():
    actions.set_answer_time(language="ar", working_days=5, by=make_supervisor())
    assert make_enquiry(language="ar").promised_on == date(2026, 11, 27)
    assert make_enquiry(language="en").promised_on == date(2026, 11, 25)


def test_advisers_do_not_set_the_days():
    with pytest.raises(NotAllowed):
        actions.set_answer_time(language="ar", working_days=5, by=make_adviser())


def test_a_permit_that_ends_before_the_promise_is_the_day_to_act():
    enquiry = make_enquiry(permit_ends_on=date(2026, 11, 23))
    assert (enquiry.due_on, enquiry.promised_on) == (date(2026, 11, 23), date(2026, 11, 25))


def test_on_the_promised_day_itself_nobody_is_late():
    enquiry = make_enquiry()
    with at(enquiry.promised_on, 23):
        assert actions.tell_late() == 0


def test_the_day_after_a_missed_promise_the_enquirer_is_told_once_with_a_new_day():
    enquiry = make_enquiry(reply_by=ReplyBy.EMAIL, email="amal@example.org", language="ar")
    with at(enquiry.promised_on + timedelta(days=1)):
        assert (actions.tell_late(), actions.tell_late()) == (1, 0)
    after = fresh(enquiry)
    assert (after.promised_on, late_events(enquiry)) == (date(2026, 12, 1), 1)
    assert OutgoingMail.objects.filter(kind="enquiries.late", language="ar").count() == 1


def test_for_the_desk_a_missed_promise_stays_overdue():
    enquiry = make_enquiry()
    with at(enquiry.promised_on + timedelta(days=1)):
        actions.tell_late()
    assert fresh(enquiry).due_on == enquiry.promised_on


def test_a_second_missed_promise_is_told_again():
    enquiry = make_enquiry()
    for _ in range(2):
        with at(fresh(enquiry).promised_on + timedelta(days=1)):
            actions.tell_late()
    assert late_events(enquiry) == 2


def test_who_has_an_answer_is_not_told_that_it_is_late():
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    actions.answer(enquiry=enquiry, text="Ja.", by=adviser)
    with at(enquiry.promised_on + timedelta(days=9)):
        assert actions.tell_late() == 0


def test_every_morning_the_desk_hears_how_much_waits_and_nothing_else():
    make_adviser(email="kim@example.org"), make_supervisor(email="chef@example.org")
    make_enquiry("Geheime Frage")
    assert actions.tell_desk() == 2
    mails = OutgoingMail.objects.filter(kind="enquiries.waiting")
    assert sorted(mail.recipient for mail in mails) == ["chef@example.org", "kim@example.org"]
    assert not any("Geheim" in mail.subject + mail.text for mail in mails)


def test_a_desk_without_work_gets_no_mail():
    make_adviser()
    assert actions.tell_desk() == 0
