"""What people were responsible for who can no longer answer waits for somebody else, and supervisors hear of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import actions, tasks
from welcome_ruhr.enquiries.enums import State
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.foundation.queue import queue_length

from .desk import address, lines, signed_in
from .factories import closed_by, fresh, make_adviser, make_supervisor, referred_by, taken_by

pytestmark = pytest.mark.django_db


def left(person):
    """Let somebody no longer sign in."""
    person.is_active = False
    person.save()


def asked_to_look():
    return queue_length(tasks.put_back_left_behind)


def told_supervisors():
    return list(OutgoingMail.objects.filter(kind="enquiries.left_behind").values_list("recipient", "subject"))


def test_what_somebody_left_is_new_again_with_a_promise_that_can_be_kept():
    adviser, staying = make_adviser(), make_adviser()
    theirs, with_office, other = taken_by(adviser), referred_by(adviser).enquiry, taken_by(staying)
    left(adviser)
    with clock.fixed(clock.now() + timedelta(days=30)):
        assert actions.put_back_left_behind() == 2
        assert fresh(with_office).promised_on > clock.today()
    found = [(one.state, one.responsible_id, one.has_news) for one in map(fresh, (theirs, with_office))]
    assert found == [(State.NEW, None, True)] * 2
    assert fresh(other).responsible == staying


def test_supervisors_hear_by_mail_how_much_was_left_and_nothing_where_nothing_was():
    adviser, supervisor = make_adviser(), make_supervisor(language="en")
    make_supervisor(is_active=False)
    taken_by(adviser), taken_by(adviser)
    left(adviser)
    actions.put_back_left_behind()
    assert told_supervisors() == [(supervisor.email, "2 enquiries need a new responsible person")]
    assert actions.put_back_left_behind() == 0
    assert len(told_supervisors()) == 1


def test_history_says_why_it_is_among_the_new_ones():
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    left(adviser)
    actions.put_back_left_behind()
    page = signed_in(make_supervisor()).get(address(enquiry))
    assert "Back among the new ones: who was responsible can no longer answer" in lines(page, ".desk-history span")


def test_closed_ones_stay_with_who_closed_them_until_somebody_writes_again():
    adviser = make_adviser()
    written_to, reopened = closed_by(adviser), closed_by(adviser)
    left(adviser)
    assert actions.put_back_left_behind() == 0
    actions.write_back(enquiry=written_to, text="Noch eine Frage.")
    actions.reopen(enquiry=reopened, by=make_supervisor())
    assert [(one.state, one.responsible) for one in map(fresh, (written_to, reopened))] == [(State.NEW, None)] * 2


def test_an_account_that_is_switched_off_has_what_was_left_looked_for():
    adviser = make_adviser()
    left(adviser)
    assert asked_to_look() == 1


@pytest.mark.parametrize("fields", [["last_login"], ["first_name", "email"]])
def test_other_changes_of_an_account_look_for_nothing(fields):
    adviser = make_adviser()
    adviser.save()
    adviser.save(update_fields=fields)
    make_adviser(is_active=False)
    assert asked_to_look() == 0


def test_who_loses_the_role_that_answers_leaves_their_enquiries():
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    adviser.groups.remove(Group.objects.get(name="adviser"))
    assert (asked_to_look(), actions.put_back_left_behind(), fresh(enquiry).state) == (1, 1, State.NEW)


def test_who_becomes_a_supervisor_keeps_their_enquiries():
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    with transaction.atomic():
        adviser.groups.set([Group.objects.get(name="supervisor")])
    assert (actions.put_back_left_behind(), fresh(enquiry).responsible) == (0, adviser)


def test_the_page_of_accounts_leaves_no_enquiry_with_somebody_who_cannot_answer():
    adviser, boss = make_adviser(), make_person("administrator", is_demo=True, is_superuser=True)
    enquiry = taken_by(adviser)
    client = Client()
    client.force_login(boss)
    fields = {"email": adviser.email, "first_name": "Kim", "last_name": "Beispiel", "language": ""}
    groups = [Group.objects.get(name="adviser").pk]
    assert client.post(f"/admin/users/edit/{adviser.pk}/", fields | {"groups": groups}).status_code == 302
    assert (fresh(adviser).is_active, asked_to_look()) == (False, 1)
    tasks.put_back_left_behind.call()
    assert fresh(enquiry).responsible is None
    assert not Enquiry.objects.filter(responsible=adviser).exists()
