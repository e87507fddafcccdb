import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import RequestFactory
from django.urls import reverse

from welcome_ruhr.accounts.middleware import SecondFactorRequired
from welcome_ruhr.accounts.models import User
from welcome_ruhr.accounts.queries import needs_second_factor

from .people import add_app, add_recovery_codes, code_now, make_person, sign_in

pytestmark = pytest.mark.django_db
SET_UP = "/account/security/"


@pytest.fixture(params=[True, False], ids=["demo", "production"])
def any_mode(request, settings):
    settings.DEMO = request.param


@pytest.mark.parametrize("path", ["/", "/admin/", "/admin/pages/", "/admin/users/", "/documents/1/a.pdf"])
@pytest.mark.parametrize("role", ["editor", "reviewer", "administrator"])
def test_staff_without_second_factor_get_no_further_than_setting_it_up(client, any_mode, role, path):
    client.force_login(make_person(role))
    assert (client.get(path).url, client.post(path).url) == (SET_UP, SET_UP)


def test_a_superuser_needs_one_too(client, any_mode):
    client.force_login(User.objects.create_superuser("boss@example.org", "secret"))
    assert client.get("/admin/").url == SET_UP


@pytest.mark.parametrize("path", [SET_UP, "/account/password/change/", "/account/security/passkeys/"])
def test_the_persons_own_pages_stay_open(client, any_mode, path):
    client.force_login(make_person("editor"))
    assert client.get(path).status_code == 200


def test_signing_out_stays_open(client, any_mode):
    client.force_login(make_person("editor"))
    assert client.post(reverse("wagtailadmin_logout")).url == "/"
    assert "_auth_user_id" not in client.session


def test_with_an_app_the_admin_opens(client, any_mode):
    client.force_login(make_person("editor", second_factor=True))
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client):
    kim = make_person("editor")
    add_recovery_codes(kim)
    client.force_login(kim)
    assert client.get("/admin/").url == SET_UP


def test_demo_accounts_pass_while_the_demo_is_on(client):
    client.force_login(make_person("administrator", is_demo=True))
    assert client.get("/admin/").status_code == 200


def test_a_demo_account_is_no_excuse_when_the_demo_is_off(settings):
    settings.DEMO = False
    assert needs_second_factor(make_person("editor", is_demo=True)) is True


def test_a_person_without_role_needs_none(client):
    client.force_login(make_person())
    response = client.get(SET_UP)
    assert response.context["second_factor_needed"] is False


def test_visitors_are_not_asked_who_they_are():
    class Untouchable:
        def __getattr__(self, name):
            raise AssertionError(f"the session was asked for {name}")

    request = RequestFactory().get("/")
    request.session = request.user = Untouchable()
    assert SecondFactorRequired(lambda _request: "answer")(request) == "answer"


def test_setting_up_an_app_without_scripts_opens_the_admin(client):
    kim = make_person("editor")
    sign_in(client, kim)
    page = client.get("/account/security/app/activate/")
    secret = page.context["form"].secret
    assert re.search(rf"<code[^>]*>{secret}</code>", page.text)
    response = client.post("/account/security/app/activate/", {"code": code_now(secret)})
    assert (response.url, client.get("/admin/").status_code) == ("/account/security/recovery-codes/", 200)


def test_right_after_signing_in_nobody_types_the_password_again(client):
    sign_in(client, make_person("editor"))
    assert client.get("/account/security/app/activate/").status_code == 200


def test_after_a_while_changes_need_a_confirmation(client, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    sign_in(client, make_person("editor"))
    assert client.get("/account/security/app/activate/").url == (
        "/account/confirm/?next=%2Faccount%2Fsecurity%2Fapp%2Factivate%2F"
    )


def test_the_confirmation_takes_the_password(client, settings):
    kim = make_person("editor")
    client.force_login(kim)
    wrong = client.post("/account/confirm/", {"password": "wrong", "next": "/account/security/app/activate/"})
    assert wrong.status_code == 200
    right = client.post(
        "/account/confirm/", {"password": "a quiet canal at night", "next": "/account/security/app/activate/"}
    )
    assert right.url == "/account/security/app/activate/"


def test_removing_the_last_second_factor_closes_the_admin_again(client):
    kim = make_person("editor")
    sign_in(client, kim)
    add_app(kim)
    add_recovery_codes(kim)
    client.post("/account/security/app/deactivate/")
    assert (client.get("/admin/").url, Authenticator.objects.count()) == (SET_UP, 0)
