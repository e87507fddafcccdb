import re

import pytest

from .rooms import PACKAGE

INLINE = {
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script without an address": re.compile(
        r"<script\b(?![^>]*\ssrc=)(?![^>]*\stype=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "script address": re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
}
# In {% … %} and {{ … }} a > or an on… is Django's.
DJANGO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def inline_parts(source):
    """Return the kinds of inline style and script in a template; the content security policy would block each."""
    text = DJANGO.sub("", COMMENT.sub("", source))
    return [name for name, pattern in INLINE.items() if pattern.search(text)]


def templates():
    return sorted(path for path in PACKAGE.rglob("templates/**/*.html"))


def test_no_template_holds_inline_style_or_script():
    found = {path.relative_to(PACKAGE).as_posix(): inline_parts(path.read_text()) for path in templates()}
    assert len(found) > 20
    assert {name: parts for name, parts in found.items() if parts} == {}


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("<style>p{}</style>", "style element"),
        ('<p {% if x > 1 %}class="a"{% endif %} style="color:red">', "style attribute"),
        ('<button\n onclick="go()">', "event attribute"),
        ("<script>go()</script>", "script without an address"),
        ('<a href="javascript:go()">', "script address"),
    ],
)
def test_inline_style_or_script_would_be_found(source, part):
    assert inline_parts(source) == [part]


def test_scripts_with_an_address_and_data_are_no_inline_scripts():
    assert inline_parts('<script type="module" src="a.js"></script>') == []
    assert inline_parts('<script type="application/ld+json">{}</script>') == []
