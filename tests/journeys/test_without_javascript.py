"""Everything on the public side without JavaScript: folds, menu, languages, search, map, forms, print view."""

import pytest

from .addresses import address

pytestmark = pytest.mark.journey


def path(page):
    return page.evaluate("location.pathname + location.search")


@pytest.fixture
def still(still_page):
    still_page.goto(address("article", "de"))
    return still_page


def test_menu_leads_to_the_three_phases_the_steps_the_towns_and_the_advice(still):
    menu = still.locator(".site-nav__list")
    assert not menu.is_visible()
    still.locator(".site-nav summary").click()
    first = menu.locator("a").evaluate_all("links => links.slice(0, 6).map(link => link.getAttribute('href'))")
    assert first == [
        "/de/planen/",
        "/de/ankommen/",
        "/de/leben/",
        "/de/schritt-fuer-schritt/",
        "/de/staedte/",
        "/de/ask/",
    ]
    menu.locator("a").nth(1).click()
    assert path(still) == "/de/ankommen/"


def test_only_one_of_the_two_folds_in_the_header_is_open(still):
    still.locator(".site-nav summary").click()
    still.locator(".language-switch summary").click()
    assert still.locator(".language-switch__list").is_visible()
    assert not still.locator(".site-nav__list").is_visible()


def test_language_switch_stays_on_the_page(still):
    still.locator(".language-switch summary").click()
    still.locator(".language-switch a[hreflang=ar]").click()
    assert path(still) == address("article", "ar")
    assert still.locator("html").get_attribute("dir") == "rtl"
    assert not still.locator(".notice--language").is_visible()


def test_page_that_is_missing_in_the_chosen_language_says_so(still):
    still.goto(address("news item", "de"))
    still.locator(".language-switch summary").click()
    still.locator(".language-switch a[hreflang=ar]").click()
    assert path(still) == address("news item", "ar")
    assert still.locator(".notice--language").is_visible()


def test_language_switch_keeps_what_was_searched(still):
    still.goto(address("search with results", "de"))
    still.locator(".language-switch summary").click()
    still.locator(".language-switch a[hreflang=en]").click()
    assert still.locator("input[type=search]").input_value() == "blaue karte gehalt"


def test_search_finds_the_blue_card_first(still):
    still.goto("/de/")
    still.locator("input[type=search]").fill("blaue karte gehalt")
    still.locator(".search-form button").click()
    assert still.locator(".result-item a").first.get_attribute("href") == address("article", "de")


def test_search_finds_a_town(still):
    still.goto("/en/search/?q=herne")
    assert still.locator("main .result-item a").first.get_attribute("href") == address("town", "en")


def test_a_town_is_chosen_from_the_folded_list_or_from_the_folded_map(still):
    still.goto("/de/")
    towns = still.locator(".city-list a", has_text="Herne")
    tile = still.locator(".hex-map a[href='/de/staedte/herne/']")
    assert (towns.is_visible(), tile.is_visible()) == (False, False)
    still.locator(".city-list summary").first.click()
    still.locator(".map-fold summary").click()
    assert (towns.is_visible(), tile.is_visible()) == (True, True)
    tile.click()
    assert path(still) == address("town", "de")


def test_groups_of_an_audience_are_folded_but_the_first(still):
    still.goto(address("audience", "de"))
    groups = still.locator("details.group")
    assert groups.count() > 2
    assert groups.evaluate_all("all => all.filter(group => group.open).length") == 1
    groups.nth(1).locator("summary").click()
    assert groups.nth(1).locator("a").first.is_visible()


def test_feedback_is_given_and_leads_back(still):
    still.locator(".page-tools__answers a").first.click()
    assert still.locator("select").input_value() == "yes"
    still.locator("textarea").fill("Wo finde ich die Liste der Berufe?")
    still.locator("form[method=post] button").click()
    assert still.locator("main h1").inner_text() == "Danke"
    still.locator("main .action-link").click()
    assert path(still) == address("article", "de")


def test_too_long_an_answer_is_kept_and_explained_beside_the_field(page):
    page.goto(address("feedback", "de"))
    page.evaluate("document.querySelector('textarea').removeAttribute('maxlength')")
    page.locator("textarea").fill("zu lang, " * 200)
    page.locator("form[method=post] button").click()
    page.locator(".form-errors a").click()
    assert page.evaluate("document.activeElement.id") == "id_comment"
    assert page.locator("textarea").input_value() == "zu lang, " * 200
    described = page.locator("textarea").get_attribute("aria-describedby").split()
    assert [page.locator(f"#{name}").is_visible() for name in described] == [True, True]


def test_print_view_leaves_out_what_paper_cannot_use_and_leads_back(still):
    still.locator(".page-actions a").first.click()
    assert path(still) == address("print view", "de")
    assert still.locator("h1").is_visible()
    unwanted = ".site-header__tools, .site-nav, .site-footer, .breadcrumbs, .ask-band, .page-tools, .page-actions"
    assert still.locator(unwanted).evaluate_all("all => all.filter(one => one.checkVisibility()).length") == 0
    assert still.locator("meta[name=robots]").get_attribute("content") == "noindex, follow"
    still.locator("main .action-link").first.click()
    assert path(still) == address("article", "de")
