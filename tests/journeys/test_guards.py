"""What the browser fixtures promise: they see what no page of ours may do, and the public pages do none of it."""

import pytest

from tests.browsers import DESKTOP, Watch

pytestmark = pytest.mark.journey

PAGES = ["/de/", "/en/", "/de/nichts-dergleichen/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_page_sets_no_cookie_and_is_accessible(open_page, axe, cookies, path, scheme):
    page = open_page(color_scheme=scheme)
    page.goto(path)
    assert cookies(page) == []
    assert axe(page) == []


def test_page_is_read_without_javascript(still_page):
    still_page.goto("/de/")
    assert still_page.locator("h1").count() == 1
    assert still_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_request_to_another_host_is_seen_and_goes_nowhere(browser, live_portal):
    watch = Watch()
    page = browser.new_context(**DESKTOP).new_page()
    watch.look_at(page)
    page.goto(live_portal.url)
    answer = page.evaluate("fetch('https://example.org/pixel.gif').then(() => 'reached', () => 'not reached')")
    page.context.close()
    assert answer == "not reached"
    assert watch.policy_violations
    assert watch.script_errors == []


def test_a_picture_of_another_host_is_seen_where_no_policy_forbids_it(browser):
    watch = Watch()
    page = browser.new_context(**DESKTOP).new_page()
    watch.look_at(page)
    page.set_content("<img src='https://example.org/pixel.gif' alt=''>")
    page.context.close()
    assert watch.foreign_requests == ["https://example.org/pixel.gif"]


def test_a_script_error_is_seen(browser):
    watch = Watch()
    page = browser.new_context(**DESKTOP).new_page()
    watch.look_at(page)
    page.set_content("<script>throw new Error('broken')</script>")
    page.context.close()
    assert watch.script_errors == ["broken"]


def test_an_inaccessible_page_is_seen(page, axe):
    page.goto("/de/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.ico\">')")
    [sentence] = axe(page)
    assert "image-alt (critical)" in sentence


def test_wrong_html_is_seen_and_named(nu):
    good = '<!doctype html><html lang="en"><title>Good</title><p>Text</p></html>'
    [sentence] = nu({"/good/": good, "/bad/": good.replace("<p>", "<p><table>")[:-7]})[:1]
    assert sentence.startswith("/bad/:1: error: ")
