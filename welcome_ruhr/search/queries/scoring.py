"""Which documents hold what was meant, and how well.

In two steps, since a word may stand in every second document: first the index names documents for each slot by where
they hold it, and the most promising are chosen; then these are read and weighed exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from math import log

from welcome_ruhr.search.index import Asked, index
from welcome_ruhr.search.index.entries import Entries, Field, facet_term, term

from .understanding import Question, Reason, Slot, Variant

WEIGHTS = {
    Field.TITLE: 1.0,
    Field.TERMS: 0.8,
    Field.OFTEN_ASKED: 0.75,
    Field.ASKED: 0.4,
    Field.SUMMARY: 0.5,
    Field.TEXT: 0.15,
}
SURE = 0.7
"""Variants of this quality tell how rare a word is."""
CANDIDATES = 40
COVERAGE = 0.5
"""How much of a document's score hangs on holding all words rather than one of them."""
UNKNOWN = 0.4
"""How much a word counts that no document of a language holds: it may be a name."""

TEXT = (Field.TEXT,)
TELLING = (Field.TITLE, Field.TERMS, Field.OFTEN_ASKED, Field.ASKED, Field.SUMMARY)
BELOW_TITLE = TELLING[1:]
UNSURE_PLACES = TELLING[:4]
ROUGHLY = {"typed in title": 1.0, "same in title": 0.8, "below title": 0.55, "unsure": 0.25}
"""What a document may be worth, before it is read: of several, the greatest counts."""
MOST_IN_A_PLACE = 200
"""A word that stands there in more documents tells none of them from the others."""
ENOUGH = 60
"""When so many documents hold a word in a telling place, those that hold it in their text only are left out."""
MOST_IN_TEXT = 200
EVERY = 1_000_000


@dataclass
class Hit:
    """A document and what of the question it holds."""

    number: int
    language: str
    score: float = 0.0
    coverage: float = 0.0
    """share of the question, the rarer words counting more; 0 to 1"""
    in_title: int = 0
    """stems that were looked for and stand in the title"""
    reasons: dict[str, Variant] = field(default_factory=dict)
    """word typed → the variant that fits best"""


@dataclass
class _SlotIn:
    """A slot in one language: its variants there, and the documents that may hold it with a rough value."""

    slot: Slot
    language: str
    typed: list[Variant]
    """the word itself, or what it was meant to be"""
    same: list[Variant]
    """words that mean the same"""
    unsure: list[Variant]
    held: dict[int, float] = field(default_factory=dict)
    rarity: float = 0.0

    @cached_property
    def by_quality(self) -> list[tuple[Variant, tuple[str, ...]]]:
        """All variants with their terms, the surest first."""
        variants = sorted([*self.typed, *self.same, *self.unsure], key=lambda one: -one.quality)
        return list(zip(variants, _terms(variants), strict=True))


def hits(question: Question, facets: tuple[str, ...], counts: Mapping[str, int]) -> list[Hit]:
    """Return the documents that hold most of what was meant, the best first.

    `counts`: language → number of documents, by which rare words weigh more.
    """
    slots = [_slot_in(slot, language) for slot in question.slots for language in question.languages]
    _look_up(slots)
    wanted = _with_all(facets) if facets else None
    rough: list[tuple[float, int, str]] = []
    for language in question.languages:
        here = [one for one in slots if one.language == language]
        for one in here:
            one.rarity = _rarity(one, counts.get(language, 100))
        rough += [(value, -number, language) for number, value in _best_roughly(here, wanted)]
    chosen = nlargest(CANDIDATES, rough)
    return _weighed([(-number, language) for _value, number, language in chosen], slots)


def _slot_in(slot: Slot, language: str) -> _SlotIn:
    here = [variant for variant in slot.variants if variant.language == language]
    sure = [variant for variant in here if variant.quality >= SURE]
    return _SlotIn(
        slot,
        language,
        typed=[variant for variant in sure if variant.reason != Reason.SYNONYM],
        same=[variant for variant in sure if variant.reason == Reason.SYNONYM],
        unsure=[variant for variant in here if variant.quality < SURE],
    )


