"""Pages as documents of the search, one for each language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from uuid import UUID

from django.db.models import Prefetch
from wagtail.blocks import StreamValue
from wagtail.models import Page

from welcome_ruhr.design.tokens import TERM
from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.foundation.languages import FALLBACKS, base_of
from welcome_ruhr.portal.models import PAGE_MODELS, EventPage, HomePage, KeptPage, PortalPage, TopicPage
from welcome_ruhr.portal.site_tree import locale_languages, site_tree
from welcome_ruhr.search.documents import Document, Place
from welcome_ruhr.search.models import AskedAs
from welcome_ruhr.vocabulary.models import Audience, Phase

HEADING = re.compile(r"<h[2-4][^>]*>(.*?)</h[2-4]>", re.DOTALL)
TELLING = ("heading", "question")
"""Names of those fields of a page's parts that say what the part is about."""
ABOVE = ("title", "summary", "german_term")
KEPT_BY_BLOCKS = ("id", "type")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WEIGHTS = {"article": 1.0, "journey": 0.95, "news": 0.9, "event": 0.9, "legal": 0.9}
DOOR = 0.8
"""A page that leads to others answers nothing itself, but may be what a single word means."""
NOT_FOUND: tuple[type[PortalPage], ...] = (HomePage,)
"""Whoever searches stands on it already."""


def read(numbers: Collection[int] | None) -> Iterator[Document]:
    """Yield public pages as documents: those with these numbers, or all."""
    asked_for = None if numbers is None else _AskedFor.of(numbers)
    around = _Around.of(asked_for)
    for model in PAGE_MODELS.values() if asked_for is None else asked_for.models:
        if model not in NOT_FOUND:
            for page in _live(model, numbers):
                yield from around.documents(page)


@dataclass(frozen=True)
class _AskedFor:
    """What is to be known of pages before they are read; to ask each page type for them takes longer than the rest."""

    models: list[type[PortalPage]]
    keys: set[UUID]
    """translation keys"""
    above: set[str]
    """places in the tree of what stands above them"""

    @classmethod
    def of(cls, numbers: Collection[int]) -> _AskedFor:
        pages = Page.objects.filter(pk__in=numbers).order_by()
        found = list(pages.values_list("content_type__model", "translation_key", "path"))
        return cls(
            models=[PAGE_MODELS[name] for name in sorted({name for name, *_ in found}) if name in PAGE_MODELS],
            keys={key for _name, key, _path in found},
            above={path[: -Page.steplen] for *_, path in found},
        )


@dataclass(frozen=True)
class _Around:
    """What belongs to the documents of pages and stands elsewhere."""

    topics: dict[str, str]
    """place in the tree of a topic's page → the topic's id"""
    asked: dict[str, dict[str, str]]
    """translation key → language → how people ask for it"""
    versions: dict[str, dict[str, int]]
    """translation key → language → number of the public page, of those that people ask for"""

    @classmethod
    def of(cls, asked_for: _AskedFor | None) -> _Around:
        topics, asked = TopicPage.objects.order_by(), AskedAs.objects.order_by()
        if asked_for:
            topics = topics.filter(path__in=asked_for.above)
            asked = asked.filter(page__translation_key__in=asked_for.keys)
        phrases = dict(asked.values_list("page__translation_key", "phrases"))
        versions: dict[str, dict[str, int]] = {}
        if phrases:
            live = Page.objects.live().order_by()
            live = live.filter(translation_key__in=phrases) if asked_for else live
            for pk, key, locale in live.values_list("pk", "translation_key", "locale_id"):
                versions.setdefault(str(key), {})[locale_languages()[locale]] = pk
        return cls(
            topics=dict(topics.values_list("path", "topic__key")),
            asked={str(key): found for key, found in phrases.items()},
            versions=versions,
        )

    def documents(self, page: PortalPage) -> Iterator[Document]:
        """Yield a page, and what leads to it in each language in which people ask for it and that it does not speak."""
        language, subject = locale_languages()[page.locale_id], str(page.translation_key)
        asked = self.asked.get(subject, {})
        body = [text for text in _read_texts(page) if text]
        document = Document(
            source="page",
            number=page.pk,
            language=language,
            subject=subject,
            name=page.key,
            kind=page.kind,
            title=page.title,
            terms=" · ".join(_names(page, body)),
            asked=asked.get(base_of(language), ""),
            summary=page.summary,
            text=" · ".join(body),
            facets=tuple(_facets(page, self.topics.get(page.path[: -Page.steplen], ""))),
            weight=WEIGHTS.get(page.kind, DOOR),
        )
        yield document
        versions = self.versions.get(subject, {})
        if page.pk == _standing_in(versions):
            empty = replace(document, title="", terms="", summary="", text="")
            yield from (
                replace(empty, language=other, asked=phrases)
                for other, phrases in asked.items()
                if other not in versions
            )


