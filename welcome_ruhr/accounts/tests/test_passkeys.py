"""Passkeys in a real browser, whose built-in test device stands for a phone that knows its owner."""

import re

import pytest

from tests.browsers import DESKTOP
from tests.live import mail_to

from .people import PASSWORD

pytestmark = pytest.mark.journey
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
ADMIN = re.compile(r"//localhost:\d+/admin/$")
WORKSPACE = re.compile(r"//localhost:\d+/workspace/$")
SECURITY = re.compile(r"/account/security/$")


def make_editor(page, email, live_portal):
    """As in life: the administrator fills in Wagtail's form, and the editor follows the link in the mail."""
    administrator = "administrator@example.org"
    sign_in(page, administrator, live_portal.demo_accounts()[administrator])
    page.wait_for_url(WORKSPACE)
    page.goto("/admin/users/new/")
    page.fill("#id_email", email)
    page.fill("#id_first_name", "Neu")
    page.fill("#id_last_name", "Beispiel")
    page.locator("#id_groups label", has_text=re.compile("^\\s*(Editor|Redak)")).first.click()
    page.click("#w-editor-form [type=submit]")
    page.wait_for_url("**/admin/users/")
    page.context.clear_cookies()
    page.goto(re.search(r"https?://[^/]+(/\S+key/\S+)", mail_to(live_portal, email))[1])
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.locator("main form [type=submit]").last.click()
    page.wait_for_url(re.compile(r"/account/(login|password/reset/key/done)"))


def sign_in(page, email, password):
    page.goto("/account/login/")
    page.fill("#id_login", email)
    page.fill("#id_password", password)
    page.click("form[action='/account/login/'] button")


def with_device(page, **changes):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | changes})
    return session


def test_a_new_editor_adds_a_passkey_and_signs_in_with_it(open_page, live_portal):
    make_editor(open_page(DESKTOP), "passkey@example.org", live_portal)
    page = open_page()
    with_device(page)
    sign_in(page, "passkey@example.org", PASSWORD)
    page.wait_for_url(SECURITY)  # the admin is closed until there is a second factor
    page.click("a[href='/account/security/passkeys/add/']")
    page.click("form[data-passkey=create] button")
    page.wait_for_url("**/account/security/recovery-codes/")
    assert page.locator(".recovery-codes code").count() == 10

    page.click("form[action='/account/logout/'] button")
    page.goto("/account/login/")
    page.click("form[data-passkey=get] button")
    page.wait_for_url(ADMIN)


def test_a_passkey_serves_as_second_step_after_the_password(open_page, live_portal):
    make_editor(open_page(DESKTOP), "second-step@example.org", live_portal)
    page = open_page()
    with_device(page)
    sign_in(page, "second-step@example.org", PASSWORD)
    page.wait_for_url(SECURITY)
    page.goto("/account/security/passkeys/add/")
    page.uncheck("#id_passwordless")
    page.click("form[data-passkey=create] button")
    page.wait_for_url("**/account/security/recovery-codes/")
    page.click("form[action='/account/logout/'] button")

    sign_in(page, "second-step@example.org", PASSWORD)
    page.wait_for_url("**/account/second-factor/")
    page.click("form[data-passkey=get] button")
    page.wait_for_url(ADMIN)


def test_a_device_that_does_not_know_its_owner_gets_nobody_in(open_page):
    page = open_page()
    with_device(page, isUserVerified=False)
    page.goto("/account/login/")
    page.click("form[data-passkey=get] button")
    page.wait_for_selector("[data-passkey-failed]:visible", timeout=90_000)
    assert page.url.endswith("/account/login/")


def test_sign_in_pages_are_accessible(open_page, axe):
    page = open_page()
    for path in ("/account/login/", "/account/password/reset/"):
        page.goto(path)
        assert axe(page) == []
