"""The search itself: from what somebody typed to what is shown.

find("how do i register my adress", "en").results[0].title   → "Register your address"
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic

from django.utils.safestring import SafeString

from welcome_ruhr.foundation.languages import base_of
from welcome_ruhr.search.documents import Place, sources
from welcome_ruhr.search.models import IndexedDocument
from welcome_ruhr.search.words.folding import folded, spans, words
from welcome_ruhr.search.words.stemming import stem
from welcome_ruhr.search.words.stop_words import is_colourless

from . import rows
from .excerpts import excerpt, marked
from .rows import DocumentRow, ShownRow
from .scoring import Hit, hits
from .understanding import Question, Reason, Variant, cleaned, phrase_key, understand

NOTHING = SafeString("")
MOST_RESULTS = 10
LEAST_OF_BEST = 0.3
"""Below this share of the best score, results are noise where there are better ones."""
FEW_RESULTS = 5
LEAST_COVERAGE = 0.2
TITLE_BONUS = 0.5
"""For the share of a title's words that was asked for."""
WHOLE_TITLE_BONUS = 0.3
"""For a title of which every word was asked for: most often the name of a town."""
ASKED_BONUS = 0.5
"""For a question that is one of those people are known to ask."""
SECONDS_A_COUNT_HOLDS = 60
MOST_OTHER_WORDS = 2
NOT_UKRAINIAN = frozenset("ыэёъ")
"""letters that Russian alone has"""
SPARE = 3
"""Candidates beyond those shown, for those that turn out not to be public."""
MOST_READ = 3
"""Of so many results the text is looked through for the best place; the others show their summary."""


@dataclass(frozen=True)
class Result:
    """One thing found, in the version this reader gets."""

    source: str
    number: int
    kind: str
    name: str
    href: str
    language: str
    plain_title: str
    score: float
    title: SafeString = NOTHING
    """with what was found marked; empty in a brief answer, as is the excerpt"""
    excerpt: SafeString = NOTHING
    found_as: tuple[str, ...] = ()
    """other words than those typed that led to it"""
    facets: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """why it was found, for editors: "adress → address (correction), in English" """
    is_pinned: bool = False


@dataclass(frozen=True)
class Found:
    """The answer to a question."""

    question: Question
    results: list[Result] = field(default_factory=list)
    has_more: bool = False
    """whether there are further results beyond those"""

    @property
    def corrections(self) -> dict[str, str]:
        """word typed → word looked up; none where nothing was found"""
        return self.question.corrections if self.results else {}

    @property
    def meant(self) -> str:
        """What was looked up in place of what was typed; empty where nothing was corrected."""
        if not self.corrections:
            return ""
        if self.question.text in self.corrections:
            return self.corrections[self.question.text]
        language = base_of(self.question.language)
        meant = (
            self.corrections.get(folded(word, language), word)
            for _start, _end, word in spans(self.question.text, language)
        )
        return " ".join(word for word in meant if word)


def is_found(source: str, number: int) -> bool:
    """Whether the index has this row."""
    return IndexedDocument.objects.filter(source=source, number=number).exists()


@dataclass
class _Candidate:
    hit: Hit
    row: DocumentRow
    score: float


def find(  # noqa: PLR0913 — each is another way of asking
    text: str,
    language: str,
    *,
    facets: tuple[str, ...] = (),
    is_typing: bool = False,
    as_typed: bool = False,
    most: int = MOST_RESULTS,
    is_brief: bool = False,
) -> Found:
    """Return what a reader of `language` is shown for `text`, the best first.

    `facets`: only what has all of these; `is_typing`: the last word may go on; `as_typed`: correct and widen nothing;
    `is_brief`: titles and addresses are enough.
    """
    question = understand(text, language, is_typing=is_typing, as_typed=as_typed)
    if not question.slots:
        return Found(question)
    facets = tuple(map(cleaned, facets))
    best = _best_of_each_subject(hits(question, facets, document_counts()), question)
    pinned = _pinned_subject(question)
    if pinned:
        best = _with_pinned_first(best, pinned, is_narrowed=bool(facets))
    results = _results(best, question, pinned, most, is_brief=is_brief)
    return Found(question, results, has_more=len(results) == most < len(best))


