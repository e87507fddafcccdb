"""Rules, numbers, export and outgoing mail in a real browser: keyboard, narrow screens, and what accessibility asks."""

import pytest
from django.test import Client

from tests.browsers import DESKTOP, PHONE, Watch
from tests.journeys import looking
from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import actions

from .factories import make_adviser, make_enquiry, make_supervisor, make_topic

pytestmark = pytest.mark.journey
DESK = "/workspace/enquiries/"


@pytest.fixture
def open_page(browser, live_server):
    """`open_page(person, address, device)` opens a page of the workspace; no policy is broken and no script fails."""
    contexts, watch = [], Watch()

    def open_one(person, address, device=DESKTOP, **options):
        client = Client()
        client.force_login(person)
        context = browser.new_context(**{"base_url": live_server.url, **device, **options})
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        watch.look_at(page)
        answer = page.goto(DESK + address)
        assert answer.ok
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert watch == Watch()


@pytest.fixture
def rows():
    """Something to be seen on each page."""
    adviser = make_adviser(last_name="Schneider-Wolffenbüttel-Langenscheidt")
    template = {"title": "Termin bei der Ausländerbehörde", "topic": make_topic(), "texts": {"de": "Guten Tag"}}
    actions.write_template(**template, by=adviser)
    for language in ["de"] * 6 + ["ar"] * 5:
        enquiry = make_enquiry(language=language)
    today = enquiry.promised_on
    actions.go_away(person=adviser, cover=make_adviser(), from_on=today, until_on=today, by=adviser)


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_hold_what_accessibility_asks(open_page, axe, rows, device, scheme):
    supervisor = make_supervisor(language="de")
    administrator = make_person("administrator", is_demo=True, language="en")
    found = []
    for person, address in (
        (supervisor, "rules/"),
        (supervisor, "rules/templates/new/"),
        (supervisor, "numbers/"),
        (supervisor, "persons/"),
        (administrator, "outgoing/"),
    ):
        page = open_page(person, address, device, color_scheme=scheme)
        for fold in page.locator("main summary:visible").all():
            if fold.get_attribute("class") != "workspace-nav__button":
                fold.click()
        found += axe(page) + looking.structure(page) + looking.small_targets(page) + page.evaluate(looking.TOO_WIDE)
    assert found == []


def test_a_person_is_looked_up_and_erased_without_scripts(open_page, rows):
    page = open_page(make_supervisor(language="en"), "persons/", PHONE, java_script_enabled=False)
    enquiry = make_enquiry("Bitte löschen.")
    page.get_by_label("E-mail address, receipt code or number").fill(enquiry.number)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Erase …").click()
    page.get_by_label("I have checked").check()
    page.get_by_role("button", name="Erase for good").click()
    assert page.locator(".message--success").inner_text() == "1 enquiry was erased."
    enquiry.refresh_from_db()
    assert enquiry.anonymised_at is not None