def _look_up(slots: list[_SlotIn]) -> None:
    """Fill in which documents hold each slot, the telling places first and the text only where those are few."""
    asked: list[tuple[_SlotIn, float, Asked]] = []
    for one in slots:
        for value, variants, places in (
            (ROUGHLY["unsure"], one.unsure, UNSURE_PLACES),
            (ROUGHLY["below title"], [*one.typed, *one.same], BELOW_TITLE),
            (ROUGHLY["same in title"], one.same, TELLING[:1]),
            (ROUGHLY["typed in title"], one.typed, TELLING[:1]),
        ):
            if variants:
                asked.append((one, value, Asked(_terms(variants), places, MOST_IN_A_PLACE)))
    for slot, value, numbers in _answers(asked):
        slot.held.update(dict.fromkeys(numbers, value))
    text = [(one, one.typed or one.same or one.unsure) for one in slots if len(one.held) < ENOUGH]
    value = WEIGHTS[Field.TEXT]
    asked = [(one, value, Asked(_terms(variants), TEXT, MOST_IN_TEXT)) for one, variants in text if variants]
    for slot, value, numbers in _answers(asked):
        slot.held = dict.fromkeys(numbers, value) | slot.held


def _answers(asked: list[tuple[_SlotIn, float, Asked]]) -> Iterator[tuple[_SlotIn, float, list[int]]]:
    found = index().documents([one for _slot, _value, one in asked])
    return ((slot, value, numbers) for (slot, value, _asked), numbers in zip(asked, found, strict=True))


def _terms(variants: Iterable[Variant]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(term(variant.language, own) for own in variant.stems) for variant in variants)


def _rarity(one: _SlotIn, count: int) -> float:
    rarity = log(1 + count / (1 + len(one.held)))
    return rarity if one.held else UNKNOWN * rarity


def _best_roughly(slots: list[_SlotIn], wanted: set[int] | None) -> list[tuple[int, float]]:
    """Return the documents of one language with the greatest sums of what they may hold."""
    mass = sum(one.rarity for one in slots)
    sums: dict[int, float] = {}
    for one in slots if mass else ():
        rarity = one.rarity / mass
        for number, value in one.held.items():
            sums[number] = sums.get(number, 0.0) + rarity * value
    if wanted is not None:
        sums = {number: value for number, value in sums.items() if number in wanted}
    if len(sums) > CANDIDATES:
        least = nlargest(CANDIDATES, sums.values())[-1]
        sums = {number: value for number, value in sums.items() if value >= least}
    return sorted(sums.items(), key=lambda one: (-one[1], one[0]))[:CANDIDATES]


def _with_all(facets: tuple[str, ...]) -> set[int]:
    asked = [Asked(((facet_term(facet),),), (Field.TEXT,), EVERY) for facet in facets]
    return set.intersection(*map(set, index().documents(asked)))


def _weighed(candidates: list[tuple[int, str]], slots: list[_SlotIn]) -> list[Hit]:
    wanted = {own for one in slots for _variant, terms in one.by_quality for own in terms}
    entries = index().entries([number for number, _language in candidates], wanted, TELLING)
    by_language: dict[str, list[_SlotIn]] = {}
    for one in slots:
        by_language.setdefault(one.language, []).append(one)
    found = [
        _weigh(number, language, entries[number], by_language[language])
        for number, language in candidates
        if number in entries
    ]
    return sorted((hit for hit in found if hit.reasons), key=lambda hit: (-hit.score, hit.number))


def _weigh(number: int, language: str, entries: Entries, slots: list[_SlotIn]) -> Hit:
    """Return exactly what a document holds: of each slot the variant that is worth most."""
    hit = Hit(number, language)
    mass = sum(one.rarity for one in slots) or 1.0
    for one in slots:
        best, best_value = None, 0.0
        for variant, terms in one.by_quality:
            if variant.quality <= best_value:
                break
            value = variant.quality * _weight(terms, entries)
            if value > best_value:
                best, best_value = variant, value
        if best is None and number in one.held:
            best = one.by_quality[0][0]  # in the text
            best_value = best.quality * WEIGHTS[Field.TEXT]
        if best:
            hit.score += one.rarity * best_value
            hit.coverage += one.rarity * best.quality
            hit.reasons[one.slot.word] = best
    hit.in_title = len(_stems_in_title(hit, entries))
    hit.coverage /= mass
    hit.score *= (1 - COVERAGE + COVERAGE * hit.coverage) / mass
    return hit


def _stems_in_title(hit: Hit, entries: Entries) -> set[str]:
    asked = {term(variant.language, own) for variant in hit.reasons.values() for own in variant.stems}
    return {one for one in asked if entries.get(one) == Field.TITLE}


def _weight(terms: tuple[str, ...], entries: Entries) -> float:
    """Return the weight of the field in which a document has a variant; of several terms, of the weakest."""
    lowest = 1.0
    for one in terms:
        place = entries.get(one)
        if place is None:
            return 0.0
        lowest = min(lowest, WEIGHTS[place])
    return lowest
