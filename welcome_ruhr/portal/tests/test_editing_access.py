"""Who gets where among the editors' pages: one row per address, one column per kind of person."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal import actions
from welcome_ruhr.portal.models import ArticlePage, CheckedLink, PageFeedback, Translation

from .editors import article_with, working
from .factories import save_draft, translate

pytestmark = pytest.mark.django_db

LOGIN = "→ login"
REFUSED = "→ /admin/"
OPEN = "open"
PEOPLE = ["anonymous", "no role", "editor", "reviewer", "administrator"]
STAFF = [LOGIN, LOGIN, OPEN, OPEN, OPEN]
TABLE = {
    "/admin/translations/": STAFF,
    "/admin/translations/{translation}/": STAFF,
    "/admin/desk/": STAFF,
    "/admin/desk/links/{link}/ignore/": STAFF,
    "/admin/desk/redirect/?old_path=/de/alt": STAFF,
    "/admin/figures/choices/": STAFF,
    "/admin/pages/{page}/edit/": STAFF,
    "/admin/pages/{page}/edit/preview/?mode=": STAFF,
    "/admin/snippets/facts/figure/": STAFF,
    "/admin/snippets/facts/figure/edit/{figure}/": STAFF,
    "/admin/snippets/facts/figure/usage/{figure}/": STAFF,
    "/admin/snippets/facts/legalbasis/": STAFF,
    "/admin/snippets/directory/office/": STAFF,
    "/admin/snippets/directory/office/edit/{office}/": STAFF,
    "/admin/snippets/directory/municipality/": STAFF,
    "/admin/snippets/directory/institution/": STAFF,
    "/admin/snippets/directory/partner/": STAFF,
    "/admin/snippets/portal/notice/": STAFF,
    "/admin/snippets/portal/notice/add/": STAFF,
    "/admin/snippets/portal/film/": STAFF,
    "/admin/snippets/portal/film/add/": STAFF,
    "/admin/redirects/": STAFF,
    "/admin/redirects/add/": STAFF,
    "/admin/snippets/vocabulary/audience/": [LOGIN, LOGIN, REFUSED, REFUSED, OPEN],
    "/admin/snippets/vocabulary/phase/": [LOGIN, LOGIN, REFUSED, REFUSED, OPEN],
    "/admin/snippets/vocabulary/topic/": [LOGIN, LOGIN, REFUSED, REFUSED, OPEN],
    "/admin/pages/{page}/delete/": [LOGIN, LOGIN, REFUSED, OPEN, OPEN],
    "/admin/pages/{page}/unpublish/": [LOGIN, LOGIN, REFUSED, OPEN, OPEN],
}


def outcome(response):
    if response.status_code in {301, 302}:
        return LOGIN if response.url.startswith("/account/login/") else f"→ {response.url.partition('?')[0]}"
    return OPEN if response.status_code == 200 else str(response.status_code)


def browser_of(kind):
    if kind == "anonymous":
        return Client()
    client = Client()
    client.force_login(make_person(None if kind == "no role" else kind, is_demo=True))
    return client


@pytest.fixture(scope="module")
def numbers(module_database):
    page = article_with('<a href="/de/">Start</a>')
    translation = translate(page)
    actions.set_up_editing()
    return {
        "page": page.pk,
        "translation": translation.pk,
        "figure": make_figure("fee").pk,
        "office": make_office().pk,
        "feedback": PageFeedback.objects.create(
            about=page.key, language="de", helpful=False, given_on=clock.today()
        ).pk,
        "link": CheckedLink.objects.create(address="/de/", due_at=clock.now()).pk,
    }


@pytest.mark.parametrize("address", TABLE)
def test_each_kind_of_person_gets_where_they_may(numbers, address):
    path = address.format(**numbers)
    assert [outcome(browser_of(kind).get(path)) for kind in PEOPLE] == TABLE[address]


@pytest.mark.parametrize("address", ["portal_start_translation", "portal_release_translation"])
def test_nothing_is_started_or_released_by_following_a_link(numbers, address):
    arguments = [numbers["page"], "ar"] if address == "portal_start_translation" else [numbers["translation"]]
    assert working("administrator").get(reverse(address, args=arguments)).status_code == 405


@pytest.mark.parametrize("kind", ["anonymous", "no role", "editor"])
def test_only_those_who_may_publish_release(numbers, kind):
    browser_of(kind).post(reverse("portal_release_translation", args=[numbers["translation"]]))
    assert not Translation.objects.get(page_id=numbers["translation"]).released_by


BUTTONS = {
    "portal_confirm_page": "page",
    "portal_deal_with_feedback": "feedback",
    "portal_reopen_feedback": "feedback",
    "portal_hear_link": "link",
    "portal_try_link_again": "link",
}


@pytest.mark.parametrize("button", BUTTONS)
def test_buttons_of_the_desk_are_for_those_who_work_on_pages(numbers, button):
    address = reverse(button, args=[numbers[BUTTONS[button]]])
    found = [outcome(browser_of(kind).post(address)).partition("#")[0] for kind in PEOPLE]
    assert found == [LOGIN, LOGIN, *["→ /admin/desk/"] * 3]


@pytest.mark.parametrize("button", BUTTONS)
def test_whoever_may_enter_but_works_on_no_page_is_refused_at_the_desk(numbers, button):
    person = make_person(is_demo=True)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(person)
    assert outcome(client.get("/admin/desk/")) == REFUSED
    assert outcome(client.post(reverse(button, args=[numbers[BUTTONS[button]]]))) == REFUSED


@pytest.mark.parametrize("button", BUTTONS)
def test_no_button_of_the_desk_is_pressed_by_following_a_link(numbers, button):
    assert working("administrator").get(reverse(button, args=[numbers[BUTTONS[button]]])).status_code == 405


@pytest.mark.parametrize("button", BUTTONS)
def test_button_without_its_token_is_refused(numbers, button):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person("administrator", is_demo=True))
    assert client.post(reverse(button, args=[numbers[BUTTONS[button]]])).status_code == 403


@pytest.mark.parametrize("kind", ["anonymous", "no role"])
def test_nobody_else_starts_a_translation(numbers, kind):
    page = article_with()
    translate(page.get_parent().specific)
    browser_of(kind).post(reverse("portal_start_translation", args=[page.pk, "en"]))
    assert not ArticlePage.objects.filter(translation_key=page.translation_key, locale__language_code="en").exists()


@pytest.mark.parametrize(
    ("role", "shown"), [("editor", set()), ("reviewer", set()), ("administrator", {"reports", "help"})]
)
def test_menu_is_short_for_editors(numbers, rf, role, shown):
    from wagtail.admin.menu import admin_menu

    client = working(role)
    request = rf.get("/admin/")
    request.user = client.person
    names = {item.name for item in admin_menu.menu_items_for_request(request)}
    assert names & {"reports", "help"} == shown
    assert {"facts", "directory", "translations", "desk"} <= names


def test_explorer_lists_the_tree_of_each_language(numbers):
    shown = working("editor").get("/admin/pages/")
    assert {page.locale.language_code for page in shown.context["object_list"]} == {"de", "en"}


def test_list_of_pages_leads_beside_the_source(numbers):
    page = ArticlePage.objects.get(pk=numbers["translation"])
    shown = working("editor").get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
    assert reverse("portal_side_by_side", args=[page.pk]) in shown


def test_preview_shows_a_draft_in_its_own_language_and_may_be_framed(numbers):
    translation = ArticlePage.objects.get(pk=numbers["translation"])
    save_draft(translation, title="New title")
    shown = working("editor", language="de").get(reverse("wagtailadmin_pages:view_draft", args=[translation.pk]))
    assert '<html lang="en"' in shown.content.decode()
    assert "<h1" in shown.content.decode()
    assert "New title" in shown.content.decode()
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
