"""Finding the page at an address and reading it, with all its template asks for, in as few queries as can be."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.facts.queries import legal_bases
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.foundation.languages import fallbacks_of
from welcome_ruhr.portal.enums import TranslationState
from welcome_ruhr.portal.models import PAGE_MODELS, Film, KeptPage, PortalPage, Translation
from welcome_ruhr.portal.rows import films_chosen
from welcome_ruhr.portal.site_tree import Node, site_tree
from welcome_ruhr.portal.translations import PublicStatus, digest, published_text, state_beside, translation_status

from .statements import ANY, ByNumber

WITH_TOWNS = "cityindexpage"


def page_at(place: str, language: str) -> tuple[Node, str] | None:
    """Return the page that a reader of `language` meets at a place, and what of the place is the town below it."""
    tree = site_tree()
    above, town = _split(place)
    for code in fallbacks_of(language):
        if node := tree.at_address(place, code):
            return node, ""
        node = tree.at_address(above, code) if town else None
        if node and node.model == WITH_TOWNS:
            return node, town
    return None


def _split(place: str) -> tuple[str, str]:
    """Split "cities/herne/" into "cities/" and "herne/"."""
    above, _slash, last = place.removesuffix("/").rpartition("/")
    return (f"{above}/", f"{last}/") if above else ("", "")


def read_page(node: Node) -> PortalPage | None:
    """Return the public page of a node with its record as a translation; None when it has just been taken away."""
    made_of(f"node:{node.pk}", f"page:{node.translation_key}")
    return next(iter(_page(node.model).objects(node.pk)), None)


@cache
def _page(name: str) -> ByNumber:
    model = PAGE_MODELS[name]
    pages = model._default_manager.filter(live=True, pk=ANY).order_by()
    return ByNumber(lambda: _with_standing(pages) if issubclass(model, KeptPage) else pages)


def _with_standing(pages: QuerySet[PortalPage]) -> QuerySet[PortalPage]:
    """Read with each page what tells how it stands to its source."""
    source = pages.model._default_manager.order_by().filter(
        translation_key=OuterRef("translation_key"), locale=OuterRef("portal_translation__source_locale"), live=True
    )
    return pages.annotate(
        record=F("portal_translation__pk"),
        record_locale=F("portal_translation__source_locale"),
        record_revision=F("portal_translation__source_revision"),
        record_digest=F("portal_translation__source_digest"),
        record_made_by=F("portal_translation__made_by"),
        record_released_by=F("portal_translation__released_by"),
        source_pk=Subquery(source.values("pk")[:1]),
        source_live_revision=Subquery(source.values("live_revision")[:1]),
        source_published_digest=Subquery(source.values("portal_published_text__digest")[:1]),
        source_body=Subquery(source.annotate(text=Cast("body", TextField())).values("text")[:1]),
    )


def _is_read_here(page: Any) -> bool:
    """Whether the page comes from `read_page`; a preview, say, does not."""
    return hasattr(page, "record")


def status_of(page: KeptPage) -> PublicStatus | None:
    """Return how a page stands to its source; None when it is a source itself."""
    if not _is_read_here(page):
        return translation_status(page)
    if page.record is None:
        return None
    translation = _record(page)
    if page.source_pk is None:
        return PublicStatus(translation, TranslationState.SOURCE_GONE)
    state = state_beside(translation, page.source_live_revision, partial(_source_digest, page))
    return PublicStatus(translation, state)


def _record(page: Any) -> Translation:
    return Translation(
        pk=page.record,
        page_id=page.pk,
        source_locale_id=page.record_locale,
        source_revision_id=page.record_revision,
        source_digest=page.record_digest,
        made_by=page.record_made_by,
        released_by=page.record_released_by,
    )


def _source_digest(page: Any) -> str:
    # Kept since pages are published by us; a source that is older has to be read.
    return page.source_published_digest or digest(published_text(type(page).objects.get(pk=page.source_pk)))


def film_of_source(page: KeptPage, status: PublicStatus | None) -> Film | None:
    """Return the film that a page's source shows: what is signed needs no translation."""
    if status is None:
        return None
    if not _is_read_here(page):
        source = getattr(status, "source", None)
        parts = list(source.body.raw_data) if source else []
    else:
        text = page.source_body or ""
        parts = json.loads(text) if '"film"' in text else []
    pks = (part["value"].get("film") for part in parts if part["type"] == "film")
    first = next((pk for pk in pks if pk), None)
    return films_chosen([first]).get(first) if first else None


def laws_of(page: KeptPage) -> list[LegalBasis]:
    """Return the legal bases of a page; they are asked for once for each page object."""
    made_of("laws")
    known: list[LegalBasis] | None = page.__dict__.get("_laws")
    if known is None:
        known = page.__dict__["_laws"] = _laws(page) if _is_read_here(page) else list(page.legal_bases.all())
    return known


def _laws(page: KeptPage) -> list[LegalBasis]:
    cited = {pk for (pk,) in _cited(str(page._meta.model_name)).values(page.pk)}
    return [basis for pk, basis in legal_bases().items() if pk in cited] if cited else []


@cache
def _cited(name: str) -> ByNumber:
    links: Any = getattr(PAGE_MODELS[name], "legal_bases").through  # noqa: B009 — not every page type has them
    return ByNumber(lambda: links.objects.filter(**{f"{name}_id": ANY}).values_list("legalbasis_id"))