class _Counts:
    """How many documents each language has: counted once a minute, since it only says how rare words are."""

    def __init__(self) -> None:
        self._counted_at = float("-inf")
        self._counts: dict[str, int] = {}

    def __call__(self) -> dict[str, int]:
        if monotonic() - self._counted_at > SECONDS_A_COUNT_HOLDS:
            self._counts, self._counted_at = rows.counts_by_language(), monotonic()
        return self._counts

    def forget(self) -> None:
        self._counted_at = float("-inf")


document_counts = _Counts()


def _best_of_each_subject(found: list[Hit], question: Question) -> list[_Candidate]:
    """Return one candidate for each thing, whichever of its languages fits best; things far behind are left out."""
    documents = rows.document_rows([hit.number for hit in found])
    best: dict[str, _Candidate] = {}
    for hit in found:
        if row := documents.get(hit.number):
            candidate = _Candidate(hit, row, _score(row, hit))
            rival = best.get(row.subject)
            if rival is None or _rank(candidate) < _rank(rival):
                best[row.subject] = candidate
    ordered = sorted(best.values(), key=_rank)
    enough = [one for one in ordered if one.hit.coverage >= LEAST_COVERAGE]
    return [
        one for rank, one in enumerate(enough) if rank < FEW_RESULTS or one.score >= LEAST_OF_BEST * enough[0].score
    ]


def _rank(candidate: _Candidate) -> tuple[float, str]:
    return (-round(candidate.score, 6), candidate.row.name)


def _score(row: DocumentRow, hit: Hit) -> float:
    source = sources().get(row.source)
    fitting = hit.coverage if source and source.is_one_of_many else 1.0
    return hit.score * row.weight * fitting * _title_factor(row, hit) * _asked_factor(row, hit)


def _title_factor(row: DocumentRow, hit: Hit) -> float:
    """More for a title that says what was asked and nothing else."""
    if not row.stems_in_title:
        return 1.0
    share = hit.in_title / row.stems_in_title
    return 1 + TITLE_BONUS * share + WHOLE_TITLE_BONUS * (share == 1)


def _asked_factor(row: DocumentRow, hit: Hit) -> float:
    """More where words of the question stand together in one line of how people ask."""
    if not row.asked or len(hit.reasons) < 2:
        return 1.0
    asked = {own for variant in hit.reasons.values() for own in variant.stems}
    slots = len(hit.reasons) / max(hit.coverage, 0.2)
    best = 0.0
    for line in _asked_lines(row.asked, base_of(row.language)):
        together = len(line & asked)
        if together > 1:
            best = max(best, min(together / slots, 1.0) * (together / len(line)) ** 0.5)
    return 1 + ASKED_BONUS * best


@lru_cache(2_000)
def _asked_lines(asked: str, language: str) -> tuple[frozenset[str], ...]:
    lines = (
        frozenset(stem(word, language) for word in words(line, language) if not is_colourless(word, language))
        for line in asked.splitlines()
    )
    return tuple(line for line in lines if len(line) > 1)


def _pinned_subject(question: Question) -> str:
    stems = tuple(stem(slot.word, base_of(question.language)) for slot in question.slots)
    return rows.pinned_subject(question.language, phrase_key(stems))


def _with_pinned_first(best: list[_Candidate], subject: str, *, is_narrowed: bool) -> list[_Candidate]:
    pinned = [one for one in best if one.row.subject == subject]
    if not pinned and not is_narrowed:
        row = DocumentRow(0, "", subject, "", "", 0, "", 1.0)
        pinned = [_Candidate(Hit(0, ""), row, 0.0)]
    return [*pinned, *(one for one in best if one.row.subject != subject)]


