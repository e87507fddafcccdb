"""Texts of a flow as HTML in the reader's language, or in the one that stands in for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from welcome_ruhr.design import tokens
from welcome_ruhr.foundation.fields import text_and_language_in
from welcome_ruhr.portal.content.markdown import REFERENCE, parser
from welcome_ruhr.selfcheck.links import page_links

from .parts import Texts

MD = parser()


@dataclass(frozen=True)
class Worded:
    """A text, and its language where that is not the reader's."""

    html: SafeString
    lang: str

    @property
    def marked(self) -> SafeString:
        """The text with its language beside it, for where only a text can stand."""
        return format_html('<bdi lang="{}">{}</bdi>', self.lang, self.html) if self.lang and self.html else self.html


def line(texts: Texts, language: str) -> Worded:
    """Return a text of one line, its figures filled in."""
    text, found = text_and_language_in(texts, language)
    return Worded(tokens.as_safe_html(text, found), _other(found, language))


def running_text(texts: Texts, language: str) -> Worded:
    """Return Markdown as HTML, its figures filled in; a link to a page that is not public becomes plain text."""
    text, found = text_and_language_in(texts, language)
    parsed = MD.parse(text)
    for token in parsed:
        if token.children:
            token.children = _with_addresses(token.children, language)
    html = str(MD.renderer.render(parsed, MD.options, {})).strip()
    return Worded(tokens.in_html(html, found), _other(found, language))


def plain(texts: Texts, language: str) -> str:
    """Return a text without any markup, for the title of the window."""
    text, found = text_and_language_in(texts, language)
    return tokens.in_text(text, found)


def _with_addresses(children: list[Token], language: str) -> list[Token]:
    """Lead links such as `article:eu-blue-card` to the page as the reader meets it."""
    kept = []
    is_plain = False
    for child in children:
        if child.type == "link_open" and REFERENCE.match(reference := str(child.attrGet("href"))):
            link = next(iter(page_links([reference], language)), None)
            is_plain = link is None
            child.attrs = {"href": link.href} if link else {}
        if not (is_plain and child.type.startswith("link_")):
            kept.append(child)
        if child.type == "link_close":
            is_plain = False
    return kept


def _other(found: str, language: str) -> str:
    return found if found != language else ""
