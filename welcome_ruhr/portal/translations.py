"""How a translation stands to its source: told from what was stored, never guessed from times."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from wagtail.models import Page, Revision

from .content.writing import translatable_text
from .enums import Maker, TranslationState
from .models import PortalPage, Translation


@dataclass(frozen=True)
class TranslationStatus:
    """What the reader and the editors are told about a translated page."""

    translation: Translation
    source: PortalPage | None
    state: TranslationState

    @property
    def is_checked(self) -> bool:
        return self.translation.made_by == Maker.HUMAN and bool(self.translation.released_by)


def digest(text: str) -> str:
    """Sixteen characters that change when the translatable text changes."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def published_text(page: PortalPage) -> str:
    """The translatable text of the page as it is public: links by stable id, no block ids, no dates of checks."""
    return translatable_text(page)


def source_of(page: Page, translation: Translation) -> PortalPage | None:
    found = Page.objects.filter(translation_key=page.translation_key, locale=translation.source_locale).first()
    return found.specific if found else None


def live_revision(page: Page) -> Revision | None:
    return page.live_revision or page.latest_revision


def translation_status(page: Page) -> TranslationStatus | None:
    """Return how `page` stands to its source; None when it is a source itself."""
    translation = Translation.objects.filter(page_id=page.pk).select_related("source_locale").first()
    if translation is None:
        return None
    source = source_of(page, translation)
    return TranslationStatus(translation, source, _state(translation, source))


def _state(translation: Translation, source: PortalPage | None) -> TranslationState:
    if source is None or not source.live:
        return TranslationState.SOURCE_GONE
    # The same revision means the same text; only another one needs to be compared.
    same_revision = translation.source_revision_id and translation.source_revision_id == source.live_revision_id
    if not same_revision and digest(published_text(source)) != translation.source_digest:
        return TranslationState.OUTDATED
    if translation.made_by == Maker.MACHINE or not translation.released_by:
        return TranslationState.UNCHECKED
    return TranslationState.CURRENT
