"""How every source page stands in every language, in a handful of reads however many pages there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from wagtail.models import Page

from welcome_ruhr.portal.enums import Maker, TranslationState
from welcome_ruhr.portal.models import PublishedText, Translation
from welcome_ruhr.portal.translations import digest, published_text

HOME_DEPTH = 2


@dataclass(frozen=True)
class Standing:
    """One page in one language it was not written in.

    `source` is None when it was deleted, `page` and `record` are None when there is no translation yet.
    """

    source: Page | None
    language: str
    state: TranslationState
    page: Page | None = None
    record: Translation | None = None

    @property
    def title(self) -> str:
        named = self.source or self.page
        return str(named.title) if named else ""

    @property
    def is_draft(self) -> bool:
        """Whether readers have not yet seen this translation at all."""
        return bool(self.page and not self.page.live)

    @property
    def has_draft(self) -> bool:
        """Whether readers see an earlier text than the editors."""
        return bool(self.page and self.page.live and self.page.has_unpublished_changes)


def standings() -> list[Standing]:
    """Return each source page in each language it is or can be translated into, in tree order.

    A language without a home page is offered for the home page only, because pages need a page above them.
    Translations whose source was deleted come last.
    """
    return list(_Overview().all())


class _Overview:
    def __init__(self) -> None:
        portal_pages = Page.objects.filter(content_type__app_label="portal", depth__gte=HOME_DEPTH)
        self.pages = list(portal_pages.select_related("locale").order_by("path"))
        self.records = {record.page_id: record for record in Translation.objects.select_related("source_locale")}
        self.digests = dict(PublishedText.objects.values_list("page_id", "digest"))

    @cached_property
    def versions(self) -> dict[str, dict[str, Page]]:
        """Translation key → language → page."""
        table: dict[str, dict[str, Page]] = {}
        for page in self.pages:
            table.setdefault(str(page.translation_key), {})[page.locale.language_code] = page
        return table

    @cached_property
    def open_languages(self) -> set[str]:
        return {page.locale.language_code for page in self.pages if page.depth == HOME_DEPTH}

    def all(self) -> Iterator[Standing]:
        for page in self.pages:
            if page.pk not in self.records:
                yield from self._of_source(page)
        for page in self.pages:
            if (record := self.records.get(page.pk)) and self._source_of(page, record) is None:
                yield Standing(None, page.locale.language_code, TranslationState.SOURCE_GONE, page, record)

    def _source_of(self, page: Page, record: Translation) -> Page | None:
        return self.versions[str(page.translation_key)].get(record.source_locale.language_code)

    def _of_source(self, source: Page) -> Iterator[Standing]:
        versions = self.versions[str(source.translation_key)]
        for language, _name in settings.LANGUAGES:
            page = versions.get(language)
            record = self.records.get(page.pk) if page else None
            if record and record.source_locale_id == source.locale_id:
                yield Standing(source, language, self._state(record, source), page, record)
            elif page is None and self._can_be_translated(source, language):
                yield Standing(source, language, TranslationState.MISSING)

    def _can_be_translated(self, source: Page, language: str) -> bool:
        """Where a page was written in two languages, the first of the settings is translated into a third."""
        versions = self.versions[str(source.translation_key)]
        sources = [
            code for code, _name in settings.LANGUAGES if code in versions and versions[code].pk not in self.records
        ]
        open_to_it = language in self.open_languages or source.depth == HOME_DEPTH
        return bool(source.live and open_to_it and sources[:1] == [source.locale.language_code])

    def _state(self, record: Translation, source: Page) -> TranslationState:
        """As `translations.translation_status`, from digests that were stored when the source was published."""
        if not source.live:
            return TranslationState.SOURCE_GONE
        same_revision = record.source_revision_id and record.source_revision_id == source.live_revision_id
        if not same_revision and self._digest(source) != record.source_digest:
            return TranslationState.OUTDATED
        if record.made_by == Maker.MACHINE or not record.released_by:
            return TranslationState.UNCHECKED
        return TranslationState.CURRENT

    def _digest(self, source: Page) -> str:
        return self.digests.get(source.pk) or digest(published_text(source.specific))
