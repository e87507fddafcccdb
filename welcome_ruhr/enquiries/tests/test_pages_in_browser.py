"""Rules, numbers, export and mail in a real browser: keyboard, narrow screens, and what accessibility asks."""

import pytest
from django.test import Client

from tests.browsers import DESKTOP, PHONE, Watch
from tests.journeys import looking
from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import actions

from .factories import make_adviser, make_enquiry, make_supervisor, make_topic
from .posted import QUOTED, TEXT, letter, mailed, set_aside

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


@pytest.fixture
def mails(settings, tmp_path):
    """An enquiry that came by mail, with a quote, a file that is not taken and a long subject; and a mail set aside."""
    settings.SEALED_FILES_DIR = tmp_path / "sealed"
    subject = "Donaudampfschifffahrtsgesellschaftskapitänsmützenverleih" * 3
    raw = letter(TEXT + QUOTED, html="<table><tr><td>x</table>", subject=subject, files=[("a.exe", b"MZ")])
    return mailed(raw).messages.exclude(mail=None).get(), set_aside(subject=subject)


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


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_mails_hold_what_accessibility_asks(open_page, axe, mails, device, scheme):
    message, aside = mails
    supervisor = make_supervisor(language="de")
    administrator = make_person("administrator", is_demo=True, language="en")
    found = []
    for person, address in (
        (administrator, "incoming/"),
        (administrator, f"incoming/{aside.pk}/"),
        (supervisor, f"{message.enquiry_id}/"),
        (supervisor, f"{message.enquiry_id}/mails/{message.pk}/formatted/"),
    ):
        page = open_page(person, address, device, color_scheme=scheme)
        looking.unfold(page)
        # A box of the page of an enquiry is pressed by its label, too.
        small = [one for one in looking.small_targets(page) if not one.startswith("24 × 24 px:  ")]
        found += axe(page) + looking.structure(page) + small + page.evaluate(looking.TOO_WIDE)
    assert found == []


def test_what_is_quoted_is_unfolded_with_the_keyboard_and_without_scripts(open_page, mails):
    page = open_page(make_supervisor(language="en"), f"{mails[0].enquiry_id}/", PHONE, java_script_enabled=False)
    quote = page.get_by_text("Es kostet nichts.")
    assert not quote.is_visible()
    page.locator("summary", has_text="Show what is quoted").focus()
    page.keyboard.press("Enter")
    assert quote.is_visible()


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
