"""Links, tokens and figures: what a page names must be there, and a number must be referenced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from welcome_ruhr.foundation.nearest import meant
from welcome_ruhr.portal.content.page_kinds import meant_entry
from welcome_ruhr.portal.content.problems import Problem
from welcome_ruhr.portal.content.reading import PageFile

from .material import Content
from .wording import ADDRESS, TOKEN, figures_of, links_of, text_of

MONEY = re.compile(r"(?:€|EUR|Euro)\s*\d[\d.,]*|\d[\d.,]*\s*(?:€|EUR\b|Euro\b|euros?\b)", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-])")
COUNTS_SOMETHING_ELSE = re.compile(r"^::: notice.*$|^#.*$|§+ ?\w+|^\s*\d+\. ", re.MULTILINE)
"""Dates of notices, paragraphs of laws, numbers in headings and of steps."""


def links(content: Content) -> Iterator[Problem]:
    for file in content.files:
        for link in sorted(links_of(file) - content.entries):
            reason = f"There is no entry {link}.{meant_entry(link, content.entries)}"
            yield content.says(file, reason, words=link)


def figures(content: Content) -> Iterator[Problem]:
    for file in content.files:
        for key in sorted(figures_of(file)):
            rows = content.figures.get(key)
            if not rows:
                reason = f"There is no figure “{key}”.{meant(key, content.figures)}"
                yield content.says(file, reason, words=key, after=1)
            elif all(row["status"] == "unverified" for row in rows):
                yield content.says(file, f"The figure “{key}” is not verified and must not be printed.", words=key)


def tokens(content: Content) -> Iterator[Problem]:
    for file in content.files:
        for line in text_of(file).splitlines():
            rest = TOKEN.sub("", line)
            if "{{" in rest or "}}" in rest:
                reason = f"This is no complete token; write “{{{{ fact:key }}}}”: {line.strip()[:60]}"
                yield content.says(file, reason, words=line.strip()[:60])


def typed_money(content: Content) -> Iterator[Problem]:
    for file in content.files:
        for amount in MONEY.findall(ADDRESS.sub(" ", text_of(file))):
            reason = f"“{amount}” is typed; an amount of money is a figure: “{{{{ fact:… }}}}”."
            yield content.says(file, reason, words=amount)


def typed_numbers(content: Content) -> Iterator[Problem]:
    """A number beside a figure of the same page that has this value: it would stay when the figure changes."""
    for file in content.files:
        carried = {number: key for key in figures_of(file) for number in _written(content, key)}
        for number in sorted(_numbers_of(file) & set(carried)):
            reason = f"“{number}” is typed, and is a value of the figure “{carried[number]}”: write its token."
            yield content.says(file, reason, words=number, after=_end_of_front(file))


def _numbers_of(file: PageFile) -> set[str]:
    text = COUNTS_SOMETHING_ELSE.sub(" ", text_of(file).replace(file.front["title"], ""))
    return set(NUMBER.findall(ADDRESS.sub(" ", TOKEN.sub(" ", text))))


def _end_of_front(file: PageFile) -> int:
    return file.body_line if file.body else 0


def _written(content: Content, key: str) -> Iterator[str]:
    """Yield how the values of a figure would look if somebody typed them."""
    for row in content.figures.get(key, []):
        value = float(row["value"])
        yield from (f"{value:.2f}", f"{value:.2f}".replace(".", ","), f"{value:g}", f"{value:g}".replace(".", ","))
        if value.is_integer() and value >= 1000:
            whole = int(value)
            yield from (str(whole), f"{whole:,}", f"{whole:,}".replace(",", "."))
