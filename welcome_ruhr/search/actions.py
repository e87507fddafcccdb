"""Keeping the index true, and word groups and pinned results as they are looked up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice

from django.conf import settings
from django.db import connection, transaction

from welcome_ruhr.foundation.languages import base_of

from .documents import Document, sources
from .index import index
from .index.entries import Entries, Field, entries
from .models import LONGEST_PHRASE, LONGEST_WORDS, IndexedDocument, Phrase, Pin, Word, WordGroup
from .queries import rows
from .queries.understanding import phrase_key, understand
from .words import vocabulary
from .words.folding import folded, without_marks, words
from .words.plain_text import beginning
from .words.stemming import stem
from .words.stop_words import is_colourless

AT_ONCE = 200
KEPT_OF_TEXT = 1_500
"""characters, of which results show some; what a page is about stands in its beginning"""
MOST_AT_ONCE = 5_000
"""words in one question to the database"""


@dataclass
class _Noted:
    """What is to be brought up to date at the end."""

    rows: dict[str, set[int]] = field(default_factory=dict)
    """source → numbers"""
    groups: dict[int, set[str]] = field(default_factory=dict)
    """number of a word group → languages"""


_noted: ContextVar[_Noted | None] = ContextVar("noted", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Within this block, which has to be one transaction, changes are noted and written to the index at its end."""
    noted = _Noted()
    token = _noted.set(noted)
    try:
        yield
    finally:
        _noted.reset(token)
    _lay_down(noted.groups)
    for source, numbers in noted.rows.items():
        refresh(source=source, numbers=numbers)
    if noted.rows:
        index().tidy()


@transaction.atomic(savepoint=False)
def refresh(*, source: str, numbers: Collection[int]) -> None:
    """Bring the index to what the rows with these numbers say now; what is no longer public is taken out."""
    if (noted := _noted.get()) is not None:
        noted.rows.setdefault(source, set()).update(numbers)
        return
    _serialize_writers()
    forget(source=source, numbers=numbers)
    _write(sources()[source].read(numbers))


@transaction.atomic(savepoint=False)
def forget(*, source: str, numbers: Collection[int]) -> None:
    """Take documents out of the index."""
    if found := rows.numbers_of(source, numbers):
        index().remove(found)
        IndexedDocument.objects.filter(pk__in=found).delete()


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew; return the number of documents."""
    _serialize_writers()
    index().clear()
    IndexedDocument.objects.all().delete()
    Word.objects.all().delete()
    every = {code for code, _name in settings.LANGUAGES}
    _lay_down(dict.fromkeys(WordGroup.objects.values_list("pk", flat=True), every))
    written = sum(_write(source.read(None)) for source in sources().values())
    index().tidy()
    return written


def _serialize_writers() -> None:
    """Have writers on PostgreSQL wait for each other, as they do on SQLite: two that add the same words could block."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('welcome.ruhr search'))")


def _write(documents: Iterable[Document]) -> int:
    written, left = 0, iter(documents)
    while some := list(islice(left, AT_ONCE)):
        read = [entries(document) for document in some]
        stored = IndexedDocument.objects.bulk_create(
            _row(document, terms) for document, (terms, _stems) in zip(some, read, strict=True)
        )
        index().write((row.pk, terms) for row, (terms, _stems) in zip(stored, read, strict=True))
        known: dict[tuple[str, str], str] = {}
        for document, (_terms, stems) in zip(some, read, strict=True):
            known.update({(document.language, word): own for word, own in stems.items()})
        learn(known)
        written += len(some)
    return written


def _row(document: Document, terms: Entries) -> IndexedDocument:
    return IndexedDocument(
        source=document.source,
        number=document.number,
        language=document.language,
        subject=document.subject,
        name=document.name,
        kind=document.kind,
        title=document.title[:255],
        asked=document.asked,
        summary=document.summary,
        text=beginning(document.text, KEPT_OF_TEXT),
        facets="\n".join(document.facets),
        stems_in_title=sum(field == Field.TITLE for field in terms.values()),
        weight=document.weight,
    )


