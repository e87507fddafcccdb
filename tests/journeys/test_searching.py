"""From a misspelt question to the right page, and from a hopeless one to somebody who helps."""

import re

import pytest

from .addresses import address

pytestmark = pytest.mark.journey

MISSPELT = {
    "en": "how do i regsiter my adress",
    "ar": "تسجبل السكن وين",
    "uk": "як зареєструвати адерсу",
}
HOPELESS = "xyzzyqq"
each_language = pytest.mark.parametrize("language", MISSPELT)


def results(page):
    return page.locator("main .result-item a")


def said(page):
    return page.locator("[data-search-said]").text_content()


def ways_on(page):
    """Where a page without results leads, by address."""
    links = page.locator("[data-search-results] a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return {href.split("/", 2)[2] for href in links}


def fill(page, language, words):
    page.goto(f"/{language}/search/")
    page.locator("input[type=search]").fill(words)


@each_language
def test_misspelt_question_leads_to_the_page_without_a_script(still_page, language):
    fill(still_page, language, MISSPELT[language])
    still_page.locator(".search-form__button").click()
    assert still_page.locator("[data-search-count]").is_visible()
    results(still_page).first.click()
    assert still_page.evaluate("location.pathname") == address("article in a journey", language)


@each_language
def test_misspelt_question_leads_to_the_page_while_it_is_typed(open_page, language):
    page = open_page(locale=language)
    fill(page, language, MISSPELT[language])
    results(page).first.wait_for()
    assert re.search(r"\d|[٠-٩]", said(page))
    assert "q=" in page.evaluate("location.search")
    results(page).first.click()
    page.wait_for_url(f"**{address('article in a journey', language)}")


@each_language
def test_correction_is_said_and_can_be_refused(still_page, language):
    fill(still_page, language, MISSPELT[language])
    still_page.keyboard.press("Enter")
    still_page.locator(".search-meant a").click()
    assert "exact=yes" in still_page.evaluate("location.search")
    assert still_page.locator(".search-meant").count() == 0


@each_language
def test_hopeless_question_leads_to_the_towns_offices_and_to_advice_without_a_script(still_page, language):
    fill(still_page, language, HOPELESS)
    still_page.keyboard.press("Enter")
    still_page.locator(".empty-state").wait_for()
    assert {"find-office/", "ask/"} <= ways_on(still_page)
    still_page.locator("[data-search-results] .empty-state a").click()
    assert still_page.evaluate("location.pathname") == address("asking", language)


@each_language
def test_hopeless_question_is_said_to_have_no_result_while_it_is_typed(open_page, language):
    page = open_page(locale=language)
    fill(page, language, HOPELESS)
    page.locator(".empty-state").wait_for()
    assert HOPELESS in said(page)
    assert {"find-office/", "ask/"} <= ways_on(page)


@each_language
def test_suggestion_is_chosen_with_the_keyboard(open_page, language):
    page = open_page(locale=language)
    page.goto(f"/{language}/")
    field = page.locator("input[type=search]")
    field.press_sequentially(MISSPELT[language].split()[0] if language == "ar" else MISSPELT[language])
    options = page.locator("[role=option]")
    options.first.wait_for()
    field.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    href = chosen.get_attribute("data-href")
    field.press("Enter")
    page.wait_for_url(f"**{href}")


def test_what_was_typed_and_looked_at_is_told_once(open_page):
    page = open_page(locale="en")
    told = []
    page.on("request", lambda request: request.method == "POST" and told.append(request.url.rsplit("/", 2)[1]))
    page.goto("/en/search/?q=visa")
    page.locator("input[type=search]").press_sequentially(" for studies")
    page.wait_for_timeout(3_000)
    assert told == ["asked"]
    results(page).first.click()
    page.wait_for_url(lambda address: "/search/" not in address)
    assert told == ["asked", "followed"]


def test_suggestions_are_closed_with_escape_and_the_words_stay(open_page):
    page = open_page(locale="en")
    page.goto("/en/")
    field = page.locator("input[type=search]")
    field.press_sequentially("child")
    page.locator("[role=option]").first.wait_for()
    field.press("Escape")
    assert page.locator("[role=option]").count() == 0
    assert (field.input_value(), field.get_attribute("aria-expanded")) == ("child", "false")


def test_results_are_narrowed_by_topic_without_a_script(still_page):
    still_page.goto("/en/search/?q=visa")
    still_page.locator(".search-form__filters summary").click()
    still_page.locator("select[name=topic]").select_option("study")
    still_page.locator(".search-form__button").click()
    links = results(still_page).evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links
    assert all(href.startswith("/en/study/") for href in links)
    assert still_page.locator(".search-form__filters").get_attribute("open") is not None


def test_empty_search_offers_what_is_asked_most(still_page):
    still_page.goto("/en/search/")
    assert still_page.locator(".task").count() == 3
