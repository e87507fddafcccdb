"""What somebody may have meant: from the words typed to the terms that are looked up.

Each word that says something becomes a slot, and each slot has variants: the word itself in every language searched,
words of the same group, what a slip of the finger stood for, compounds that hold it. A variant's quality (0 to 1) is
how surely it is what was meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from django.conf import settings

from welcome_ruhr.foundation.languages import base_of, fallbacks_of
from welcome_ruhr.search.words import keyboards
from welcome_ruhr.search.words.folding import ONE_UNSEEN, folded, without_marks, words
from welcome_ruhr.search.words.stemming import stem
from welcome_ruhr.search.words.stop_words import is_colourless
from welcome_ruhr.search.words.vocabulary import Vocabulary, vocabularies

from . import rows
from .rows import GroupedPhrase

LONGEST_QUESTION = 200
MOST_SLOTS = 12
LONGEST_PHRASE = 4
"""words in a phrase of a word group"""
NOT_TYPED = frozenset({"Cc", "Cf", "Co", "Cs"})


class Reason(StrEnum):
    """Why a variant stands for the word typed."""

    WORD = "word"
    SYNONYM = "synonym"
    CORRECTION = "correction"
    SOUND = "sound"
    COMPOUND = "compound"
    RELATED = "related"
    BEGINNING = "beginning"


QUALITY = {
    Reason.WORD: 1.0,
    Reason.SYNONYM: 0.8,
    Reason.BEGINNING: 0.85,
    Reason.CORRECTION: 0.85,
    Reason.SOUND: 0.7,
    Reason.COMPOUND: 0.6,
    Reason.RELATED: 0.35,
}
FOREIGN = 0.9
"""For a word of another language than the reader's."""
MOST_SYNONYMS, MOST_FOREIGN_SYNONYMS = 8, 5
MOST_COMPOUNDS = 8
MOST_RELATED = 8
MOST_BEGINNINGS = 12
SHORTEST_COMPOUND = 5
SHORTEST_SLIP = 8
"""letters of a word that is rather a slip than a word of a language the page is not in"""


@dataclass(frozen=True)
class Variant:
    """Terms that all have to stand in a document for it to hold what was meant."""

    language: str
    stems: tuple[str, ...]
    quality: float
    reason: Reason
    text: str


@dataclass
class Slot:
    """A word typed, in small letters, and what is looked up for it."""

    word: str
    variants: list[Variant] = field(default_factory=list)

    def add(self, language: str, stems: tuple[str, ...], reason: Reason, text: str, factor: float = 1.0) -> None:
        quality = QUALITY[reason] * factor
        for place, known in enumerate(self.variants):
            if (known.language, known.stems) == (language, stems):
                if known.quality < quality:
                    self.variants[place] = Variant(language, stems, quality, reason, text)
                return
        self.variants.append(Variant(language, stems, quality, reason, text))


@dataclass
class Question:
    """What was typed, understood."""

    text: str
    language: str
    languages: tuple[str, ...]
    """that are searched, the reader's own first"""
    slots: list[Slot] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    """word typed → word that was looked up in its place"""


def cleaned(text: str) -> str:
    """Return what can have been typed: without control characters, marks of direction, and beyond the longest."""
    seen = ONE_UNSEEN.sub("", text[: LONGEST_QUESTION * 4])
    kept = (letter if unicodedata.category(letter) not in NOT_TYPED else " " for letter in seen)
    return " ".join("".join(kept).split())[:LONGEST_QUESTION].strip()


def understand(text: str, language: str, *, is_typing: bool = False, as_typed: bool = False) -> Question:
    """Return what is looked up for `text`. `is_typing`: the last word may go on; `as_typed`: without guessing."""
    question = Question(cleaned(text), language, fallbacks_of(language))
    known = vocabularies(question.languages, rows.newest_word())
    typed = words(question.text, base_of(language))
    if not as_typed and (meant := _meant_on_other_keys(question, typed, known)):
        question.corrections[question.text] = " ".join(meant)
        typed = meant
    question.slots = [Slot(word) for word in _telling(typed, question.languages, known)[:MOST_SLOTS]]
    for slot in question.slots:
        _add_the_word(slot, question, known)
    if not as_typed:
        _add_word_groups(question, known, typed, is_typing=is_typing)
        for slot in question.slots:
            _add_relatives(slot, question, known)
    if is_typing and question.slots and typed[-1] == question.slots[-1].word:
        _add_beginnings(question.slots[-1], question, known)
    return question


def _telling(typed: list[str], languages: tuple[str, ...], known: dict[str, Vocabulary]) -> list[str]:
    """Return the words that say something of the matter, each once; where there are none, all of them."""
    own, *others = languages

    def says_nothing(word: str) -> bool:
        if len(word) == 1 and not word.isdigit():
            return True
        if is_colourless(word, own):
            return True
        # "How do I" on a German page.
        return any(is_colourless(word, other) for other in others) and not known[own].knows(stem(word, own))

    unique = list(dict.fromkeys(typed))
    return [word for word in unique if not says_nothing(word)] or unique


