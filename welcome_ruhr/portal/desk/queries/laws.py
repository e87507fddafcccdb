"""Legal bases that have changed, and the pages that cite them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.facts.queries import changed_legal_bases
from welcome_ruhr.portal.models import KeptPage
from welcome_ruhr.portal.queries import KEPT_MODELS

from .pages import PageInLanguages, grouped

CONFIRMED = "portal.confirm_page"
"""Name of the log entry that a confirmed page gets."""


@dataclass(frozen=True)
class ChangedLaw:
    """A legal basis that has changed, with the pages not checked since, in all their languages."""

    basis: LegalBasis
    pages: list[PageInLanguages]

    @property
    def edit_href(self) -> str:
        name = LegalBasis.snippet_viewset.get_url_name("edit")  # type: ignore[attr-defined]  # set by Wagtail
        return reverse(name, args=[self.basis.pk])


def pages_citing(basis: LegalBasis) -> list[PageInLanguages]:
    """Return all pages that cite a legal basis, drafts too, in every language."""
    found = [
        page
        for model in KEPT_MODELS
        for page in model.objects.filter(legal_bases=basis).select_related("locale").defer_streamfields()
    ]
    return grouped(sorted(found, key=lambda page: page.path))


def changed_laws(sources: dict[Any, KeptPage]) -> list[ChangedLaw]:
    """Legal bases whose change is younger than the last check of a public page that cites them."""
    bases = list(changed_legal_bases())
    citing = _citing_keys([basis.pk for basis in bases])
    languages = _public_versions(set().union(*citing.values()) if citing else set())
    confirmed = _last_confirmations()
    changed = []
    for basis in bases:
        waiting = [sources[key] for key in citing.get(basis.pk, []) if key in sources]
        waiting = [page for page in waiting if _unchecked_since(page, basis, confirmed.get(page.pk))]
        pages = [
            PageInLanguages([page, *(one for one in languages[page.translation_key] if one.pk != page.pk)])
            for page in sorted(waiting, key=lambda page: page.path)
        ]
        changed += [ChangedLaw(basis, pages)] if pages else []
    return changed


def _citing_keys(bases: list[int]) -> dict[int, set[Any]]:
    """Legal basis → translation keys of the pages that cite it."""
    table: dict[int, set[Any]] = {}
    for model in KEPT_MODELS if bases else ():
        pairs = model.objects.filter(legal_bases__in=bases).values_list("legal_bases", "translation_key")
        for basis, key in pairs:
            table.setdefault(basis, set()).add(key)
    return table


def _public_versions(keys: set[Any]) -> dict[Any, list[Page]]:
    table: dict[Any, list[Page]] = {key: [] for key in keys}
    for page in Page.objects.live().filter(translation_key__in=keys).select_related("locale").order_by("path"):
        table[page.translation_key].append(page)
    return table


def _last_confirmations() -> dict[int, datetime]:
    log = PageLogEntry.objects.filter(action=CONFIRMED).values("page_id").annotate(last=Max("timestamp"))
    return dict(log.values_list("page_id", "last"))


def _unchecked_since(page: KeptPage, basis: LegalBasis, confirmed_at: datetime | None) -> bool:
    """Whether the change holds or was entered after the page was last checked; on one day the moments decide."""
    noted_at = basis.change_noted_at
    noted_on = timezone.localdate(noted_at) if noted_at else date.min
    changed_on = max(basis.changed_on or date.min, noted_on)
    if not page.checked_on or page.checked_on != changed_on:
        return (page.checked_on or date.min) < changed_on
    return bool(noted_at and noted_on == changed_on and (confirmed_at is None or confirmed_at < noted_at))
