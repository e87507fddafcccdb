"""Five tasks as newcomers try them: on a phone, and with the keyboard alone at 400 % zoom."""

import pytest

from .addresses import address
from .newcomers import LANGUAGES, TASKS, Way

pytestmark = pytest.mark.journey

AT_400_PERCENT = {"viewport": {"width": 320, "height": 256}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_on_a_phone(open_page, task, language):
    way = Way(open_page(locale=language), language)
    task(way)
    assert way.clicks <= TASKS[task], way.trail


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_with_the_keyboard_at_400_percent(open_page, task, language):
    way = Way(open_page(AT_400_PERCENT, locale=language), language, by_keyboard=True)
    task(way)
    assert way.clicks <= TASKS[task], way.trail


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "blaue karte gehalt"),
        ("de", "Wie viel muss ich für die Blaue Karte verdienen?"),
        ("en", "blue card salary"),
        ("en", "how much salary for blue card"),
        ("ar", "blue card"),
        ("ar", "Blaue Karte"),
    ],
)
def test_the_blue_card_is_the_first_thing_found(page, language, words):
    page.goto(f"/{language}/")
    page.locator("input[type=search]").fill(words)
    page.keyboard.press("Enter")
    first = page.locator("main .result-item a").first
    assert first.get_attribute("href") == address("article", language)


def test_what_is_found_is_shown_in_the_readers_language_where_it_exists_in_it(page):
    # Some of these pages are found by their German text only.
    page.goto("/en/search/?q=blue+card+salary")
    results = page.locator("main .result-item")
    assert results.count() > 3
    assert page.locator("main .result-item [lang]").count() == 0
