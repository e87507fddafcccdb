"""With the keyboard alone: the order is that of the page, and one always sees where one is."""

import pytest

from tests.browsers import DESKTOP

from .addresses import address

pytestmark = pytest.mark.journey

PAGES = ["home", "article", "town", "feedback"]
# One number for every element that can be reached, in the order of the page.
NUMBER = """() => {
  const all = document.querySelectorAll('a[href], button, input, select, textarea, summary');
  [...all].filter(one => one.checkVisibility({visibilityProperty: true}))
    .forEach((one, n) => one.setAttribute('data-stop', n));
}"""
HERE = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const ring = one.matches('.hex-map a') ? style.backgroundColor : '';
  const shown = ring ? ring !== getComputedStyle(one, '::before').backgroundColor
    : style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {stop: +one.dataset.stop, shown, inSight, name: one.textContent.trim().slice(0, 40) || one.outerHTML};
}"""


def stops(page):
    """Press Tab from the top of the page to its end; return where it led."""
    page.evaluate(NUMBER)
    found = []
    while len(found) < 400:
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None or (found and here["stop"] == found[0]["stop"]):
            return found
        found.append(here)
    raise AssertionError("Tab goes on for ever")


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_tab_follows_the_page_and_shows_where_it_is(open_page, name, language):
    page = open_page(DESKTOP, locale=language)
    page.goto(address(name, language))
    # "Keep for offline" appears once its script has looked at what is kept.
    page.wait_for_function("document.querySelector('[data-keep-offline][hidden]') === null")
    found = stops(page)
    assert [here["stop"] for here in found] == list(range(len(found)))
    assert len(found) == page.locator("[data-stop]").count() > 20
    assert [here["name"] for here in found if not (here["shown"] and here["inSight"])] == []


def test_first_stop_leads_past_the_header(desktop_page):
    page = desktop_page
    page.goto(address("article", "de"))
    skip = page.locator(".skip")
    page.keyboard.press("Tab")
    assert skip.evaluate("one => one === document.activeElement && one.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_menu_and_languages_open_with_the_keyboard(page):
    page.goto("/de/")
    page.locator(".language-switch summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hreflang") == "de"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/")
