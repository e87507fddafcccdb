"""What the index keeps of a document: each stem once, with the field in which it weighs most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import IntEnum
from html import unescape

from welcome_ruhr.search.documents import Document
from welcome_ruhr.search.words.folding import folded, without_marks, words
from welcome_ruhr.search.words.stemming import stem
from welcome_ruhr.search.words.stop_words import is_colourless

TOKEN = re.compile(r"\{\{[^}]*\}\}")
TAG = re.compile(r"<[^>]+>")
OFTEN = 3
LONGEST_WORD = 60


class Field(IntEnum):
    """Where a word stands, the most telling place first."""

    TITLE = 0
    TERMS = 1
    ASKED = 2
    """how people ask for it"""
    SUMMARY = 3
    """or so often in the text that it is what the text is about"""
    TEXT = 4


Entries = dict[str, Field]
"""Term → field."""


def term(language: str, stem_of_word: str) -> str:
    """Return a stem as the index writes it: "de_anmeld"; one index holds all languages."""
    return f"{language}_{stem_of_word[:LONGEST_WORD]}"


def facet_term(facet: str) -> str:
    return f"={facet.lower()}"


def plain(text: str) -> str:
    """Return rich text without tags and figures, which are no words of its own."""
    return unescape(TAG.sub(" ", TOKEN.sub(" ", text))) if "<" in text or "{" in text or "&" in text else text


def entries(document: Document) -> tuple[Entries, dict[str, str]]:
    """Return what the index keeps of a document, and its words in bare letters with the stem of each."""
    found: Entries = {}
    known: dict[str, str] = {}
    for field, word in _words(document):
        known[without_marks(folded(word, document.language))[:LONGEST_WORD]] = stem(word, document.language)
        key = term(document.language, stem(word, document.language))
        found[key] = min(field, found.get(key, field))
    return found | {facet_term(facet): Field.TEXT for facet in document.facets}, known


def _words(document: Document) -> Iterator[tuple[Field, str]]:
    language = document.language
    for field, text in (
        (Field.TITLE, document.title),
        (Field.TERMS, document.terms),
        (Field.SUMMARY, document.summary),
    ):
        yield from ((field, word) for word in words(plain(text), language))
    yield from ((Field.ASKED, word) for word in words(document.asked, language) if not is_colourless(word, language))
    counts = Counter(words(plain(document.text), language))
    stems: Counter[str] = Counter()
    for word, times in counts.items():
        stems[stem(word, language)] += times
    for word in counts:
        is_often = stems[stem(word, language)] >= OFTEN and not is_colourless(word, language)
        yield Field.SUMMARY if is_often else Field.TEXT, word
