"""Tokens in running text: `{{ fact:key }}` is filled in when a page is shown, `[[Anmeldung]]` is a German term.

A token is plain text, so that it survives every editor, translator and export. Which kinds of token
there are is not known here: a room registers a `TokenSource` for its prefix.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

TOKEN = re.compile(r"\{\{\s*(?P<prefix>[a-z]+):(?P<key>[a-z0-9_-]+)\s*\}\}")
MALFORMED = re.compile(r"\{\{(?!\s*[a-z]+:[a-z0-9_-]+\s*\}\}).{0,40}")
TERM = re.compile(r"\[\[(?P<term>[^\[\]<>{}]+)\]\]")


@dataclass(frozen=True)
class TokenSource:
    """How one prefix is printed and checked.

    `as_html(key, language)` and `as_text(key, language)` print a token; `problem(key)` says in one
    sentence why a page with this token must not be published, or returns an empty string;
    `objects(keys)` names the database rows behind the keys, so that uses can be listed.
    """

    as_html: Callable[[str, str], SafeString]
    as_text: Callable[[str, str], str]
    problem: Callable[[str], str]
    objects: Callable[[list[str]], Iterable[Model]] = lambda keys: ()


_sources: dict[str, TokenSource] = {}


def register(prefix: str, source: TokenSource) -> None:
    _sources[prefix] = source


def found(text: str) -> Iterator[tuple[str, str]]:
    """Yield (prefix, key) of every token in `text`, in order."""
    for match in TOKEN.finditer(text):
        yield match["prefix"], match["key"]


def problems(text: str) -> list[str]:
    """Say, in one sentence each, what keeps a page with this text from being published."""
    sentences = [
        _("“%(text)s” is not a complete token. Write it as {{ fact:key }}.") % {"text": match[0].strip()}
        for match in MALFORMED.finditer(text)
    ]
    for prefix, key in dict.fromkeys(found(text)):
        source = _sources.get(prefix)
        problem = (
            source.problem(key) if source else _("There is no kind of token called “%(name)s”.") % {"name": prefix}
        )
        if problem:
            sentences.append(problem)
    return sentences


def objects(text: str) -> Iterator[Model]:
    """Yield the database rows that the tokens of `text` stand for."""
    keys: dict[str, list[str]] = {}
    for prefix, key in found(text):
        keys.setdefault(prefix, []).append(key)
    for prefix, wanted in keys.items():
        if source := _sources.get(prefix):
            yield from source.objects(wanted)


def in_html(html: str, language: str) -> SafeString:
    """Fill the tokens of `html`, which must be safe already; what is filled in is escaped."""
    if "{{" not in html and "[[" not in html:
        return mark_safe(html)  # noqa: S308 — the input is safe

    def fill(match: re.Match[str]) -> str:
        source = _sources.get(match["prefix"])
        return source.as_html(match["key"], language) if source else escape(match[0])

    def term(match: re.Match[str]) -> str:
        return f'<bdi class="term" lang="de">{match["term"]}</bdi>'

    return mark_safe(TERM.sub(term, TOKEN.sub(fill, html)))  # noqa: S308 — the input is safe, tokens are escaped


def in_text(text: str, language: str) -> str:
    """Fill the tokens of plain text, for titles and descriptions."""
    if "{{" not in text and "[[" not in text:
        return text

    def fill(match: re.Match[str]) -> str:
        source = _sources.get(match["prefix"])
        return source.as_text(match["key"], language) if source else match[0]

    return TERM.sub(r"\g<term>", TOKEN.sub(fill, text))


def as_safe_html(text: str, language: str) -> SafeString:
    """Escape plain text and fill its tokens."""
    return in_html(conditional_escape(text), language)
