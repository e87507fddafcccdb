"""Length, headings and sentences: what a tired reader can take in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import mean

from welcome_ruhr.portal.content.problems import Problem
from welcome_ruhr.portal.content.reading import PageFile

from .material import Content
from .wording import sentences_of, words_in, words_of

MOST_WORDS = 350
# What data protection and accessibility law want said cannot be left out.
MOST_WORDS_OF_A_LEGAL_PAGE = 450
MOST_WORDS_ON_PRIVACY = 720
"""Each way in which something is kept needs its own sentences (GDPR art. 13)."""
PRIVACY = "legal:privacy"
LONGEST_TITLE, LONGEST_SUMMARY = 60, 200
MOST_WORDS_A_SENTENCE = {"de": 15, "en": 18}
"""Mean length of the sentences of a page."""


def length(content: Content) -> Iterator[Problem]:
    for file in content.files:
        count = len(words_of(file))
        most = _most_words(file)
        if file.kind != "journey" and count > most:
            yield content.says(file, f"The page has {count} words; at most {most} are read.")
        for name, most in (("title", LONGEST_TITLE), ("summary", LONGEST_SUMMARY)):
            text = file.front.get(name) or ""
            if len(text) > most:
                yield content.says(file, f"The {name} has {len(text)} characters; {most} fit a phone.", words=text[:40])


def _most_words(file: PageFile) -> int:
    if file.key == PRIVACY:
        return MOST_WORDS_ON_PRIVACY
    return MOST_WORDS_OF_A_LEGAL_PAGE if file.kind == "legal" else MOST_WORDS


def headings(content: Content) -> Iterator[Problem]:
    """The page title is the first heading; below it come “##”, and “###” only below one of these."""
    for file in content.files:
        above = False
        inside_part = False
        for number, line in enumerate(file.body.splitlines(), file.body_line + 1):
            if line.startswith(":::"):
                inside_part = line.strip() != ":::"
            if inside_part or not (found := re.match(r"(#+)\s", line)):
                continue
            if found[1] == "###" and not above:
                yield Problem(file.path, number, f"A “###” heading needs a “##” heading above it: {line}")
            above = above or found[1] == "##"


def sentence_length(content: Content) -> Iterator[Problem]:
    for file in content.files:
        most = MOST_WORDS_A_SENTENCE.get(file.language)
        lengths = {sentence: len(words_in(sentence)) for sentence in sentences_of(file)}
        if most and lengths and mean(lengths.values()) > most:
            longest = max(lengths, key=lambda sentence: lengths[sentence])
            reason = (
                f"The sentences have {mean(lengths.values()):.1f} words on average; at most {most} are easy to read. "
                f"The longest has {lengths[longest]}: “{longest[:60]}…”"
            )
            yield content.says(file, reason, words=longest[:25])
