import stat

import pytest

from welcome_ruhr.accounts import roles
from welcome_ruhr.accounts.actions import DEMO_FILE, DemoIsOff, make_demo_accounts
from welcome_ruhr.accounts.models import User

from .people import sign_in

pytestmark = pytest.mark.django_db


def test_there_is_one_account_per_role(tmp_path):
    accounts = make_demo_accounts(tmp_path)
    assert [(account.role, account.email) for account in accounts] == [
        (role.key, f"{role.key}@example.org") for role in roles.all_roles()
    ]


def test_names_say_that_it_is_a_demo(tmp_path):
    make_demo_accounts(tmp_path)
    editor = User.objects.get(email="editor@example.org")
    assert (str(editor), editor.is_demo, [group.name for group in editor.groups.all()]) == (
        "Demo Editor",
        True,
        ["editor"],
    )


def test_passwords_are_random_and_work(client, tmp_path):
    accounts = make_demo_accounts(tmp_path)
    assert len({account.password for account in accounts}) == len(accounts)
    editor = next(account for account in accounts if account.role == "editor")
    response = sign_in(client, User.objects.get(email=editor.email), editor.password)
    assert response.url == "/admin/"


def test_the_second_start_returns_what_the_first_made(tmp_path):
    assert make_demo_accounts(tmp_path) == make_demo_accounts(tmp_path)


def test_only_the_owner_can_read_the_file(tmp_path):
    make_demo_accounts(tmp_path)
    assert stat.S_IMODE((tmp_path / DEMO_FILE).stat().st_mode) == 0o600


def test_kept_passwords_work_in_a_new_database(tmp_path):
    kept = make_demo_accounts(tmp_path)
    User.objects.all().delete()
    make_demo_accounts(tmp_path)
    assert all(User.objects.get(email=account.email).check_password(account.password) for account in kept)


def test_without_the_file_the_accounts_get_new_passwords(tmp_path):
    old = make_demo_accounts(tmp_path)
    (tmp_path / DEMO_FILE).unlink()
    new = make_demo_accounts(tmp_path)
    assert not {account.password for account in old} & {account.password for account in new}
    assert all(User.objects.get(email=account.email).check_password(account.password) for account in new)


def test_a_new_role_gets_an_account_and_the_others_keep_theirs(tmp_path, monkeypatch):
    old = make_demo_accounts(tmp_path)
    monkeypatch.setattr(roles, "_registry", dict(roles._registry))
    roles.register(roles.Role(key="gardener", name="Gardener", description="waters"))
    new = make_demo_accounts(tmp_path)
    assert (new[: len(old)], new[-1].email) == (old, "gardener@example.org")


def test_without_demo_none_are_made(tmp_path, settings):
    settings.DEMO = False
    with pytest.raises(DemoIsOff):
        make_demo_accounts(tmp_path)
    assert (User.objects.count(), list(tmp_path.iterdir())) == (0, [])
