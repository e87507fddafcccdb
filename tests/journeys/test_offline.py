"""A page kept on the device: read without the internet, listed, deleted; and nothing before the reader asks."""

import pytest

from .addresses import address

pytestmark = pytest.mark.journey

KEEP = "[data-keep-offline] button >> nth=0"
REMOVE = "[data-keep-offline] button >> nth=1"
WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
CACHES = "caches.keys()"


def keep(page, path):
    page.goto(path)
    page.locator(KEEP).click()
    page.locator(REMOVE).wait_for()


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_kept_page_is_read_without_the_internet(open_page, axe, language):
    page = open_page()
    path = address("article", language)
    keep(page, path)
    title = page.locator("h1").inner_text()
    assert page.locator(".notice [data-moment]").count() == 0
    page.context.set_offline(True)
    page.goto(path)
    assert page.locator("h1").inner_text() == title
    banner = page.locator("main > :first-child .notice")
    assert banner.is_visible()
    assert banner.locator("[data-moment]").inner_text() != ""
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(REMOVE).is_visible()
    page.context.set_offline(False)
    assert axe(page) == []


def test_page_that_is_not_kept_leads_to_the_list_of_those_that_are(open_page):
    page = open_page()
    keep(page, address("article", "de"))
    title = page.locator("h1").inner_text()
    page.context.set_offline(True)
    page.goto("/de/suche-nichts/")
    page.locator("[data-items] a").wait_for()
    assert page.locator("[data-items] a").all_inner_texts() == [title]


def test_kept_page_is_fresh_as_soon_as_there_is_a_network(open_page):
    page = open_page()
    path = address("journey", "de")
    keep(page, path)
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    assert page.locator("main > :first-child .notice [data-moment]").count() == 0


def test_everything_is_deleted_at_one_tap(open_page, cookies):
    page = open_page()
    keep(page, address("article", "de"))
    keep(page, address("journey", "de"))
    page.goto("/de/offline/")
    page.locator("[data-items] a").first.wait_for()
    assert page.locator("[data-items] a").count() == 2
    page.locator("[data-delete-all] button").click()
    page.locator("[data-empty]").wait_for()
    assert page.evaluate(CACHES) == []
    assert page.evaluate(WORKERS) == 0
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert cookies(page) == []


def test_one_page_is_given_up_with_all_it_needed(page):
    keep(page, address("article", "de"))
    page.locator(REMOVE).click()
    page.locator(KEEP).wait_for()
    assert page.evaluate("document.activeElement.textContent.trim()") == page.locator(KEEP).inner_text().strip()
    assert page.evaluate(CACHES) == []
    assert page.evaluate(WORKERS) == 0


@pytest.mark.parametrize("name", ["article", "journey"])
def test_nothing_is_kept_and_nothing_runs_before_the_reader_asks(page, name):
    page.goto(address(name, "de"))
    page.locator(KEEP).wait_for()
    assert page.evaluate(CACHES) == []
    assert page.evaluate(WORKERS) == 0


def test_page_that_could_not_be_fetched_is_not_kept_and_the_reader_is_told(page):
    page.goto(address("article", "de"))
    page.locator(KEEP).wait_for()
    page.context.set_offline(True)
    page.locator(KEEP).click()
    page.wait_for_function("document.querySelector('[data-keep-offline] [role=status]').textContent !== ''")
    assert page.locator(KEEP).is_visible()
    assert page.evaluate(CACHES) == []


def test_a_copy_at_hand_is_shown_when_the_network_hangs(open_page):
    page = open_page()
    path = address("article", "de")
    keep(page, path)
    # What the page asks goes to the worker; what the worker asks never comes back.
    page.context.route("**/*", lambda route: None if route.request.service_worker else route.continue_())
    page.goto(path)
    assert page.locator("main > :first-child .notice [data-moment]").is_visible()
    page.context.unroute_all(behavior="ignoreErrors")


def test_without_javascript_nothing_is_promised(still_page):
    still_page.goto(address("article", "de"))
    assert not still_page.locator("[data-keep-offline]").is_visible()
    assert not still_page.locator("[data-read-aloud]").is_visible()
    still_page.goto("/de/offline/")
    assert still_page.locator("[data-unable]").is_visible()
    assert not still_page.locator("[data-kept-pages]").is_visible()


def test_staff_pages_are_never_touched(open_page):
    page = open_page()
    keep(page, address("article", "de"))
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/account/login/")
