"""The workspace: who gets in, what they find there, and where they begin after signing in."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override
from django.views.defaults import permission_denied

from welcome_ruhr.accounts import workspace

from .people import make_person, sign_in

pytestmark = pytest.mark.django_db
HOME = "/workspace/"


def has_work(user):
    return user.last_name == "Work"


def register(key="desk", **fields):
    """Register an entry for people with the last name Work; it leads to a page that exists."""
    entry = {"label": key.title(), "url_name": "mfa_index", "icon": "mail", "position": 1, "is_for": has_work, **fields}
    return workspace.register(workspace.Entry(key=key, **entry))


def worker(role=None, **fields):
    return make_person(role, last_name="Work", is_demo=True, **fields)


def shown(client):
    return BeautifulSoup(client.get(HOME).text, "html.parser")


def texts(page, selector):
    return [" ".join(one.get_text(" ", strip=True).split()) for one in page.select(selector)]


@pytest.mark.parametrize("path", [HOME, "/workspace/waiting/"])
def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back(client, path):
    assert client.get(path).url == f"/account/login/?next={path}"


CASE, RULES = "/workspace/enquiries/7/", "/workspace/enquiries/rules/"


@pytest.mark.parametrize(
    ("sent_to", "came_from", "back_to"),
    [
        (f"{CASE}note/", f"http://testserver{CASE}?all=1", f"{CASE}?all=1"),
        (f"{CASE}note/", None, CASE),
        (f"{RULES}absences/", f"http://testserver{RULES}absences/", RULES),
        (f"{CASE}note/", "https://elsewhere.example/workspace/enquiries/8/", CASE),
        (f"{CASE}note/", "http://testserver/admin/", CASE),
        (f"{RULES}absences/3/end/", f"http://testserver{RULES}retention/", RULES),
        (f"{CASE}referrals/3/outcome/", None, CASE),
        (f"{RULES}absences/3/end/", None, RULES),
        ("/workspace/enquiries/incoming/file/", None, "/workspace/enquiries/incoming/"),
        ("/workspace/nowhere/", "http://testserver/workspace/nowhere/", HOME),
    ],
)
def test_what_was_to_be_sent_leads_back_to_the_page_it_was_written_on(sent_to, came_from, back_to):
    request = RequestFactory().post(sent_to, headers={"referer": came_from} if came_from else {})
    request.user = AnonymousUser()
    answer = workspace.workspace_page(HttpResponse)(request)
    assert answer.url == f"/account/login/?{urlencode({'next': back_to}, safe='/')}"


def test_a_part_of_a_page_is_not_answered_with_the_sign_in_page(client):
    response = client.get(HOME, headers={"hx-request": "true"})
    assert (response.status_code, response.content) == (401, b"")


def test_staff_without_second_factor_get_no_further_than_setting_it_up(client):
    client.force_login(make_person("editor"))
    assert client.get(HOME).url == "/account/security/"
    assert client.get(HOME, headers={"hx-request": "true"}).status_code == 403


def test_navigation_offers_what_is_for_this_person_in_order(client):
    register("second", position=2)
    register("first", position=1)
    register("other", is_for=lambda user: False, count=lambda user: pytest.fail("counted for somebody else"))
    client.force_login(worker())
    assert texts(shown(client), ".workspace-nav__open a") == ["Overview", "First", "Second"]


def test_home_and_navigation_tell_what_waits_and_ask_once(client):
    asked = []
    register("mail", count=lambda user: asked.append(user) or 2)
    register("done", count=lambda user: 0, position=2)
    client.force_login(worker())
    page = shown(client)
    assert texts(page, ".task") == ["Mail 2 are waiting", "Done"]
    assert texts(page, ".workspace-nav__open a") == ["Overview", "Mail 2 are waiting", "Done"]
    assert len(asked) == 1


def test_waiting_numbers_are_sent_alone_for_the_places_that_count(client):
    register("mail", count=lambda user: 1)
    register("files")
    client.force_login(worker())
    page = BeautifulSoup(client.get("/workspace/waiting/").text, "html.parser")
    assert [one["hx-swap-oob"] for one in page.select("[hx-swap-oob]")] == ["innerHTML:[data-waiting='mail']"]
    assert texts(page, ".waiting") == ["1 is waiting"]


@pytest.mark.parametrize(("path", "current"), [("/account/security/app/", "near"), ("/account/", "far"), (HOME, None)])
def test_the_nearest_entry_above_a_page_is_the_current_one(path, current):
    register("far", url_name="account_overview")
    register("near", url_name="mfa_index")
    places = workspace.places_for(worker(), path)
    assert [place.entry.key for place in places if place.current] == ([current] if current else [])


def test_an_entry_is_declared_once(client):
    entry = register("desk")
    assert workspace.register(entry) is entry
    with pytest.raises(ValueError, match="desk"):
        register("desk", position=7)


@pytest.mark.parametrize(
    ("role", "says", "leads_to"),
    [
        (None, "Your account has no role yet.", None),
        ("editor", "You look after the content of the portal.", "/admin/"),
    ],
)
def test_who_has_no_work_with_people_hears_where_to_go(client, role, says, leads_to):
    client.force_login(make_person(role, is_demo=True))
    state = shown(client).select_one(".empty-state")
    assert state.p.get_text(strip=True).startswith(says)
    assert (state.a and state.a["href"]) == leads_to


@pytest.mark.parametrize(
    ("role", "last_name", "begins"),
    [
        (None, "Beispiel", HOME),
        (None, "Work", HOME),
        ("editor", "Beispiel", "/admin/"),
        ("editor", "Work", HOME),
    ],
)
def test_signing_in_leads_to_where_the_persons_work_is(client, role, last_name, begins):
    register()
    person = make_person(role, last_name=last_name, is_demo=True)
    assert sign_in(client, person).url == begins
    assert client.get("/account/login/").url == begins


@pytest.mark.parametrize("path", [HOME, "/workspace/waiting/"])
def test_no_cache_keeps_a_page_of_the_workspace(client, path):
    client.force_login(worker())
    assert client.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("account", "browser", "spoken"),
    [
        ("de", "en", "de"),
        ("en", "de", "en"),
        ("", "ar, fr;q=0.9, en-GB;q=0.8, de;q=0.7", "en"),
        ("", "uk", "de"),
        ("", "de-simple", "de"),
        ("", "*", "de"),
    ],
)
def test_the_language_is_that_of_the_account_or_a_permitted_one_of_the_browser(client, account, browser, spoken):
    client.force_login(worker(language=account))
    response = client.get(HOME, headers={"accept-language": browser})
    assert response.headers["Content-Language"] == spoken
    assert BeautifulSoup(response.text, "html.parser").html["lang"] == spoken


def test_the_user_menu_leads_to_the_admin_only_who_may_go_there(client):
    seen = []
    for role in (None, "editor"):
        client.force_login(make_person(role, is_demo=True))
        seen.append([link["href"] for link in shown(client).select(".user-menu a")])
    assert seen == [["/account/security/", "/"], ["/admin/", "/account/security/", "/"]]


def test_the_user_menu_changes_the_language_and_leads_back(client):
    person = worker(language="de")
    client.force_login(person)
    offered = [button["value"] for button in shown(client).select("form[action='/workspace/language/'] button")]
    answer = client.post("/workspace/language/", {"language": "en"}, headers={"referer": f"http://testserver{CASE}"})
    person.refresh_from_db()
    assert (offered, answer.url, person.language) == (["de", "en"], CASE, "en")


def test_a_language_that_is_not_offered_is_not_taken(client):
    person = worker(language="de")
    client.force_login(person)
    assert client.post("/workspace/language/", {"language": "tlh"}).status_code == 400
    person.refresh_from_db()
    assert person.language == "de"


def test_signing_out_takes_a_form(client):
    client.force_login(worker())
    form = shown(client).select_one(".user-menu form[action*=logout]")
    assert (form["method"], form["action"]) == ("post", "/account/logout/")
    assert form.select_one("[name=csrfmiddlewaretoken]")["value"]


@pytest.mark.parametrize(("last_name", "offered"), [("Work", True), ("Beispiel", False)])
def test_the_admin_and_the_own_page_lead_those_who_have_work_to_the_workspace(client, last_name, offered):
    register()
    client.force_login(make_person("editor", last_name=last_name, is_demo=True))
    assert ('"url": "/workspace/"' in client.get("/admin/").text) is offered
    own = BeautifulSoup(client.get("/account/security/").text, "html.parser")
    assert ([link["href"] for link in own.select("main .action-link")] == [HOME, "/admin/"]) is offered


def test_who_may_not_hears_it_in_the_houses_look(rf):
    request = rf.get(HOME)
    request.user = AnonymousUser()
    with override("en"):
        response = permission_denied(request, PermissionDenied())
    page = BeautifulSoup(response.content.decode(), "html.parser")
    assert (response.status_code, texts(page, "h1")) == (403, ["This is not open to you"])
    assert [link["href"] for link in page.select("main a")] == [HOME]


def test_search_engines_and_the_page_store_stay_outside(client, settings):
    assert "Disallow: /workspace/" in client.get("/robots.txt").text.splitlines()
    assert HOME.startswith(settings.NEVER_STORED)
