"""What the line at the top of the editor says about a page."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from welcome_ruhr.portal.models import PortalPage, Translation
from welcome_ruhr.portal.translations import TranslationStatus, translation_status

from .untouched import reasons


def standing_line(page: PortalPage, user: Any) -> dict[str, Any]:
    """Return how the page stands to its other languages, and what keeps this draft from being published."""
    status = translation_status(page)
    return {
        "page": page,
        "status": status,
        "versions": [] if status else _translations_of(page),
        "problems": reasons(page),
    }


def _translations_of(page: Page) -> list[TranslationStatus]:
    records = Translation.objects.filter(page__translation_key=page.translation_key, source_locale=page.locale)
    pages = [record.page for record in records.select_related("page__locale").order_by("page__path")]
    return [status for version in pages if (status := translation_status(version))]