def _standing_in(versions: Mapping[str, int]) -> int:
    """Return the number of the page that speaks for those languages that have none."""
    return next((versions[code] for code in FALLBACKS if code in versions), min(versions.values(), default=0))


def _live(model: type[PortalPage], numbers: Collection[int] | None) -> Iterable[PortalPage]:
    pages = model.objects.live().order_by("pk")
    if numbers is not None:
        return list(pages.filter(pk__in=numbers))
    if issubclass(model, KeptPage):
        pages = pages.prefetch_related(
            Prefetch("audiences", Audience.objects.order_by("pk")), Prefetch("phases", Phase.objects.order_by("pk"))
        )
    return pages.iterator(500)


def _read_texts(page: PortalPage) -> Iterator[str]:
    """Yield what a reader reads below title and summary; as it is stored, since to make blocks of it takes longest."""
    for name in page.text_fields:
        value = getattr(page, name) if name not in ABOVE else ""
        yield from _strings(value.raw_data) if isinstance(value, StreamValue) else (str(value),)


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        # Addresses, choices and days are no words.
        if " " in data or not (
            data.startswith(("http://", "https://")) or data in OfficeKind.values or DAY.match(data)
        ):
            yield data
    elif isinstance(data, Mapping):
        for name, value in data.items():
            if name not in KEPT_BY_BLOCKS:
                yield from _strings(value)
    elif isinstance(data, Iterable):
        for part in data:
            yield from _strings(part)


def _names(page: PortalPage, body: Iterable[str]) -> Iterator[str]:
    """Yield what a page is about in other words than its title's: German terms, headings, questions, its place."""
    yield from (page.german_term, page.seo_title)
    if isinstance(page, EventPage):
        yield page.place
    for text in body:
        yield from (unescape(found) for found in HEADING.findall(text))
    yield from dict.fromkeys(match["term"] for text in body for match in TERM.finditer(text))
    yield from _headings(page.body.raw_data)


def _headings(data: object) -> Iterator[str]:
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name in TELLING and isinstance(value, str):
                yield value
            else:
                yield from _headings(value)
    elif isinstance(data, Iterable) and not isinstance(data, str):
        for part in data:
            yield from _headings(part)


def _facets(page: PortalPage, topic: str) -> Iterator[str]:
    if topic:
        yield f"topic:{topic}"
    if isinstance(page, KeptPage):
        yield from (f"audience:{audience.key}" for audience in page.audiences.all())
        yield from (f"phase:{phase.key}" for phase in page.phases.all())


def places(numbers: Collection[int], language: str) -> dict[int, Place]:
    """Return where pages are for a reader; those that are not public are missing."""
    tree = site_tree()
    found = ((number, tree.node(number)) for number in numbers)
    return {
        number: Place(tree.address(node, language), tree.best(node, language).language, is_open=not node.is_private)
        for number, node in found
        if node
    }
