"""An article on its way: an editor changes it, a reviewer publishes it, its translation follows and is released."""

import re
import subprocess
import sys
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browsers import DESKTOP, Watch
from tests.live import ROOT, SETTINGS, clean_environment, started

pytestmark = pytest.mark.journey

GERMAN, ENGLISH = "/de/alltag/bankkonto/", "/en/daily-life/bank-account/"
TITLE = "Bankkonto"
FIGURE = "broadcast_fee_month"
UNVERIFIED = "zab_statement_fee"


# Every process of the tested portal begins its clock anew: what was imported must not seem newer than what follows.
YESTERDAY = """
from datetime import timedelta
from django.db.models import F
from wagtail.models import Page, Revision
day = timedelta(days=1)
Revision.objects.update(created_at=F("created_at") - day)
Page.objects.update(latest_revision_created_at=F("latest_revision_created_at") - day)
"""


@pytest.fixture
def office(prepared, tmp_path, browser):
    """A running portal of its own, because what is changed here would meet the other journeys."""
    data_dir, watch = tmp_path / "data", Watch()
    with prepared.copied(tmp_path) as database:
        command = [sys.executable, "manage.py", "shell", "-c", YESTERDAY]
        subprocess.run(command, env=clean_environment(DATA_DIR=data_dir, **SETTINGS, **database), cwd=ROOT, check=True)
        with started(data_dir, tmp_path / "said.txt", **database) as portal:
            yield Office(portal, browser, watch)
    assert watch == Watch()


class Office:
    def __init__(self, portal, browser, watch):
        self.portal, self.browser, self.watch = portal, browser, watch

    @contextmanager
    def at_work(self, role):
        """Open a desktop browser of somebody with this role, signed in."""
        context = self.browser.new_context(base_url=self.portal.url, locale="de-DE", **DESKTOP)
        context.set_default_timeout(30_000)
        page = context.new_page()
        self.watch.look_at(page)
        page.goto("/account/login/")
        page.fill("[name=login]", f"{role}@example.org")
        page.fill("[name=password]", self.portal.demo_accounts()[f"{role}@example.org"])
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/admin/")
        yield page
        context.close()


def overview(page, **asked):
    """Return the rows of the overview of translations for the article."""
    query = "&".join(f"{name}={value}" for name, value in {"language": "en", "words": TITLE, **asked}.items())
    page.goto(f"/admin/translations/?{query}")
    return page.locator("tr[data-state]")


def state(page):
    return overview(page).get_attribute("data-state")


HANDED_OVER = "text => [...document.querySelectorAll('input')].some(one => one.value.includes(text))"


def write(page, text):
    """Write at the end of the first paragraph."""
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def insert_figure(page, key):
    """Insert a figure by the editor's own button, with the keyboard alone once its list is open."""
    write(page, " /")
    page.locator("[role=option]", has=page.locator("use[href='#icon-decimal']")).click()
    expect(page.locator("dialog[open] .figure-choice").first).to_be_visible()
    page.keyboard.type(key)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def press(page, button, written=""):
    """Press a button of the editor's menu once the form holds what was written; wait for the page it leads to."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function(HANDED_OVER, arg=written)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    with page.expect_navigation():
        page.locator(f"footer {button}").click()


def test_article_is_changed_reviewed_published_translated_and_released(office):
    with office.at_work("editor") as page:
        overview(page).locator("td a").first.click()
        insert_figure(page, FIGURE)
        expect(page.locator("[contenteditable=true]").first).to_contain_text(f"{{{{ fact:{FIGURE} }}}}")
        press(page, "[name=action-submit]", written=FIGURE)
    assert "18,36" not in office.portal.get(GERMAN).text

    with office.at_work("reviewer") as page:
        page.locator("main a", has_text=TITLE).first.click()
        press(page, "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
        public = office.portal.get(GERMAN).text
        assert re.search(r'<span class="fact fact-current"><bdi>18,36\s€ im Monat</bdi>', public)
        assert state(page) == "outdated"

        overview(page).locator("a.button").click()
        expect(page.locator(".source-text ins")).to_contain_text(FIGURE)
        insert_figure(page, FIGURE)
        press(page, "[name=action-publish]", written=FIGURE)
        assert state(page) == "outdated"
        overview(page).locator("a.button").click()
        with page.expect_navigation():
            page.locator(".side-by-side__release button").click()
        assert state(page) == "current"
    assert "€18.36 per month" in office.portal.get(ENGLISH).text


def test_figure_that_is_not_verified_is_refused_and_the_text_is_kept(office):
    with office.at_work("reviewer") as page:
        overview(page).locator("td a").first.click()
        insert_figure(page, UNVERIFIED)
        expect(page.locator("dialog[open]")).to_be_visible()  # it is listed, but cannot be chosen
        page.keyboard.press("Escape")
        token = f"{{{{ fact:{UNVERIFIED} }}}}"
        write(page, token)
        press(page, "[name=action-publish]", written=UNVERIFIED)
        expect(page.locator(".error-message", has_text=UNVERIFIED).first).to_be_visible()
        expect(page.locator("[contenteditable=true]").first).to_contain_text(token)
    assert UNVERIFIED not in office.portal.get(GERMAN).text


def test_german_term_is_marked_by_its_button(office):
    with office.at_work("editor") as page:
        overview(page).locator("a.button").click()
        write(page, " Kontoauszug")
        for _ in "Kontoauszug":
            page.keyboard.press("Shift+ArrowLeft")
        page.locator("button[name=GERMAN_TERM]").first.dispatch_event("mousedown")
        expect(page.locator("[contenteditable=true]").first).to_contain_text("[[Kontoauszug]]")
