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
        if model.kind == kind and (page := model.objects.live().filter(content_id=name).first()):
            node = tree.best(tree.by_pk[page.pk], language)
            return {"key": key, "title": node.title, "href": tree.address(node, language)}
    return None
