"""Single sign-on with a real provider on this machine: discovery, redirect, code, token and user information."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from bs4 import BeautifulSoup

from welcome_ruhr.accounts.models import User

from .people import PASSWORD, make_person

pytestmark = pytest.mark.django_db


class Provider(BaseHTTPRequestHandler):
    """Says about everybody who comes what `server.claims` holds."""

    def do_GET(self):
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.server.asked = asked
            back = urlencode({"code": "code-1", "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif parts.path == "/userinfo":
            self.answer(self.server.claims)
        else:
            url = self.server.url
            endpoints = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            configuration = {f"{name}_endpoint": f"{url}/{path}" for name, path in endpoints.items()}
            self.answer({"issuer": url, "jwks_uri": f"{url}/jwks"} | configuration)

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.sent = {name: values[0] for name, values in parse_qs(sent).items()}
        claims = self.server.claims | {"iss": self.server.url, "aud": "welcome", "exp": 4_000_000_000}
        id_token = jwt.encode(claims, "a key of thirty-two or more bytes", algorithm="HS256")
        self.answer({"access_token": "token-1", "token_type": "Bearer", "id_token": id_token})

    def answer(self, data):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.claims = {"sub": "7", "email": "kim@example.org", "email_verified": True, "name": "Kim B"}
    app = {
        "provider_id": "oidc",
        "name": "Office login",
        "client_id": "welcome",
        "secret": "secret",
        "settings": {"server_url": server.url},
    }
    settings.OIDC_SERVER_URL = server.url
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def sign_on(client, **sent):
    """Press the button, go to the provider and come back, as a browser does; return the last answer."""
    import http.client

    away = urlsplit(client.post("/account/oidc/login/", sent).url)
    connection = http.client.HTTPConnection(away.netloc)
    connection.request("GET", f"{away.path}?{away.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def reason(response):
    assert response.status_code == 403
    return BeautifulSoup(response.text, "html.parser").main.p.get_text(strip=True)


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_a_verified_address_signs_the_existing_person_in(client, provider):
    kim = make_person("editor", email="kim@example.org", is_demo=True)
    response = sign_on(client, next="/admin/account/")
    assert (response.url, signed_in(client)) == ("/admin/account/", str(kim.pk))


def test_the_password_keeps_working(client, provider):
    make_person(email="kim@example.org")
    sign_on(client)
    assert User.objects.get().check_password(PASSWORD)


def test_the_second_factor_of_this_house_is_asked_for_too(client, provider):
    make_person("editor", email="kim@example.org", second_factor=True)
    response = sign_on(client)
    assert (response.url, signed_in(client)) == ("/account/second-factor/", None)


def test_without_a_second_factor_one_is_set_up_first(client, provider):
    make_person("editor", email="kim@example.org")
    sign_on(client)
    assert client.get("/admin/").url == "/account/security/"


@pytest.mark.parametrize("verified", [False, "false", "true", None])
def test_an_unverified_address_signs_nobody_in(client, provider, verified):
    make_person(email="kim@example.org")
    provider.claims["email_verified"] = verified
    assert reason(sign_on(client)) == "Your single sign-on has no confirmed e-mail address for you."
    assert (signed_in(client), SocialAccount.objects.count()) == (None, 0)


def test_an_unknown_address_makes_no_account(client, provider):
    assert reason(sign_on(client)) == "Nobody here has the e-mail address of your single sign-on."
    assert (signed_in(client), User.objects.count()) == (None, 0)


def test_a_closed_account_stays_closed(client, provider):
    make_person(email="kim@example.org", is_active=False)
    assert (sign_on(client).url, signed_in(client)) == ("/account/inactive/", None)


def test_demo_accounts_stay_outside_when_the_demo_is_off(client, provider, settings):
    settings.DEMO = False
    make_person(email="kim@example.org", is_demo=True)
    assert (sign_on(client).url, signed_in(client)) == ("/account/inactive/", None)


def test_later_the_providers_number_decides_and_not_the_address(client, provider):
    kim = make_person(email="kim@example.org")
    sign_on(client)
    client.logout()
    provider.claims |= {"email": "married@example.org"}
    sign_on(client)
    assert signed_in(client) == str(kim.pk)


def test_an_address_given_to_somebody_else_does_not_open_the_old_account(client, provider):
    make_person(email="kim@example.org")
    sign_on(client)
    client.logout()
    provider.claims |= {"sub": "8"}
    assert reason(sign_on(client)) == "The account with this e-mail address belongs to someone else's single sign-on."
    assert signed_in(client) is None


def test_a_signed_in_person_links_nothing_by_hand(client, provider):
    lee = make_person(email="lee@example.org")
    client.force_login(lee)
    assert reason(sign_on(client, process="connect")) == "Single sign-on only works from the sign-in page."
    assert SocialAccount.objects.count() == 0


def test_nothing_is_kept_of_what_the_provider_tells(client, provider):
    make_person(email="kim@example.org")
    for _ in range(2):
        sign_on(client)
        client.logout()
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("7", {})


def test_the_way_to_the_provider_is_guarded(client, provider):
    make_person(email="kim@example.org")
    sign_on(client)
    assert provider.asked["code_challenge_method"] == "S256"
    assert provider.sent["code_verifier"]
    assert provider.asked["redirect_uri"] == "http://testserver/account/oidc/login/callback/"


def test_a_forged_return_is_refused(client, provider):
    make_person(email="kim@example.org")
    response = client.get("/account/oidc/login/callback/?code=code-1&state=forged")
    assert (response.status_code, signed_in(client)) == (401, None)


def test_the_sign_in_page_offers_it_and_lets_its_form_lead_there(client, provider):
    response = client.get("/account/login/")
    page = BeautifulSoup(response.text, "html.parser")
    form = page.find("form", action="/account/oidc/login/?process=login")
    assert form.button.get_text(strip=True) == "Sign in with Office login"
    assert f"form-action 'self' {provider.url};" in f"{response.headers['Content-Security-Policy']};"


def test_unconfigured_it_is_not_offered(client):
    assert b"/account/oidc/" not in client.get("/account/login/").content