def _meant_on_other_keys(question: Question, typed: list[str], known: dict[str, Vocabulary]) -> list[str]:
    own = base_of(question.language)
    meant = words(keyboards.typed_on_latin_keys(question.text, own), own)
    if not meant:
        return []
    # By chance a word may be known as it was typed: "arm" in "hd[hv arm" is German.
    as_typed = sum(any(known[one].knows(stem(word, one)) for one in question.languages) for word in typed)
    fitting = sum(known[question.language].knows(stem(word, own)) for word in meant)
    return meant if fitting > as_typed and 2 * fitting >= len(meant) else []


def _add_the_word(slot: Slot, question: Question, known: dict[str, Vocabulary]) -> None:
    for language in question.languages:
        if known[language].knows(own := stem(slot.word, language)):
            slot.add(language, (own,), Reason.WORD, slot.word, _factor(language, question))


def _factor(language: str, question: Question) -> float:
    return 1.0 if language == question.language else FOREIGN


def _bare(word: str, language: str) -> str:
    return without_marks(folded(word, base_of(language)))


def _begins(slot: Slot, question: Question, known: dict[str, Vocabulary]) -> bool:
    return any(known[one].starting_with(_bare(slot.word, one), 1) for one in question.languages)


def _add_corrections(slot: Slot, question: Question, known: dict[str, Vocabulary]) -> None:
    """Look up what an unknown word may have been meant to be: a slip, a compound, a German word as it sounds."""
    if slot.word.isdigit():  # a number is what it says
        return
    found = [
        (slips, language, near)
        for language in question.languages
        for near, slips in known[language].nearest(_bare(slot.word, language))
    ]
    least = min((slips for slips, _language, _near in found), default=0)
    for slips, language, near in found:
        if slips <= least:
            factor = _factor(language, question) * (1 - slips / (2 * len(near)))
            # Without its accents a word may have another stem: no slip.
            reason = Reason.CORRECTION if slips else Reason.WORD
            slot.add(language, (known[language].stems[near],), reason, near, factor)
    if least:
        best = max((one for one in slot.variants), key=lambda one: one.quality)
        question.corrections[slot.word] = best.text
    for language in question.languages:
        _add_parts(slot, language, question, known)
    if not found:
        _add_sounds(slot, question, known)


def _join_parted_words(question: Question, missing: list[Slot], known: dict[str, Vocabulary]) -> None:
    """Take "arbeits vertrag" for one word where that one is known, and one of the two is not."""
    for first, second in pairwise(question.slots):
        if not (first in missing or second in missing):
            continue
        for language in question.languages:
            joined = _bare(first.word + second.word, language)
            near = [joined] if joined in known[language].stems else [one for one, _ in known[language].nearest(joined)]
            for word in near[:1]:
                for slot in (first, second):
                    slot.add(language, (known[language].stems[word],), Reason.CORRECTION, word)
                question.corrections[first.word], question.corrections[second.word] = word, ""


def _add_parts(slot: Slot, language: str, question: Question, known: dict[str, Vocabulary]) -> None:
    """Part a compound, or words run together, that no document has into words that some have."""
    vocabulary = known[language]
    parts = vocabulary.parts_of(_bare(slot.word, language), are_linked=base_of(language) == "de")
    factor = _factor(language, question)
    if parts:
        stems = [vocabulary.stems[part] for part in parts]
        slot.add(language, tuple(stems), Reason.COMPOUND, "+".join(parts), factor * 1.3)
        for part, own in zip(parts, stems, strict=True):
            slot.add(language, (own,), Reason.COMPOUND, part, factor * 0.7)


def _add_sounds(slot: Slot, question: Question, known: dict[str, Vocabulary]) -> None:
    """Look for the German word behind one that is written as it sounds, in Cyrillic or Arabic letters."""
    latin = keyboards.as_it_sounds(_bare(slot.word, question.language), base_of(question.language))
    if not latin:
        return
    near = [word for word, _slips in known["de"].nearest(latin)]
    consonants = keyboards.skeleton(latin)
    alike = known["de"].sounding_like(consonants) if len(consonants) >= 4 else []
    for word in [*near, *alike[:3]]:
        slot.add("de", (known["de"].stems[word],), Reason.SOUND, word)
        question.corrections.setdefault(slot.word, word)


@dataclass(frozen=True)
class _Window:
    """Neighbouring slots, by number, whose words together may be a phrase."""

    first: int
    last: int
    stems: tuple[str, ...]


def _windows(question: Question, language: str) -> Iterator[_Window]:
    """Yield all phrases of up to four telling words, as the variants of each word that are sure enough have them."""
    telling = [
        (place, _stems_in(slot, language))
        for place, slot in enumerate(question.slots)
        if not is_colourless(slot.word, language)
    ]
    for first in range(len(telling)):
        for last in range(first, min(first + LONGEST_PHRASE, len(telling))):
            some = telling[first : last + 1]
            for stems in _choices([options for _place, options in some]):
                yield _Window(some[0][0], some[-1][0], stems)


