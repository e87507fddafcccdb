import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.contrib.messages import get_messages
from django.urls import reverse

from .people import PASSWORD, add_recovery_codes, code_now, make_person, sign_in

pytestmark = pytest.mark.django_db


def who(client):
    """The id of the person the server takes this browser for, or None."""
    request = client.get("/account/password/reset/").wsgi_request
    return request.user.pk


def test_password_and_app_code_sign_in_without_scripts(client):
    kim = make_person("editor", second_factor=True)
    first = sign_in(client, kim, next="/admin/account/")
    assert (first.url, who(client)) == ("/account/second-factor/", None)
    second = client.post(first.url, {"code": code_now()})
    assert (second.url, who(client)) == ("/admin/account/", kim.pk)


def test_a_wrong_code_signs_nobody_in(client):
    sign_in(client, make_person("editor", second_factor=True))
    wrong = f"{(int(code_now()) + 1) % 1_000_000:06}"
    response = client.post("/account/second-factor/", {"code": wrong})
    assert (response.context["form"].errors["code"], who(client)) == (["Incorrect code."], None)


def test_a_code_works_once(client, django_user_model):
    kim = make_person("editor", second_factor=True)
    code = code_now()
    for _ in range(2):
        client.logout()
        sign_in(client, kim)
        response = client.post("/account/second-factor/", {"code": code})
    assert (response.status_code, who(client)) == (200, None)


def test_a_recovery_code_stands_in_once_for_the_app(client):
    kim = make_person("editor", second_factor=True)
    code = add_recovery_codes(kim)[0]
    sign_in(client, kim)
    assert client.post("/account/second-factor/", {"code": code}).url == "/admin/"
    client.logout()
    sign_in(client, kim)
    assert client.post("/account/second-factor/", {"code": code}).status_code == 200


def test_capitals_in_the_address_do_not_matter(client):
    kim = make_person(email="kim@example.org")
    client.post("/account/login/", {"login": "Kim@Example.org", "password": PASSWORD})
    assert who(client) == kim.pk


def test_a_wrong_password_keeps_the_address_and_says_what_is_wrong(client):
    response = sign_in(client, make_person(email="kim@example.org"), "wrong")
    form = response.context["form"]
    assert form.non_field_errors() == ["This e-mail address and this password do not belong together."]
    assert form["login"].value() == "kim@example.org"


def test_an_unknown_address_hears_the_same_as_a_wrong_password(client):
    response = client.post("/account/login/", {"login": "nobody@example.org", "password": "wrong"})
    assert response.context["form"].non_field_errors() == [
        "This e-mail address and this password do not belong together."
    ]


def test_a_closed_account_stays_outside(client):
    response = sign_in(client, make_person("editor", is_active=False))
    assert (response.url, who(client)) == ("/account/inactive/", None)


def test_demo_accounts_stay_outside_when_the_demo_is_off(client, settings):
    settings.DEMO = False
    response = sign_in(client, make_person("editor", is_demo=True))
    assert (response.url, who(client)) == ("/account/inactive/", None)


def test_a_demo_session_ends_when_the_demo_is_switched_off(client, settings):
    demo = make_person("editor", is_demo=True)
    sign_in(client, demo)
    assert who(client) == demo.pk
    settings.DEMO = False
    assert who(client) is None


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/"])
def test_the_admins_own_password_pages_are_closed(client, path):
    kim = make_person("editor", email="kim@example.org")
    response = client.post(path, {"username": kim.email, "email": kim.email, "password": PASSWORD})
    assert (response.status_code in {302, 404}, who(client)) == (True, None)


def test_the_admins_login_leads_to_ours(client):
    assert client.get("/admin/login/").url == "/account/login/?next=/admin/login/"
    client.force_login(make_person("editor", is_demo=True))
    assert client.get("/admin/login/").url == "/admin/"


def test_forms_that_say_username_get_nobody_in():
    make_person(email="kim@example.org")
    assert authenticate(None, username="kim@example.org", password=PASSWORD) is None


def test_a_person_without_admin_access_is_not_sent_in_circles(client):
    sign_in(client, make_person())
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1] == ("/workspace/", 302)
    assert response.status_code == 200


def test_the_next_address_must_be_ours(client):
    response = sign_in(client, make_person("editor", is_demo=True), next="https://elsewhere.example/")
    assert response.url == "/admin/"


@pytest.mark.parametrize("url_name", ["account_logout", "wagtailadmin_logout"])
def test_signing_out_leaves_no_session_cookie(client, url_name):
    client.force_login(make_person("editor", is_demo=True))
    response = client.post(reverse(url_name))
    assert (response.cookies["sessionid"]["max-age"], response.cookies["sessionid"].value) == (0, "")


def test_signing_in_leaves_no_message_for_the_admin(client):
    response = sign_in(client, make_person("editor", is_demo=True))
    assert list(get_messages(response.wsgi_request)) == []


def test_the_language_of_the_account_is_spoken_after_signing_in(client):
    sign_in(client, make_person("editor", is_demo=True, language="de"))
    assert client.get("/account/security/").headers["Content-Language"] == "de"


def test_signing_in_keeps_no_second_copy_of_the_address(client):
    sign_in(client, make_person("editor", is_demo=True))
    assert EmailAddress.objects.count() == 0
