"""Where an office is used: known in the transaction of the use, without the worker."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex

from welcome_ruhr.directory.enums import AnswerKind
from welcome_ruhr.directory.uses import uses_of

from .editors import administrator, somebody_who_may
from .factories import make_office, make_rule
from .test_history import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def rule_naming(office):
    return make_rule(key="residence-herne", answer=AnswerKind.OFFICE, office=office)


def titles(uses):
    return [(use.title, use.kind) for use in uses]


def test_use_is_known_in_the_same_transaction(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # as it is outside tests
    office = make_office()
    with transaction.atomic():
        rule_naming(office)
        assert titles(uses_of(office)) == [("residence-herne", "Responsibility")]
    assert DBTaskResult.objects.filter(task_path__contains="reference_index").count() == 0


def test_use_is_gone_when_it_is_rolled_back_taken_out_or_deleted():
    office, other = make_office(), make_office()
    with transaction.atomic():
        rule_naming(office)
        transaction.set_rollback(True)
    assert uses_of(office) == []
    rule = rule_naming(office)
    rule.office = other
    rule.save()
    assert (uses_of(office), titles(uses_of(other))) == ([], [("residence-herne", "Responsibility")])
    rule.delete()
    assert uses_of(other) == []
    assert ReferenceIndex.get_references_to(other).count() == 0


def test_form_of_an_office_lists_its_uses_with_the_way_to_them():
    office = make_office()
    rule = rule_naming(office)
    page = administrator().get(address("edit", office.pk)).content.decode()
    link = f'<a href="/admin/snippets/directory/responsibilityrule/edit/{rule.pk}/">residence-herne</a>'
    assert page.count(link) == 1


def test_somebody_who_may_not_edit_rules_sees_their_names_only():
    office = make_office()
    rule_naming(office)
    client = somebody_who_may("change_office")
    [use] = uses_of(office, client.person)
    assert [version.edit_href for version in use.versions] == [""]
    assert client.get(address("edit", office.pk)).content.decode().count("residence-herne") == 1
