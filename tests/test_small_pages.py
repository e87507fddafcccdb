"""The first view of a page goes into the first window of a connection: ten packets (RFC 6928)."""

import gzip
import http.client
import re
import time
from dataclasses import dataclass
from http import HTTPStatus

import brotli
import pytest
from bs4 import BeautifulSoup

from .journeys.addresses import LANGUAGES, PLACES, address

MOST_BYTES = 14_600
PRESSED = 0.96  # the best compression saves 8 to 12 % of what the quick one leaves
LINE_STARTS = re.compile(rb"\n\s+")
# Easy German has pages of its own.
EASY_ARTICLE = "/de-simple/so-finden-sie-etwas/"
CLASS = re.compile(r"\.(-?[a-z][\w-]*)")


@dataclass(frozen=True)
class Fetched:
    text: str
    compressed: int
    head: int
    """bytes of status line and headers"""


@pytest.fixture(scope="module")
def fetch(live_portal):
    """`fetch(path)` asks as a browser does, and follows the one redirect to an address in the reader's language."""

    def ask(path):
        connection = http.client.HTTPConnection("127.0.0.1", live_portal.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "br, gzip"})
            response = connection.getresponse()
            if 300 <= response.status < 400:
                return ask(response.getheader("Location"))
            return fetched(response)
        finally:
            connection.close()

    return ask


def fetched(response):
    lines = [f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in response.getheaders()]
    body = response.read()
    coding = response.getheader("Content-Encoding")
    plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)(body)
    compressed = len(body) if coding == "br" else as_stored(plain)
    return Fetched(plain.decode(), compressed, sum(len(line) + 2 for line in lines) + 2)


def as_stored(html):
    """How many bytes a page has that the store compresses in passing; later it may do better."""
    squeezed = LINE_STARTS.sub(b"\n", html)
    return len(brotli.compress(squeezed, mode=brotli.MODE_TEXT, quality=5, lgwin=22))


def stylesheets(page):
    return [link["href"] for link in BeautifulSoup(page.text, "html.parser").select('link[rel="stylesheet"]')]


def pressed(fetch, path):
    """A page once the store has made it as small as it can: behind the first reader, and on a busy machine late."""
    page = fetch(path)
    until = time.monotonic() + 20
    while page.compressed > PRESSED * as_stored(page.text.encode()) and time.monotonic() < until:
        time.sleep(0.1)
        page = fetch(path)
    return page


def weight(fetch, path):
    """Bytes of a page with its stylesheets and all headers."""
    page = pressed(fetch, path)
    return sum(one.compressed + one.head for one in [page, *map(fetch, stylesheets(page))])


def first_views(language):
    article = EASY_ARTICLE if language == "de-simple" else address("article", language)
    return [f"/{language}/", article]


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_view_goes_into_the_first_window(fetch, language):
    weights = {path: weight(fetch, path) for path in first_views(language)}
    assert {path: bytes_ for path, bytes_ in weights.items() if bytes_ > MOST_BYTES} == {}


def test_scripts_wait_until_the_page_is_there_and_home_has_only_the_one_that_suggests(fetch):
    for path in first_views("de"):
        scripts = BeautifulSoup(fetch(path).text, "html.parser").select("script[src]")
        assert {script.get("type") for script in scripts} <= {"module"}
    [suggesting] = BeautifulSoup(fetch("/de/").text, "html.parser").select("script[src]")
    assert suggesting["src"].startswith("/static/design/search.")


def rules(css):
    """The classes each selector of a stylesheet needs: a set of sets."""
    css = re.sub(r'"[^"]*"', "", css)
    while (without := re.sub(r"\([^()]*\)", "", css)) != css:  # alternatives inside :is() and :has()
        css = without
    selectors = (one for found in re.findall(r"([^{}]+){", css) for one in found.split(","))
    return {frozenset(CLASS.findall(selector)) for selector in selectors if "." in selector}


@pytest.fixture(scope="module")
def every_rule(fetch):
    """What all stylesheets know; the gallery loads them all."""
    return set().union(*(rules(fetch(href).text) for href in stylesheets(fetch("/gallery/")) if "gallery" not in href))


@pytest.mark.parametrize("page_type", PLACES)
def test_page_loads_every_rule_that_is_about_it(fetch, every_rule, page_type):
    page = fetch(address(page_type, "de"))
    classes = {
        word for element in BeautifulSoup(page.text, "html.parser").select("[class]") for word in element["class"]
    }
    loaded = set().union(*(rules(fetch(href).text) for href in stylesheets(page)))
    assert {need for need in every_rule - loaded if need <= classes} == set()
