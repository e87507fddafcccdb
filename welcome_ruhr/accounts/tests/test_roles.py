import logging

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission

from welcome_ruhr.accounts import roles
from welcome_ruhr.accounts.actions import ensure_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def gardener(monkeypatch):
    """A role as a later room declares one."""
    monkeypatch.setattr(roles, "_registry", dict(roles._registry))
    return roles.register(
        roles.Role(
            key="gardener",
            name="Gardener",
            description="waters",
            permissions=(lambda: Permission.objects.filter(codename="view_user"), "accounts.add_user"),
        )
    )


def granted(key):
    found = Permission.objects.filter(group__name=key)
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in found}


@pytest.mark.parametrize("role", [roles.EDITOR, roles.REVIEWER, roles.ADMINISTRATOR], ids=lambda role: role.key)
def test_after_migrate_the_role_has_all_it_declares(role):
    named = {source for source in role.permissions if isinstance(source, str)}
    assert named <= granted(role.key)
    in_collections = GroupCollectionPermission.objects.filter(group__name=role.key)
    assert {f"{row.permission.content_type.app_label}.{row.permission.codename}" for row in in_collections} == set(
        role.collection_permissions
    )


def test_every_declared_permission_exists(caplog):
    with caplog.at_level(logging.WARNING):
        ensure_roles()
    assert caplog.messages == []


def test_ensuring_roles_again_changes_nothing():
    def state():
        return [Group.objects.count(), GroupCollectionPermission.objects.count(), granted("administrator")]

    before = state()
    ensure_roles()
    assert state() == before


def test_a_later_rooms_role_becomes_a_group(gardener):
    ensure_roles()
    assert granted("gardener") == {"accounts.view_user", "accounts.add_user"}


def test_what_an_administrator_added_stays(gardener):
    ensure_roles()
    extra = Permission.objects.get(codename="access_admin")
    Group.objects.get(name="gardener").permissions.add(extra)
    ensure_roles()
    assert "wagtailadmin.access_admin" in granted("gardener")


def test_two_different_roles_with_one_key_are_refused(gardener):
    with pytest.raises(ValueError, match="gardener is declared twice"):
        roles.register(roles.Role(key="gardener", name="Other", description="other"))


def test_a_permission_that_does_not_exist_is_named_in_the_log(gardener, monkeypatch, caplog):
    roles.register(roles.Role(key="dreamer", name="Dreamer", description="dreams", permissions=("accounts.fly_user",)))
    ensure_roles()
    assert caplog.messages == ["The role dreamer names the permission accounts.fly_user, which does not exist (yet)."]


def test_only_administrators_may_change_people():
    may = {key for key in ("editor", "reviewer", "administrator") if "accounts.change_user" in granted(key)}
    assert may == {"administrator"}
