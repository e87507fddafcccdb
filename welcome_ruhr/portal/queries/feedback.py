"""What readers comment on."""

from __future__ import annotations

from welcome_ruhr.directory import queries as directory
from welcome_ruhr.portal.models import ArticlePage, JourneyPage, NewsPage, StandardPage
from welcome_ruhr.portal.site_tree import site_tree

from .towns import cities_address


def subject_of_feedback(key: str, language: str) -> dict[str, str] | None:
    """Return key, title and address of what a reader comments on: a page or an office; None when there is none."""
    kind, _colon, name = key.partition(":")
    if kind == "office":
        office = directory.office(name)
        return {"key": key, "title": office.name, "href": cities_address(language)} if office else None
    tree = site_tree()
    for model in (ArticlePage, JourneyPage, StandardPage, NewsPage):
        if model.kind == kind:
            pks = model.objects.live().filter(content_id=name).order_by("path").values_list("pk", flat=True)
            if found := next(iter(tree.of_pages(pks)), None):
                return {"key": key, "title": tree.best(found, language).title, "href": tree.address(found, language)}
    return None
