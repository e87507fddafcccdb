"""Every page of the room in the house's look, with nothing that the content security policy forbids."""

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup

from .people import add_recovery_codes, make_person, sign_in

pytestmark = pytest.mark.django_db

FOR_VISITORS = [
    "/account/login/",
    "/account/inactive/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-wrong/",
    "/account/password/reset/key/done/",
    "/account/single-sign-on/cancelled/",
    "/account/single-sign-on/error/",
]
FOR_THE_SIGNED_IN = [
    "/account/logout/",
    "/account/confirm/",
    "/account/confirm/second-factor/",
    "/account/password/change/",
    "/account/security/",
    "/account/security/app/deactivate/",
    "/account/security/recovery-codes/",
    "/account/security/recovery-codes/generate/",
    "/account/security/passkeys/",
    "/account/security/passkeys/add/",
]


def check(response):
    page = BeautifulSoup(response.text, "html.parser")
    inline = [tag.name for tag in page(["script", "style"]) if not tag.get("src")]
    attributes = [
        f"{tag.name} {name}" for tag in page(True) for name in tag.attrs if name == "style" or name.startswith("on")
    ]
    data_addresses = [tag.name for tag in page(src=True) if tag["src"].startswith("data:")]
    assert (inline, attributes, data_addresses) == ([], [], [])
    assert [len(page(name)) for name in ("h1", "main", "title")] == [1, 1, 1]
    assert {label["for"] for label in page("label")} <= {tag["id"] for tag in page(id=True)}
    return page


@pytest.mark.parametrize("path", FOR_VISITORS)
def test_page_for_visitors(client, path):
    check(client.get(path))


@pytest.mark.parametrize("path", FOR_THE_SIGNED_IN)
def test_page_for_people_who_are_signed_in(client, path):
    kim = make_person("editor")
    sign_in(client, kim)
    Authenticator.objects.create(user=kim, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    add_recovery_codes(kim)
    assert client.get(path).status_code == 200
    check(client.get(path))


def test_page_that_sets_up_an_app(client):
    sign_in(client, make_person("editor"))
    page = check(client.get("/account/security/app/activate/"))
    assert page.select_one(".qr-code svg path")["fill"] == "#000000"


def test_page_of_the_second_step(client):
    kim = make_person("editor", second_factor=True)
    sign_in(client, kim)
    check(client.get("/account/second-factor/"))


def test_what_is_wrong_stands_beside_its_field(client):
    response = client.post("/account/login/", {"login": "no address", "password": ""})
    page = check(response)
    field = page.find(id="id_login")
    assert field["aria-invalid"] == "true"
    assert page.find(id=field["aria-describedby"]).get_text(strip=True) == "Enter a valid email address."
    assert page.select_one(".form-errors a")["href"] == "#id_login"


def test_fields_have_labels_and_no_vanishing_hints(client):
    page = check(client.get("/account/login/"))
    assert [label.get_text(strip=True) for label in page("label")] == ["E-mail address", "Password"]
    assert page(placeholder=True) == []


def test_passkeys_are_offered_only_where_they_can_work(client):
    page = check(client.get("/account/login/"))
    assert [form.has_attr("hidden") for form in page.select("form[data-passkey]")] == [True]


def test_too_many_mails_are_refused_in_the_houses_look(client):
    for _ in range(6):
        response = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert (response.status_code, check(response).h1.get_text(strip=True)) == (429, "Too many tries")
