"""Notices of changes: what they concern is there, and their words keep the rules of a page."""

from __future__ import annotations

from collections.abc import Iterator

from welcome_ruhr.foundation.nearest import meant
from welcome_ruhr.portal.content.front_matter import load_yaml
from welcome_ruhr.portal.content.notices import FILE, read_notices
from welcome_ruhr.portal.content.page_kinds import meant_entry
from welcome_ruhr.portal.content.places import line_of_text
from welcome_ruhr.portal.content.problems import BadFile, Problem
from welcome_ruhr.portal.content.reading import read_text

from .material import Content
from .reference_rules import MONEY
from .wording import TOKEN

BOTH = {"de", "en"}


def notices(content: Content) -> Iterator[Problem]:
    try:
        rows = read_notices(content.folder)
    except BadFile as error:
        yield Problem(FILE, error.line, error.reason)
        return
    topics = _topics(content)
    for row, line in rows:
        for name in [*row["concerns"], *([row["more"]] if row.get("more") else [])]:
            kind, _colon, own_id = name.partition(":")
            if kind == "legal_basis" and own_id not in content.legal_bases:
                hint = meant(own_id, content.legal_bases)
                yield _at(content, line, name, f"There is no legal basis “{own_id}”.{hint}")
            elif kind != "legal_basis" and name not in content.entries | topics:
                yield _at(content, line, name, f"There is no entry {name}.{meant_entry(name, content.entries)}")
        for language, text in {**row["headings"], **row["texts"]}.items():
            yield from _words(content, line, language, text)
        if missing := BOTH - set(row["texts"]):
            yield Problem(FILE, line, f"This notice has no text in {', '.join(sorted(missing))}.")


def _words(content: Content, line: int, language: str, text: str) -> Iterator[Problem]:
    for prefix, key in TOKEN.findall(text):
        if prefix == "fact" and key not in content.figures:
            yield _at(content, line, key, f"There is no figure “{key}”.{meant(key, content.figures)}")
    for amount in MONEY.findall(text):
        reason = f"“{amount}” is typed ({language}); an amount of money is a figure: “{{{{ fact:… }}}}”."
        yield _at(content, line, amount, reason)


def _at(content: Content, line: int, words: str, reason: str) -> Problem:
    return Problem(FILE, line_of_text(read_text(content.folder / FILE), words, after=line - 1), reason)


def _topics(content: Content) -> set[str]:
    path = content.folder / "vocabulary.yaml"
    terms = load_yaml(read_text(path)).get("topics") or [] if path.exists() else []
    return {f"topic:{term['id']}" for term in terms if isinstance(term, dict) and "id" in term}
