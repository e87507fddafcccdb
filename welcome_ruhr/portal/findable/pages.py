"""Pages as documents of the search, one for each language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

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
    around = _Around.of(numbers)
    for model in _models_of(numbers):
        if model not in NOT_FOUND:
            for page in _live(model, numbers):
                yield around.document(page)
                yield from around.leading_to(page)


def _models_of(numbers: Collection[int] | None) -> Iterable[type[PortalPage]]:
    """Return the page types of these pages, or all: to ask each of them takes longer than all the rest."""
    if numbers is None:
        return PAGE_MODELS.values()
    names = Page.objects.filter(pk__in=numbers).order_by().values_list("content_type__model", flat=True).distinct()
    return [PAGE_MODELS[name] for name in names if name in PAGE_MODELS]


@dataclass(frozen=True)
class _Around:
    """What belongs to the documents of pages and stands elsewhere."""

    topics: dict[str, str]
    """place in the tree of a topic's page → the topic's id"""
    versions: dict[str, dict[str, int]]
    """translation key → language → number of the public page"""
    asked: dict[str, dict[str, str]]
    """translation key → language → how people ask for it"""

    @classmethod
    def of(cls, numbers: Collection[int] | None) -> _Around:
        versions: dict[str, dict[str, int]] = {}
        asked = AskedAs.objects.order_by()
        live = Page.objects.live().order_by()
        if numbers is not None:
            keys = list(Page.objects.filter(pk__in=numbers).values_list("translation_key", flat=True))
            live, asked = live.filter(translation_key__in=keys), asked.filter(page__translation_key__in=keys)
        for pk, key, locale in live.values_list("pk", "translation_key", "locale_id"):
            versions.setdefault(str(key), {})[locale_languages()[locale]] = pk
        return cls(
            topics=dict(TopicPage.objects.order_by().values_list("path", "topic__key")),
            versions=versions,
            asked={str(key): found for key, found in asked.values_list("page__translation_key", "phrases")},
        )

    def document(self, page: PortalPage) -> Document:
        language, subject = locale_languages()[page.locale_id], str(page.translation_key)
        body = [text for text in _read_texts(page) if text]
        return Document(
            source="page",
            number=page.pk,
            language=language,
            subject=subject,
            name=page.key,
            kind=page.kind,
            title=page.title,
            terms=" · ".join(_names(page, body)),
            asked=self.asked.get(subject, {}).get(base_of(language), ""),
            summary=page.summary,
            text=" · ".join(body),
            facets=tuple(_facets(page, self.topics.get(page.path[: -Page.steplen], ""))),
            weight=WEIGHTS.get(page.kind, DOOR),
        )

    def leading_to(self, page: PortalPage) -> Iterator[Document]:
        """Yield, in each language in which people ask for a page that it does not speak, what leads them to it."""
        subject = str(page.translation_key)
        versions = self.versions.get(subject, {})
        stands_in = next((versions[code] for code in FALLBACKS if code in versions), min(versions.values(), default=0))
        if page.pk != stands_in:
            return
        for language, phrases in self.asked.get(subject, {}).items():
            if language not in versions:
                yield Document(
                    source="page",
                    number=page.pk,
                    language=language,
                    subject=subject,
                    name=page.key,
                    kind=page.kind,
                    title="",
                    asked=phrases,
                    facets=tuple(_facets(page, self.topics.get(page.path[: -Page.steplen], ""))),
                    weight=WEIGHTS.get(page.kind, DOOR),
                )


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
