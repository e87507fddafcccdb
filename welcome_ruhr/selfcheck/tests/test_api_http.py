"""How the API behaves as a web address: for every site, without a cookie, kept where it may be."""

import pytest
from django.test import Client

from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.selfcheck.api.endpoints import ENDPOINTS

from .asking_api import make_rule, refused

pytestmark = pytest.mark.django_db
ANSWERED = "/api/v1/responsibility?place=herne&matter=residence"
READER = {"User-Agent": "Mozilla/5.0", "Accept-Language": "fr"}


@pytest.fixture
def office():
    make_rule()
    return make_office(serves=[make_town("Herne")])


def lists():
    return [f"/api/v1/{one.route}" for one in ENDPOINTS if not (one.path_parameters or one.says_of_reader)]


@pytest.mark.parametrize("path", lists())
def test_open_data_may_be_kept_for_five_minutes_and_asked_for_again_by_its_tag(client, office, path):
    first = client.get(path)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "public, max-age=300")
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_tag_changes_with_the_data_and_with_the_language_and_not_with_the_moment(client, office):
    def tag(**query):
        return client.get("/api/v1/offices", query).headers["ETag"]

    first = tag()
    assert (tag() == first, tag(language="en") == first) == (True, False)
    office.phone = "+49 2323 1"
    office.save()
    assert tag() != first


@pytest.mark.parametrize("path", [ANSWERED, "/api/v1/responsibility?place=herne", "/api/v1/places?q=herne"])
def test_nobody_keeps_or_passes_on_what_somebody_asked(client, office, path):
    headers = client.get(path).headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert (headers["X-Robots-Tag"], "ETag" in headers) == ("noindex", False)


@pytest.mark.parametrize("path", [*lists(), ANSWERED, "/api/v1/offices/none", "/api/v1/responsibility", "/api/v1/x"])
def test_every_site_may_read_and_no_cookie_is_set(client, office, path):
    response = client.get(path, headers={"Origin": "https://www.example.org", **READER})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert (response.cookies, "Cookie" in response.headers["Vary"]) == ({}, False)


def test_pages_of_the_portal_stay_closed_to_other_sites(client):
    response = client.get("/de/find-office/", headers={"Origin": "https://www.example.org"})
    assert (response.status_code, "Access-Control-Allow-Origin" in response.headers) == (200, False)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_head_says_what_get_says_without_the_body(client, office):
    got, head = client.get("/api/v1/offices"), client.head("/api/v1/offices")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize("path", ["/api/v1/offices", "/api/v1/offices/none", "/api/v1/responsibility"])
def test_browser_that_asks_before_it_reads_is_told_what_is_allowed(client, path):
    asked = {"Origin": "https://www.example.org", "Access-Control-Request-Method": "GET"}
    response = client.options(path, headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    response = getattr(client, method)("/api/v1/offices")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    guarded = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/offices")
    assert (guarded.status_code, guarded.cookies) == (403, {})


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nothing", "/api/v1/offices/", "/api/v1/offices/Ä/x"])
def test_unknown_address_is_a_sentence_that_leads_to_the_description(client, path):
    response = client.get(path, headers=READER)
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["detail"].endswith("/api/v1/openapi.json.")


@pytest.mark.parametrize("place", ["offices", "figures", "journeys", "responsibility", "municipalities"])
def test_unknown_language_is_answered_with_those_there_are(client, place):
    problem = refused(client, place, language="xx")
    assert (problem["status"], problem["parameter"]) == (422, "language")
    assert problem["allowed"] == ["de", "en", "ar", "fr", "pl", "tr", "uk", "de-simple"]


def test_language_comes_from_the_address_alone(client, office):
    plain = client.get("/api/v1/offices", headers=READER)
    assert plain.headers["Content-Language"] == "de"
    assert plain.json()["offices"][0]["kind_label"] == "Ausländerbehörde"


def test_widget_may_stand_in_any_frame_and_needs_neither_cookie_nor_script(client):
    make_town("Herne")
    response = client.get("/en/find-office/widget/")
    assert response.status_code == 200
    assert "X-Frame-Options" not in response.headers
    policy = dict(one.split(" ", 1) for one in response.headers["Content-Security-Policy"].split("; "))
    assert (policy["frame-ancestors"], policy["form-action"]) == ("*", "'self'")
    html = response.content.decode()
    assert (response.cookies, "Cookie" in response.headers.get("Vary", "")) == ({}, False)
    assert (html.count("<script"), html.count('target="_top"'), html.count('action="/en/find-office/"')) == (0, 1, 1)


def test_finder_itself_may_stand_in_no_frame_of_others(client):
    policy = client.get("/en/find-office/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy.split("; ")
