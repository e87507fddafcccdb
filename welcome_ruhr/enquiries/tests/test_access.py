"""Who may do what with which enquiry: a role alone opens nothing that one need not see."""

from datetime import timedelta
from itertools import product

import pytest

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import access, actions
from welcome_ruhr.enquiries.access import CASE_WORK, FIRST_LOOK, GUIDING, SUPERVISING, Verb
from welcome_ruhr.enquiries.enums import ConsentBy
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import clock

from .factories import (
    ask,
    closed_by,
    fresh,
    make_adviser,
    make_enquiry,
    make_evaluator,
    make_guide,
    make_supervisor,
    referred_by,
    taken_by,
)

pytestmark = pytest.mark.django_db
TODAY_AND_TOMORROW = timedelta(days=1)


def covers(cover, person):
    today = clock.today()
    return actions.go_away(person=person, cover=cover, from_on=today, until_on=today + TODAY_AND_TOMORROW, by=person)


def guided_by(guide, adviser, *, supervisor=None, accepted=True):
    enquiry = taken_by(adviser)
    request = actions.ask_guide(
        enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, supervisor=supervisor, by=adviser
    )
    if accepted:
        actions.accept_request(request=request, by=guide)
    return fresh(enquiry)


def test_everybody_who_advises_may_look_at_a_new_enquiry_and_take_it():
    assert access.verbs(make_adviser(), make_enquiry()) == FIRST_LOOK


def test_an_enquiry_that_somebody_has_taken_is_closed_to_other_advisers():
    enquiry = taken_by(make_adviser())
    assert access.verbs(make_adviser(), enquiry) == frozenset()


def test_the_responsible_person_does_all_case_work_and_neither_exports_nor_erases():
    adviser = make_adviser()
    assert access.verbs(adviser, taken_by(adviser)) == CASE_WORK


def test_a_cover_does_what_the_absent_person_would_and_only_for_those_days():
    absent, cover = make_adviser(), make_adviser()
    enquiry = taken_by(absent)
    covers(cover, absent)
    assert access.verbs(cover, enquiry) == CASE_WORK
    with clock.fixed(clock.now() + timedelta(days=2)):
        assert access.verbs(cover, enquiry) == frozenset()


def test_a_supervisor_may_do_everything_and_alone_may_export_and_erase():
    supervisor = make_supervisor()
    assert access.verbs(supervisor, taken_by(make_adviser())) == CASE_WORK | {Verb.EXPORT, Verb.ERASE}
    assert access.may(supervisor, Verb.TAKE, make_enquiry())


@pytest.mark.parametrize("role", ["evaluator", "editor", "reviewer", "administrator", None])
def test_other_roles_open_no_enquiry(role):
    person = make_person(role, is_demo=True)
    for enquiry in (make_enquiry(), taken_by(make_adviser())):
        assert access.verbs(person, enquiry) == frozenset()


def test_being_a_superuser_opens_nothing():
    person = make_person(is_superuser=True, is_staff=True)
    assert access.verbs(person, make_enquiry()) == frozenset()
    assert not Enquiry.objects.filter(access.visible_to(person)).exists()


def test_an_account_that_is_switched_off_opens_nothing():
    adviser = make_adviser(is_active=False)
    assert access.verbs(adviser, make_enquiry()) == frozenset()


def test_a_guide_sees_nothing_before_agreeing_and_the_conversation_after():
    guide, adviser = make_guide(), make_adviser()
    assert access.verbs(guide, guided_by(guide, adviser, accepted=False)) == {Verb.AGREE}
    assert access.verbs(guide, guided_by(guide, adviser)) == GUIDING


def test_a_guide_who_helps_reads_answers_writes_to_the_adviser_and_may_stop():
    assert {Verb.READ, Verb.ANSWER, Verb.WRITE_TO_ADVISER, Verb.STOP_HELPING} == GUIDING


def test_nobody_else_writes_as_a_guide_or_stops_for_them():
    guide, adviser = make_guide(), make_adviser()
    enquiry = guided_by(guide, adviser, supervisor=(supervising := make_adviser()))
    for person in (adviser, supervising, make_supervisor(), make_guide()):
        assert not {Verb.WRITE_TO_ADVISER, Verb.STOP_HELPING} & set(access.verbs(person, enquiry))


def test_a_guide_sees_nothing_any_more_when_the_enquiry_is_closed():
    guide, adviser = make_guide(), make_adviser()
    enquiry = closed_by(adviser, guided_by(guide, adviser))
    assert access.verbs(guide, enquiry) == frozenset()


def test_who_supervises_a_guide_reads_and_notes():
    supervising, guide = make_adviser(), make_guide()
    enquiry = guided_by(guide, make_adviser(), supervisor=supervising)
    assert access.verbs(supervising, enquiry) == SUPERVISING


def test_nobody_may_do_anything_with_what_is_anonymised():
    enquiry = make_enquiry()
    actions.withdraw(enquiry=enquiry)
    assert access.verbs(make_supervisor(), fresh(enquiry)) == frozenset()


def everybody():
    adviser, absent, guide = make_adviser(), make_adviser(), make_guide()
    covers(adviser, absent)
    people = [
        adviser,
        absent,
        guide,
        make_adviser(),
        make_supervisor(),
        make_evaluator(),
        make_person(is_superuser=True),
    ]
    enquiries = [
        make_enquiry(),
        taken_by(adviser),
        taken_by(absent),
        guided_by(guide, absent),
        guided_by(guide, people[3], supervisor=adviser),
        guided_by(guide, people[3], accepted=False),
        closed_by(adviser),
        closed_by(people[3], guided_by(guide, people[3])),
        referred_by(people[3]).enquiry,
    ]
    withdrawn = ask().enquiry
    actions.withdraw(enquiry=withdrawn)
    return people, [*enquiries, withdrawn]


def test_lists_show_exactly_what_may_be_read():
    people, enquiries = everybody()
    may_read = {
        (person.pk, enquiry.pk)
        for person, enquiry in product(people, map(fresh, enquiries))
        if access.may(person, Verb.READ, enquiry)
    }
    listed = {
        (person.pk, enquiry.pk) for person in people for enquiry in Enquiry.objects.filter(access.visible_to(person))
    }
    assert listed == may_read
    assert len(listed) > 15


def test_those_who_can_be_called_in_a_note_are_those_who_may_read_it():
    people, enquiries = everybody()
    advisers = [person for person in people if access.has_role(person, access.ADVISER, access.SUPERVISOR)]
    for enquiry in map(fresh, enquiries[:3]):
        readers = {person.pk for person in advisers if Verb.NOTE in access.verbs(person, enquiry)}
        called = set(type(people[0]).objects.filter(access.readers_of(enquiry)).values_list("pk", flat=True))
        assert called == readers
