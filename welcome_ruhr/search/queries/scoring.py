"""Which documents hold what was meant, and how well."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import nlargest
from math import log

from welcome_ruhr.search.index import index
from welcome_ruhr.search.index.entries import Field, facet_term, term

from .understanding import Question, Slot, Variant

WEIGHTS = {Field.TITLE: 1.0, Field.TERMS: 0.8, Field.ASKED: 0.5, Field.SUMMARY: 0.5, Field.TEXT: 0.15}
SURE = 0.75
"""Variants of this quality tell how rare a word is."""
CANDIDATES = 50
UNKNOWN = 0.4
COVERAGE = 0.5
"""How much of a document's score hangs on holding all words rather than one of them."""

Holding = dict[int, float]
"""Document → weight of the field in which it has a term."""


@dataclass
class Hit:
    """A document and what of the question it holds."""

    number: int
    language: str
    score: float = 0.0
    coverage: float = 0.0
    """share of the question, the rarer words counting more; 0 to 1"""
    reasons: dict[str, Variant] = field(default_factory=dict)
    """word typed → the variant that fits best"""


def hits(question: Question, facets: tuple[str, ...] = (), counts: dict[str, int] | None = None) -> list[Hit]:
    """Return the documents that hold most of what was meant, the best first.

    `counts`: language → number of documents, by which rare words weigh more.
    """
    held = _held(question, facets)
    wanted = _documents_with(facets, held) if facets else None
    found = [
        hit
        for language in question.languages
        for hit in _hits_in(language, question, held, (counts or {}).get(language, 100))
        if wanted is None or hit.number in wanted
    ]
    return nlargest(CANDIDATES, found, key=lambda hit: (hit.score, -hit.number))


def _held(question: Question, facets: tuple[str, ...]) -> dict[str, Holding]:
    """Return for each term looked up the documents that have it."""
    asked = [
        term(variant.language, own) for slot in question.slots for variant in slot.variants for own in variant.stems
    ]
    held: dict[str, Holding] = {}
    for key, number, place in index().found([*asked, *map(facet_term, facets)]):
        held.setdefault(key, {})[number] = WEIGHTS[place]
    return held


def _documents_with(facets: tuple[str, ...], held: dict[str, Holding]) -> set[int]:
    return set.intersection(*(set(held.get(facet_term(facet), ())) for facet in facets))


def _hits_in(language: str, question: Question, held: dict[str, Holding], count: int) -> list[Hit]:
    found: dict[int, Hit] = {}
    mass = 0.0
    for slot in question.slots:
        best = _best_variants(slot, language, held)
        sure = sum(1 for _weight, variant in best.values() if variant.quality >= SURE) or len(best)
        rarity = log(1 + count / (1 + sure))
        # A word that nothing holds tells little of what was meant: it may be a name.
        mass += rarity if best else UNKNOWN * rarity
        for number, (weight, variant) in best.items():
            hit = found.get(number)
            if hit is None:
                hit = found[number] = Hit(number, language)
            hit.score += rarity * weight
            hit.coverage += rarity * variant.quality
            hit.reasons[slot.word] = variant
    for hit in found.values():
        hit.coverage /= mass
        hit.score *= (1 - COVERAGE + COVERAGE * hit.coverage) / mass
    return list(found.values())


def _best_variants(slot: Slot, language: str, held: dict[str, Holding]) -> dict[int, tuple[float, Variant]]:
    """Return for each document of a language with the slot's word the best weight, and the variant it has it by."""
    best: dict[int, tuple[float, Variant]] = {}
    for variant in slot.variants:
        if variant.language == language:
            for number, weight in _holding(variant, held).items():
                value = weight * variant.quality
                if number not in best or best[number][0] < value:
                    best[number] = (value, variant)
    return best


def _holding(variant: Variant, held: dict[str, Holding]) -> Holding:
    first, *others = (held.get(term(variant.language, own), {}) for own in variant.stems)
    for other in others:
        first = {number: min(weight, other[number]) for number, weight in first.items() if number in other}
    return first
