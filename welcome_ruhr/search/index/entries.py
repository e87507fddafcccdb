"""What the index keeps of a document: each stem once, with the field in which it weighs most."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from welcome_ruhr.search.documents import Document
from welcome_ruhr.search.models import LONGEST_WORDS
from welcome_ruhr.search.words.folding import folded, pattern_of, without_marks
from welcome_ruhr.search.words.plain_text import without_tags
from welcome_ruhr.search.words.stemming import stem
from welcome_ruhr.search.words.stop_words import is_colourless

OFTEN = 3
"""times in a text"""
OFTEN_ASKED = 2
"""times in how people ask"""


class Field(IntEnum):
    """Where a word stands, the most telling place first."""

    TITLE = 0
    TERMS = 1
    OFTEN_ASKED = 2
    """in several of the questions that people ask for it"""
    ASKED = 3
    """in one of them"""
    SUMMARY = 4
    """or so often in the text that it is what the text is about"""
    TEXT = 5


Entries = dict[str, Field]
"""Term → field."""


def term(language: str, stem_of_word: str) -> str:
    """Return a stem as the index writes it: "de_anmeld"; one index holds all languages."""
    return f"{language}_{stem_of_word[:LONGEST_WORDS]}"


def facet_term(facet: str) -> str:
    return f"={facet.lower()}"


class _Word(NamedTuple):
    """A word as it stands in a text, looked up once and for all."""

    bare: str
    stem: str
    term: str
    is_colourless: bool


@lru_cache(200_000)
def _looked_up(word: str, language: str) -> _Word:
    own = stem(word, language)
    bare = without_marks(folded(word, language))[:LONGEST_WORDS]
    return _Word(bare, own, term(language, own), is_colourless(word, language))


def entries(document: Document) -> tuple[Entries, dict[str, str]]:
    """Return what the index keeps of a document, and its words in bare letters with the stem of each."""
    found: Entries = {}
    known: dict[str, str] = {}
    for field, word in _words(document):
        known[word.bare] = word.stem
        if found.get(word.term, Field.TEXT) >= field:
            found[word.term] = field
    return found | {facet_term(facet): Field.TEXT for facet in document.facets}, known


def _words(document: Document) -> Iterator[tuple[Field, _Word]]:
    language = document.language
    yield from ((Field.TITLE, word) for word in _counted(document.title, language))
    yield from ((Field.TERMS, word) for word in _counted(document.terms, language))
    for word, times in _with_times(_counted(document.asked, language)):
        if not word.is_colourless:
            yield Field.OFTEN_ASKED if times >= OFTEN_ASKED else Field.ASKED, word
    yield from ((Field.SUMMARY, word) for word in _counted(document.summary, language))
    for word, times in _with_times(_counted(document.text, language)):
        is_often = times >= OFTEN and not word.is_colourless
        yield Field.SUMMARY if is_often else Field.TEXT, word


def _with_times(counts: dict[_Word, int]) -> Iterator[tuple[_Word, int]]:
    """Yield each word and how often it stands there in any of its forms."""
    times: Counter[str] = Counter()
    for word, count in counts.items():
        times[word.term] += count
    for word in counts:
        yield word, times[word.term]


def _counted(text: str, language: str) -> dict[_Word, int]:
    """Return each word of a text, and how often it stands there."""
    counts: Counter[_Word] = Counter()
    if text:
        written = Counter(pattern_of(language).findall(unicodedata.normalize("NFKC", without_tags(text))))
        for word, count in written.items():
            counts[_looked_up(word, language)] += count
    return counts