def _stems_in(slot: Slot, language: str) -> set[str]:
    sure = (Reason.WORD, Reason.CORRECTION)
    found = {one.stems[0] for one in slot.variants if one.language == language and one.reason in sure}
    return found | {stem(slot.word, language)}


def _choices(options: list[set[str]]) -> Iterator[tuple[str, ...]]:
    if not options:
        yield ()
        return
    for one in sorted(options[0])[:3]:
        for rest in _choices(options[1:]):
            yield (one, *rest)


def phrase_key(stems: tuple[str, ...]) -> str:
    """Return how a phrase is looked up: the order of its words does not count."""
    return " ".join(sorted(stems))


def _grouped(question: Question, languages: Iterable[str]) -> dict[int, list[GroupedPhrase]]:
    """Return for each slot, by its number, what stands in the word groups that its word belongs to."""
    windows: dict[tuple[str, str], _Window] = {}
    for language in dict.fromkeys(map(base_of, languages)):
        for window in _windows(question, language):
            windows.setdefault((language, phrase_key(window.stems)), window)
    found: dict[int, list[GroupedPhrase]] = {}
    searched = dict.fromkeys(map(base_of, question.languages))
    for row in rows.grouped_phrases({key for _language, key in windows}, searched):
        if known := windows.get((row.asked_language, row.asked_stems)):
            for place in range(known.first, known.last + 1):
                found.setdefault(place, []).append(row)
    return found


def _is_slip(slot: Slot, question: Question, known: dict[str, Vocabulary]) -> bool:
    """Whether a long word is but one letter away from one of these languages: "arbeitsvetrag" is not Turkish."""
    bare = {language: _bare(slot.word, language) for language in question.languages if not slot.variants}
    found = (known[one].nearest(word, 1) for one, word in bare.items() if len(word) >= SHORTEST_SLIP)
    return any(slips == 1 for near in found for _word, slips in near)


def _add_word_groups(question: Question, known: dict[str, Vocabulary], typed: list[str], *, is_typing: bool) -> None:
    """Add words that mean the same; of a word that is nowhere known, first find out what was meant."""
    grouped = _grouped(question, question.languages)
    open_word = typed[-1] if is_typing and typed else ""

    def unknown() -> list[Slot]:
        return [
            slot
            for place, slot in enumerate(question.slots)
            if not slot.variants
            and place not in grouped
            and not (slot.word == open_word and _begins(slot, question, known))
        ]

    if unknown():
        # Somebody may write another language than the page he is on.
        searched = set(map(base_of, question.languages))
        others = [code for code, _name in settings.LANGUAGES if base_of(code) not in searched]
        elsewhere = _grouped(question, others).items()
        grouped = {
            place: rows for place, rows in elsewhere if not _is_slip(question.slots[place], question, known)
        } | grouped
    if missing := unknown():
        _join_parted_words(question, missing, known)
        for slot in missing:
            if not slot.variants:
                _add_corrections(slot, question, known)
        if any(slot.variants for slot in missing):
            grouped |= _grouped(question, question.languages)
    for place, phrases in grouped.items():
        _add_synonyms(question.slots[place], phrases, question, known)


def _add_synonyms(slot: Slot, phrases: list[GroupedPhrase], question: Question, known: dict[str, Vocabulary]) -> None:
    """Add the words of a slot's groups that stand in some document, those that editors put first before the others."""
    for language in question.languages:
        left = MOST_SYNONYMS if language == question.language else MOST_FOREIGN_SYNONYMS
        for row in phrases:
            stems = tuple(row.stems.split())
            if left and row.language == base_of(language) and known[language].held.issuperset(stems):
                slot.add(language, stems, Reason.SYNONYM, row.text, _factor(language, question))
                left -= 1


def _add_relatives(slot: Slot, question: Question, known: dict[str, Vocabulary]) -> None:
    """Add compounds that hold the word, and words that begin with its stem."""
    for language in question.languages:
        bare, own, vocabulary = _bare(slot.word, language), stem(slot.word, language), known[language]
        # Of a word of another language, only one that this language has too.
        if language != question.language and own not in vocabulary.held:
            continue
        factor = _factor(language, question)
        if base_of(language) == "de" and len(bare) >= SHORTEST_COMPOUND:
            for word in vocabulary.ending_with(bare, MOST_COMPOUNDS):
                slot.add(language, (vocabulary.stems[word],), Reason.COMPOUND, word, factor)
        if len(own) >= SHORTEST_COMPOUND:
            for word in vocabulary.starting_with(own[: max(SHORTEST_COMPOUND, len(own) - 1)], MOST_RELATED):
                if vocabulary.stems[word] != own:
                    slot.add(language, (vocabulary.stems[word],), Reason.RELATED, word, factor)


def _add_beginnings(slot: Slot, question: Question, known: dict[str, Vocabulary]) -> None:
    for language in question.languages:
        vocabulary = known[language]
        for word in vocabulary.starting_with(_bare(slot.word, language), MOST_BEGINNINGS):
            slot.add(language, (vocabulary.stems[word],), Reason.BEGINNING, word, _factor(language, question))
