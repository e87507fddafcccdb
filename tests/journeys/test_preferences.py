"""What a reader has set for the whole device is respected: less motion, own colours, paper."""

import io

import pytest
from PIL import Image

from tests.browsers import DESKTOP

from .addresses import address

pytestmark = pytest.mark.journey

SEEN = (".wordmark__mark", ".task .tile", ".button--primary", ".hex-map", ".hero__skyline svg", ".site-header")
MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
  const style = getComputedStyle(one);
  const lasts = value => Math.max(...value.split(',').map(parseFloat)) > 0;
  return lasts(style.transitionDuration) || (style.animationName !== 'none' && lasts(style.animationDuration));
}).length"""


@pytest.mark.parametrize(("wish", "still"), [("reduce", True), ("no-preference", False)])
def test_nothing_moves_when_less_motion_is_asked_for(open_page, wish, still):
    page = open_page(DESKTOP, reduced_motion=wish)
    page.goto("/gallery/")
    assert (page.evaluate(MOVING) == 0) is still


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_the_readers_own_colours_every_tile_and_button_is_seen(open_page, scheme):
    page = open_page(DESKTOP, forced_colors="active", color_scheme=scheme)
    page.goto("/de/")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    for place in SEEN:
        picture = Image.open(io.BytesIO(page.locator(place).first.screenshot())).convert("L")
        darkest, lightest = picture.getextrema()
        assert lightest - darkest > 120, f"{place} can hardly be seen"
    ring, tile = page.locator(".hex-map a").first.evaluate(
        "tile => ['', '::before'].map(part => getComputedStyle(tile, part).backgroundColor)"
    )
    assert ring != tile


def test_paper_shows_the_text_and_no_navigation(page):
    page.goto(address("article", "de"))
    page.emulate_media(media="print")
    unwanted = ".site-header__tools, .site-nav, .site-footer, .breadcrumbs, .ask-band, .page-tools, .page-actions"
    assert page.locator(unwanted).evaluate_all("all => all.filter(one => one.checkVisibility()).length") == 0
    assert page.locator("h1").is_visible()
    assert page.locator(".figure-table").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    link = page.locator(".page-meta a[href^=http]").first
    assert "http" in link.evaluate("link => getComputedStyle(link, '::after').content")


def test_paper_is_white_for_those_who_read_in_the_dark(open_page):
    page = open_page(color_scheme="dark")
    page.goto(address("article", "de"))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