def learn(known: dict[tuple[str, str], str], *, in_documents: bool = True) -> None:
    """Add words to the vocabulary: (language, word in bare letters) → stem."""
    by_language: dict[str, dict[str, str]] = {}
    for (language, word), own in known.items():
        by_language.setdefault(language, {})[word] = own
    new = []
    for language, stems in sorted(by_language.items()):
        there = _known_words(language, list(stems), in_documents=in_documents)
        new += [
            Word(language=language, text=word, stem=own[:LONGEST_WORDS], in_documents=in_documents)
            for word, own in stems.items()
            if word not in there
        ]
    Word.objects.bulk_create(sorted(new, key=lambda one: (one.language, one.text)), ignore_conflicts=True)


def _known_words(language: str, texts: list[str], *, in_documents: bool) -> set[str]:
    if len(texts) <= MOST_AT_ONCE:
        return rows.known_words(language, texts, in_documents=in_documents)
    known = Word.objects.filter(language=language, in_documents=in_documents)
    return set(known.values_list("text", flat=True))


@transaction.atomic
def save_group(*, group: WordGroup, languages: Collection[str] | None = None) -> None:
    """Save a word group and lay down its words as they are looked up; `languages`: those that have changed."""
    group.save()
    changed = {code for code, _name in settings.LANGUAGES if languages is None or code in languages}
    if (noted := _noted.get()) is not None:
        noted.groups.setdefault(group.pk, set()).update(changed)
    else:
        _lay_down({group.pk: changed})


def _lay_down(changed: dict[int, set[str]]) -> None:
    """Lay down the words of groups, by number, in the languages named."""
    groups = WordGroup.objects.in_bulk(changed)
    phrases: list[Phrase] = []
    for language in sorted(set().union(*changed.values())):
        numbers = [number for number, languages in changed.items() if language in languages]
        Phrase.objects.filter(group_id__in=numbers, language=language).delete()
        phrases += [phrase for number in numbers for phrase in _phrases(groups[number], language)]
    Phrase.objects.bulk_create(phrases, batch_size=2_000)
    learn(
        {
            (row.language, without_marks(folded(word, row.language))[:LONGEST_WORDS]): stem(word, row.language)
            for row in phrases
            for word in words(row.text, row.language)
        },
        in_documents=False,
    )


def _phrases(group: WordGroup, language: str) -> Iterator[Phrase]:
    seen = set()
    for text in group.words.get(language, "").splitlines():
        stems = phrase_key(stems_of(text, language))[:LONGEST_PHRASE]
        if stems and stems not in seen:
            seen.add(stems)
            yield Phrase(group=group, language=language, stems=stems, text=text.strip()[:LONGEST_PHRASE])


def stems_of(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of the words that say something.

    Of all words, where less than two of several would be left: "not paid" is not "paid".
    """
    typed = words(text, language)
    telling = [word for word in typed if not is_colourless(word, language)]
    telling = telling if len(telling) > 1 or len(typed) == 1 else typed
    return tuple(stem(word, language) for word in telling)


def keep_pin(*, pin: Pin) -> None:
    """Lay down how a pinned search is recognised; saves it."""
    pin.stems = pin_stems(pin.words, pin.language)
    pin.save()


def pin_stems(text: str, language: str) -> str:
    """Return how a pinned search is recognised: as the words of a question are, whatever their order."""
    question = understand(text, language, as_typed=True)
    return phrase_key(tuple(stem(slot.word, base_of(language)) for slot in question.slots))[:LONGEST_PHRASE]


@contextmanager
def trial() -> Iterator[None]:
    """Within this block a change holds; afterwards it was never made."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        # Its words may have been read; other ones can get their numbers.
        vocabulary.forget()