def _results(best: list[_Candidate], question: Question, pinned: str, most: int, *, is_brief: bool) -> list[Result]:
    chosen = best[: most + SPARE]
    shown = _versions(chosen, question)
    places = _places(shown.values(), question.language)
    open_ones = []
    for candidate in chosen:
        row = shown.get(candidate.row.subject)
        place = places.get((row.source, row.number)) if row else None
        if row and place and place.is_open:
            open_ones.append((candidate, row, place))
    read = [] if is_brief else open_ones[:MOST_READ]
    texts = rows.texts([row.row for _candidate, row, _place in read])
    return [
        _result(
            candidate,
            row,
            place,
            question,
            is_pinned=row.subject == pinned,
            **({} if is_brief else _marks(candidate.hit, row, question, texts.get(row.row, ""))),
        )
        for candidate, row, place in open_ones[:most]
    ]


def _versions(chosen: list[_Candidate], question: Question) -> dict[str, ShownRow]:
    """Return the row of each thing that this reader gets, by subject."""
    order = {language: place for place, language in enumerate(question.languages)}
    best: dict[str, ShownRow] = {}
    subjects, numbers = [one.row.subject for one in chosen], [one.hit.number for one in chosen]
    for row in rows.shown_rows(subjects, question.languages, numbers):
        if not row.title:
            continue
        rival = best.get(row.subject)
        if rival is None or _version_rank(row, order) < _version_rank(rival, order):
            best[row.subject] = row
    return best


def _version_rank(row: ShownRow, order: dict[str, int]) -> tuple[int, str]:
    return order.get(row.language, len(order)), row.language


def _places(shown: Iterable[ShownRow], language: str) -> dict[tuple[str, int], Place]:
    numbers: dict[str, list[int]] = {}
    for row in shown:
        numbers.setdefault(row.source, []).append(row.number)
    known = sources()
    return {
        (name, number): place
        for name, found in numbers.items()
        if name in known
        for number, place in known[name].places(found, language).items()
    }


def _result(
    candidate: _Candidate, row: ShownRow, place: Place, question: Question, *, is_pinned: bool, **marks: SafeString
) -> Result:
    return Result(
        source=row.source,
        number=row.number,
        kind=row.kind,
        name=row.name,
        href=place.href,
        language=place.language,
        plain_title=row.title,
        found_as=tuple(_other_words(candidate.hit, question.language)),
        score=round(candidate.score, 4),
        facets=tuple(row.facets.split("\n")) if row.facets else (),
        reasons=tuple(_reasons(candidate.hit)),
        is_pinned=is_pinned,
        **marks,
    )


def _marks(hit: Hit, row: ShownRow, question: Question, text: str) -> dict[str, SafeString]:
    stems = _stems_to_mark(hit, question, base_of(row.language))
    return {
        "title": marked(row.title, row.language, stems),
        "excerpt": excerpt(row.summary, text, row.language, stems),
    }


def _stems_to_mark(hit: Hit, question: Question, language: str) -> set[str]:
    """Return what led to the document; where another language's version led to it, what was typed."""
    found = [one for one in hit.reasons.values() if base_of(one.language) == language]
    if not found:
        typed = (Reason.WORD, Reason.CORRECTION)
        variants = (one for slot in question.slots for one in slot.variants)
        found = [one for one in variants if one.reason in typed and base_of(one.language) == language]
    return {own for variant in found for own in variant.stems}


def _other_words(hit: Hit, reader: str) -> list[str]:
    """Return words of the same group, and German words behind what was typed, that led to a document.

    English words that led to it for want of others tell a reader of German nothing.
    """
    shown, known = (Reason.SYNONYM, Reason.SOUND, Reason.COMPOUND), {base_of(reader), "de"}
    told = (
        one
        for one in hit.reasons.values()
        if one.reason in shown and base_of(one.language) in known and not _is_russian(one)
    )
    return list(dict.fromkeys(one.text.replace("+", " ") for one in told))[:MOST_OTHER_WORDS]


def _is_russian(variant: Variant) -> bool:
    """Whether a word of a Ukrainian group is Russian: it is understood, and not shown as if it were Ukrainian."""
    return variant.language == "uk" and not NOT_UKRAINIAN.isdisjoint(variant.text)


def _reasons(hit: Hit) -> Iterable[str]:
    for word, variant in hit.reasons.items():
        meant = "" if variant.text == word else f" → {variant.text}"
        yield f"{word}{meant} ({variant.reason}, {variant.language})"
