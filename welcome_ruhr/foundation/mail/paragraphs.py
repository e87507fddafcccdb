"""What somebody wrote, as a mail carries it: each paragraph in its own direction, links that can be followed.

Mail programs that show plain text take the direction of a line from its first letter: "BAMF: …" in an Arabic letter
would run from left to right. An invisible mark before it says which way it runs (Unicode UAX 9, rule P2).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from welcome_ruhr.foundation import languages

RIGHT_TO_LEFT_MARK = "\N{RIGHT-TO-LEFT MARK}"
RIGHT_TO_LEFT = ("R", "AL")
STRONG = ("L", *RIGHT_TO_LEFT)
LINK = re.compile(r"https?://[^\s<>\"'„“”‚‘’«»]+", re.IGNORECASE)
AFTER_A_LINK = ".,;:!?،؛؟…*_"
BRACKETS = {")": "(", "]": "["}


@dataclass(frozen=True)
class Paragraph:
    direction: str
    """ "rtl" or "ltr" """
    html: SafeString


def direction_of(text: str, language: str) -> str:
    """Return "rtl" or "ltr" for a piece of a text in some language.

    In a language written from right to left, whatever holds a letter of it runs that way; elsewhere the first one says.
    """
    strong = [kind for sign in text if (kind := unicodedata.bidirectional(sign)) in STRONG]
    if languages.direction(language) == "rtl":
        return "ltr" if strong and not set(strong) & set(RIGHT_TO_LEFT) else "rtl"
    return "rtl" if strong and strong[0] in RIGHT_TO_LEFT else "ltr"


def in_direction(text: str, language: str) -> str:
    """Return a plain text of which each line runs its own way, whatever it begins with."""
    return "\n".join(_marked(line, language) for line in text.split("\n"))


def paragraphs(text: str, language: str) -> list[Paragraph]:
    """Return a plain text as HTML: what is between empty lines is a paragraph; only http(s) addresses are links."""
    blocks = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", "\n".join(text.strip().splitlines()))
    return [Paragraph(direction_of(block, language), _html(block)) for block in blocks if block.strip()]


def _marked(line: str, language: str) -> str:
    begins = next((kind for sign in line if (kind := unicodedata.bidirectional(sign)) in STRONG), "")
    needs_mark = begins == "L" and direction_of(line, language) == "rtl"
    return f"{RIGHT_TO_LEFT_MARK}{line}" if needs_mark else line


def linked(text: str) -> SafeString:
    """Return a text as HTML, its lines as they are: every sign is escaped, and an address leads where it says."""
    found, done = [], 0
    for match in LINK.finditer(text):
        href = _without_tail(match[0])
        found += [escape(text[done : match.start()]), format_html('<a href="{0}" dir="ltr">{0}</a>', href)]
        done = match.start() + len(href)
    return mark_safe("".join([*found, escape(text[done:])]))  # noqa: S308 — every piece is escaped


def _html(block: str) -> SafeString:
    return mark_safe("<br>\n".join(map(linked, block.split("\n"))))  # noqa: S308 — escaped in linked


def _without_tail(address: str) -> str:
    """Return an address without what belongs to the sentence around it: "(see https://example.org/a)." """
    while address and (address[-1] in AFTER_A_LINK or _closes_more_than_it_opens(address)):
        address = address[:-1]
    return address


def _closes_more_than_it_opens(address: str) -> bool:
    opening = BRACKETS.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)
