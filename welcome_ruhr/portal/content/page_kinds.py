"""Which page type stands behind which folder of the content files, and below which page it belongs."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from welcome_ruhr.foundation.nearest import nearest
from welcome_ruhr.portal.models import (
    ArticlePage,
    AskPage,
    AudiencePage,
    CityIndexPage,
    EventPage,
    HomePage,
    JourneyIndexPage,
    JourneyPage,
    NewsIndexPage,
    NewsPage,
    PhasePage,
    PortalPage,
    StandardPage,
    TopicPage,
)
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from .markdown import REFERENCE
from .reading import PageFile

SINGLE_PAGES: dict[str, type[PortalPage]] = {
    "home": HomePage,
    "ask-us": AskPage,
    "cities": CityIndexPage,
    "news": NewsIndexPage,
    "journeys": JourneyIndexPage,
}
FOLDERS: dict[str, tuple[str, type[PortalPage]]] = {
    "phases": ("phase", PhasePage),
    "audiences": ("audience", AudiencePage),
    "topics": ("topic", TopicPage),
    "articles/*": ("article", ArticlePage),
    "legal": ("legal", StandardPage),
    "news": ("news", NewsPage),
    "events": ("event", EventPage),
}
PARENTS = {"article": None, "news": "page:news", "event": "page:news", "journey": "page:journeys"}
TERMS: dict[str, type[Phase] | type[Audience] | type[Topic]] = {"phase": Phase, "audience": Audience, "topic": Topic}


def model_of(kind: str, content_id: str) -> type[PortalPage]:
    if kind == "page":
        return SINGLE_PAGES[content_id]
    if kind == "journey":
        return JourneyPage
    return next(model for name, model in FOLDERS.values() if name == kind)


def parent_key(file: PageFile) -> str:
    if file.kind == "article":
        return f"topic:{file.folder}"
    return PARENTS.get(file.kind) or "page:home"


def meant_entry(wrong: str, known: Iterable[str]) -> str:
    """Return " Did you mean article:…?" for an entry that is not there; ids count, of the same kind first."""
    kind, _colon, own_id = wrong.partition(":")
    ids: dict[str, str] = {}
    for key in sorted(known, key=lambda key: not key.startswith(f"{kind}:")):
        ids.setdefault(key.partition(":")[2], key)
    same_kind = [one for one, key in ids.items() if key.startswith(f"{kind}:")]
    found = nearest(own_id, same_kind) or nearest(own_id, ids)
    return f" Did you mean “{ids[found]}”?" if found else ""


def stored_entries() -> set[str]:
    """Return the ids of all pages in the database, such as "article:eu-blue-card"."""
    models: set[type[PortalPage]] = {*SINGLE_PAGES.values(), *(model for _kind, model in FOLDERS.values()), JourneyPage}
    ids = ((model.kind, model.objects.values_list("content_id", flat=True)) for model in models)
    return {f"{kind}:{own_id}" for kind, found in ids for own_id in found}


def stored_page(reference: str, language: str = settings.LANGUAGE_CODE) -> PortalPage | None:
    match = REFERENCE.match(reference)
    if not match or (match[1] == "page" and match[2] not in SINGLE_PAGES):
        return None
    found = model_of(match[1], match[2]).objects.filter(content_id=match[2])
    return found.filter(locale__language_code=language).first() or found.first()
