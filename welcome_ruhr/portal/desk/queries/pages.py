"""Pages with all their languages, and those that are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.models import Page, Revision

from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.models import KeptPage, PortalPage, Translation
from welcome_ruhr.portal.queries import KEPT_MODELS, pages_due


@dataclass(frozen=True)
class PageInLanguages:
    """One page in every language in which it concerns us, the one it was written in first."""

    versions: list[Any]

    @property
    def source(self) -> Any:
        return self.versions[0]

    @property
    def title(self) -> str:
        return str(self.source.title)


def grouped(pages: Iterable[Page]) -> list[PageInLanguages]:
    """Put the languages of a page together, in the order in which each page comes first."""
    groups: dict[Any, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.translation_key, []).append(page)
    return [PageInLanguages(versions) for versions in groups.values()]


def with_languages(sources: Iterable[KeptPage]) -> list[PageInLanguages]:
    """Put beside each source page its public versions in the other languages, in one read."""
    pages = list(sources)
    public = Page.objects.live().filter(translation_key__in=[page.translation_key for page in pages])
    others: dict[Any, list[Page]] = {}
    for version in public.select_related("locale").order_by("path"):
        others.setdefault(version.translation_key, []).append(version)
    return [
        PageInLanguages([page, *(one for one in others.get(page.translation_key, []) if one.pk != page.pk)])
        for page in pages
    ]


def due() -> list[KeptPage]:
    """Source pages whose next check has come, the oldest first."""
    return pages_due()


def checked_sources() -> dict[Any, KeptPage]:
    """Return the public source pages that have a day of their last check, by translation key."""
    translated = Translation.objects.values("page_id")
    return {
        page.translation_key: page
        for model in KEPT_MODELS
        for page in model.objects.live().exclude(pk__in=translated).select_related("locale").defer_streamfields()
    }


def longest_unchecked_first(page: KeptPage) -> tuple[date, str]:
    return page.checked_on or date.min, page.path


def refused_in_time() -> list[PortalPage]:
    """Pages whose time to go public has come, but whose figures are not verified."""
    late = [revision.as_object() for revision in Revision.objects.filter(approved_go_live_at__lt=clock.now())]
    return [page for page in late if isinstance(page, PortalPage) and page.problems()]
