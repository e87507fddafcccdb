"""Every page type in every language of the interface, as a browser shows it."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from . import looking
from .addresses import AT_ONCE, LANGUAGES, PLACES, address

pytestmark = pytest.mark.journey

NARROWEST = 320  # CSS px: a desktop of 1280 px at 400 % zoom
PHONE = 360
DESKTOP = 1280


def at(path_in):
    return lambda page, language: page.goto(path_in(language))


def open_apology(page, language):
    """The page for a fault of our own, which no address of a healthy portal shows."""
    with override(language):
        html = render_to_string("design/error.html")
    page.route("**/fault/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8", status=500))
    page.goto(f"/{language}/fault/")
    page.unroute("**/fault/")


def open_form_with_errors(page, language):
    page.goto(address("feedback", language))
    page.evaluate("document.querySelector('textarea').removeAttribute('maxlength')")
    page.locator("textarea").fill("a" * 1001)
    page.locator("form[method=post] button").click()
    page.locator(".form-errors").wait_for()


def open_thanks(page, language):
    page.goto(address("feedback", language))
    page.locator("form[method=post] button").click()
    page.locator("form[method=post]").wait_for(state="detached")


OPENINGS = {name: at(lambda language, name=name: address(name, language)) for name in PLACES} | {
    "feedback with errors": open_form_with_errors,
    "feedback sent": open_thanks,
    "apology": open_apology,
    "sign-in": at(lambda language: "/account/login/"),
    "gallery": at(lambda language: "/gallery/"),
}
# Its samples lead nowhere, and show parts that stand for a page's head.
SAMPLES_ONLY = {"gallery"}
# Staff sign in there: it keeps a session.
WITH_COOKIES = {"sign-in"}


# It shows both directions of writing, whatever the reader's language, and takes long.
IN_ONE_LANGUAGE = {"gallery"}


# Colours and folds are the same in every language.
IN_THE_DARK = "en"


def look_at(page, name, language, axe):
    """Complaints by kind about the page shown; folds stay open, size and light are set back."""
    found = {
        "structure": [] if name in SAMPLES_ONLY else looking.structure(page),
        "targets": [] if name in SAMPLES_ONLY else looking.small_targets(page),
        "axe": axe(page),
    }
    looking.unfold(page)
    found["targets"] += [] if name in SAMPLES_ONLY else looking.small_targets(page)
    found["width"] = [*looking.sideways(page, NARROWEST), *looking.sideways(page, PHONE)]
    page.emulate_media(color_scheme="dark")
    found["width"] += looking.sideways(page, DESKTOP, 800)
    found["axe in the dark"] = axe(page) if language == IN_THE_DARK or name in IN_ONE_LANGUAGE else []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": PHONE, "height": 740})
    return found


def openings(language):
    return {name: opening for name, opening in OPENINGS.items() if language == "de" or name not in IN_ONE_LANGUAGE}


@pytest.fixture(scope="module")
def looks(request, long_page, axe):
    """Page type → complaints by kind, and the HTML and cookies that came with the page; in one language."""
    language, found, answers = request.param, {}, []
    page = long_page(locale=language)
    page.on("response", lambda answer: answer.request.is_navigation_request() and answers.append(answer))
    for name, opening in openings(language).items():
        opening(page, language)
        html = answers[-1].text()
        cookies = [cookie["name"] for cookie in page.context.cookies()]
        page.context.clear_cookies()
        found[name] = look_at(page, name, language, axe) | {"html": html, "cookies": cookies}
    page.context.close()
    return found


def complaints(looks, kind):
    return {name: look[kind] for name, look in looks.items() if look[kind]}


IN_EACH_LANGUAGE = [
    pytest.param(language, marks=[] if language in AT_ONCE else pytest.mark.slow, id=language) for language in LANGUAGES
]
each_language = pytest.mark.parametrize("looks", IN_EACH_LANGUAGE, indirect=True, scope="module")


@each_language
def test_no_accessibility_rule_is_broken_on_a_phone(looks):
    assert complaints(looks, "axe") == {}


@each_language
def test_no_accessibility_rule_is_broken_in_the_dark_on_a_desktop_with_every_fold_open(looks):
    assert complaints(looks, "axe in the dark") == {}


@each_language
def test_no_page_has_to_be_moved_sideways(looks):
    assert complaints(looks, "width") == {}


@each_language
def test_headings_landmarks_and_pointers_are_in_order(looks):
    assert complaints(looks, "structure") == {}


@each_language
def test_whatever_is_tapped_is_large_enough(looks):
    assert complaints(looks, "targets") == {}


@each_language
def test_no_page_sets_a_cookie_but_the_staffs(looks):
    assert set(complaints(looks, "cookies")) <= WITH_COOKIES


@each_language
def test_html_is_valid(looks, nu):
    assert nu({name: look["html"] for name, look in looks.items()}) == []


def test_what_is_wrong_would_be_found(long_page):
    page = long_page()
    page.goto("/de/")
    page.evaluate("""document.querySelector('main').insertAdjacentHTML('beforeend',
        '<h1>Again</h1><h5>Deep</h5><nav></nav><a href="#nowhere" class="button">x</a>'
        + '<table><tr><td><nobr>' + 'wide'.repeat(99))""")
    assert [re.sub(r" \d+ |: .*", " ", sentence).strip() for sentence in looking.structure(page)] == [
        "headings of level 1",
        "heading skips a level",
        "a navigation without a name",
        "a link to nowhere on the page",
    ]
    assert looking.sideways(page, PHONE)[0].endswith(("TABLE ", "TD ", "TBODY ", "TR ", "NOBR "))
    page.evaluate("document.querySelector('.site-header summary').style.setProperty('min-block-size', '20px')")
    assert looking.small_targets(page) != []
