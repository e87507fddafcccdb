"""All words the index knows, in memory, to find those that are nearly, partly or not yet wholly what was typed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain
from threading import RLock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from welcome_ruhr.foundation.languages import base_of
from welcome_ruhr.search.models import Word

from .keyboards import skeleton
from .stop_words import stop_words

SHORTEST_TO_CORRECT = 3
MOST_NEAR = 40
"""words looked at; of those equally near, the choice must not depend on which was learned first"""
LAST = "\U0010ffff"
READ_AGAIN = 1_000
"""Rows below the newest one: their transaction may have been committed after a later one's."""


class Vocabulary:
    """The words of one language in bare letters, and their stems."""

    def __init__(self) -> None:
        self.stems: dict[str, str] = {}
        self.newest = 0
        self.held: set[str] = set()
        """stems that stand in a document, and not only in a word group"""
        self._known: set[str] = set()
        self._sorted: list[str] = []
        self._backwards: list[str] = []
        self._by_length: dict[int, list[str]] = {}
        self._skeletons: tuple[list[str], dict[str, list[str]]] = ([], {})
        """the words they were made of; consonants → words"""

    def learn(self, words: Iterable[tuple[int, str, str]], colourless: frozenset[str]) -> None:
        """Take in (number, word, stem)."""
        for number, word, stem in words:
            self.newest = max(self.newest, number)
            if word not in self.stems:
                self.stems[word] = stem
                self._known.add(stem)
                # Nobody means a word that says nothing.
                if word not in colourless and not word.isdigit():
                    self._by_length.setdefault(len(word), []).append(word)
        self._sorted = sorted(chain.from_iterable(self._by_length.values()))
        self._backwards = sorted(word[::-1] for word in self._sorted)

    def knows(self, stem: str) -> bool:
        return stem in self._known

    def starting_with(self, beginning: str, most: int) -> list[str]:
        """Return words that begin so, the shortest first."""
        return _first(self._sorted, beginning, most)

    def ending_with(self, end: str, most: int) -> list[str]:
        """Return longer words that end so, the shortest first."""
        found = _first(self._backwards, end[::-1], most + 1)
        return [word[::-1] for word in found if len(word) > len(end)][:most]

    def nearest(self, word: str, most: int = 3) -> list[tuple[str, int]]:
        """Return the words that differ least, with the number of slips; none where too much would be guessed."""
        allowed = _slips_allowed(word)
        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        nearby = list(chain.from_iterable(self._by_length.get(length, ()) for length in lengths)) if allowed else []
        found = process.extract(word, nearby, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_NEAR)
        least = min((slips for _word, slips, _place in found), default=0)
        # Slips come seldom in the first letter.
        order = sorted(found, key=lambda one: (one[1], one[0][:1] != word[:1], one[0]))
        return [(near, int(slips)) for near, slips, _place in order if slips == least][:most]

    def sounding_like(self, consonants: str) -> list[str]:
        """Return words with these consonants (see `keyboards.skeleton`)."""
        words = self._sorted
        made_of, found = self._skeletons
        if made_of is not words:
            found = {}
            for word in words:
                found.setdefault(skeleton(word), []).append(word)
            self._skeletons = (words, found)
        return found.get(consonants, [])

    def parts_of(self, word: str, *, are_linked: bool) -> list[str]:
        """Return the known words that a word is made of, as few as possible; none where it is not made of such.

        `are_linked`: with the letters between them that German has ("Wohnung-s-geld"); otherwise one of two words may
        hold a slip ("rentalcontrakt").
        """
        if are_linked:
            return next((parts for parts in _splits(word, self.stems, depth=3) if len(parts) > 1), [])
        for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            head, tail = word[:end], word[end:]
            if head in self.stems and (near := self._one(tail)):
                return [head, near]
            if tail in self.stems and (near := self._one(head)):
                return [near, tail]
        return []

    def _one(self, word: str) -> str:
        """Return the word itself, or the one that it nearly is."""
        if word in self.stems:
            return word
        return next((near for near, slips in self.nearest(word, 1) if slips == 1), "")


LINKS = ("", "s", "es", "n", "en", "er", "e")
SHORTEST_PART = 4


def _splits(word: str, known: dict[str, str], depth: int) -> Iterator[list[str]]:
    """Yield ways to part a word into known ones."""
    if word in known:
        yield [word]
    for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1) if depth > 1 else ():
        head = next((part for part in _without_link(word[:end]) if part in known), "")
        if head:
            yield from ([head, *rest] for rest in _splits(word[end:], known, depth - 1))


def _without_link(head: str) -> Iterator[str]:
    for link in LINKS:
        if head.endswith(link) and len(head) - len(link) >= SHORTEST_PART:
            yield head[: len(head) - len(link)]


def _first(ordered: list[str], beginning: str, most: int) -> list[str]:
    start, end = bisect_left(ordered, beginning), bisect_left(ordered, beginning + LAST)
    return sorted(ordered[start:end], key=len)[:most]


def _slips_allowed(word: str) -> int:
    if len(word) < SHORTEST_TO_CORRECT or word.isdigit():
        return 0
    return 1 if len(word) < 6 else 2 if len(word) < 11 else 3


_vocabularies: dict[str, Vocabulary] = {}
_learning = RLock()


def vocabularies(languages: Iterable[str], newest: int) -> dict[str, Vocabulary]:
    """Return the vocabularies of these languages with every word up to the row `newest`, the last there is."""
    # One thread learns, the others wait for what it has learnt.
    with _learning:
        if any(vocabulary.newest > newest for vocabulary in _vocabularies.values()):
            forget()  # another database than before
        kept = {language: _vocabularies.setdefault(language, Vocabulary()) for language in languages}
        for language, vocabulary in kept.items():
            if vocabulary.newest < newest:
                rows = Word.objects.filter(language=language, pk__gt=vocabulary.newest - READ_AGAIN)
                found = list(rows.values_list("pk", "text", "stem", "in_documents"))
                vocabulary.held.update(own for _pk, _text, own, is_held in found if is_held)
                vocabulary.learn([one[:3] for one in found], stop_words(base_of(language)))
                vocabulary.newest = newest
    return kept


def forget() -> None:
    """Read everything anew the next time."""
    with _learning:
        _vocabularies.clear()
