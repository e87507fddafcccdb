"""How a translation stands to its source: told from what was stored, never guessed from times."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from wagtail.models import Page, Revision

from welcome_ruhr.foundation.per_request import remembering

from .content.writing import translatable_text
from .enums import Maker, TranslationState
from .models import PortalPage, Translation


@dataclass(frozen=True)
class PublicStatus:
    """What the reader is told about a translated page."""

    translation: Translation
    state: TranslationState

    @property
    def is_checked(self) -> bool:
        return self.translation.made_by == Maker.HUMAN and bool(self.translation.released_by)


@dataclass(frozen=True)
class TranslationStatus(PublicStatus):
    """What the editors are told about a translated page."""

    source: PortalPage | None


def digest(text: str) -> str:
    """Sixteen characters that change when the translatable text changes."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def published_text(page: PortalPage) -> str:
    """The translatable text of the page as it is public: links by stable id, no block ids, no dates of checks."""
    with remembering():
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
    if source is None or not source.live:
        return TranslationStatus(translation, TranslationState.SOURCE_GONE, source)
    text_digest = partial(_digest_of, source)
    return TranslationStatus(translation, state_beside(translation, source.live_revision_id, text_digest), source)


def _digest_of(source: PortalPage) -> str:
    return digest(published_text(source))


def state_beside(
    translation: Translation, source_revision: int | None, source_digest: Callable[[], str]
) -> TranslationState:
    """Return how a translation stands to a source that is public, told from its live revision and its text."""
    # The same revision means the same text; only another one needs to be compared.
    same_revision = translation.source_revision_id and translation.source_revision_id == source_revision
    if not same_revision and source_digest() != translation.source_digest:
        return TranslationState.OUTDATED
    if translation.made_by == Maker.MACHINE or not translation.released_by:
        return TranslationState.UNCHECKED
    return TranslationState.CURRENT
