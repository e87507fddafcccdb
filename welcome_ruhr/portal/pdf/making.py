"""From a page to a document and a file: an article, a journey, or a topic with all its articles in that language."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from welcome_ruhr.foundation.languages import direction
from welcome_ruhr.foundation.per_request import remembering
from welcome_ruhr.foundation.retry import GiveUp
from welcome_ruhr.portal import queries
from welcome_ruhr.portal.models import ArticlePage, JourneyPage, PortalPage, TopicPage
from welcome_ruhr.portal.queries.frame import original_address
from welcome_ruhr.portal.queries.notices import notices_on
from welcome_ruhr.portal.site_tree import site_tree
from welcome_ruhr.portal.translations import translation_status

from . import fonts, store
from .document import Block, Document
from .flow import blocks
from .typesetting import CannotTypeset, edition, typeset

MODELS: dict[str, type[PortalPage]] = {model.kind: model for model in (ArticlePage, JourneyPage, TopicPage)}
"""What can be had as a PDF, by the first half of its id in the content files."""


def page_for(kind: str, content_id: str, language: str) -> PortalPage | None:
    """Return the public page with a PDF, in the reader's language or the one that stands in for it."""
    model = MODELS.get(kind)
    found = model.objects.live().public().filter(content_id=content_id).first() if model else None
    tree = site_tree()
    node = tree.node(found.pk) if found else None
    if model is None or node is None:
        return None
    return model.objects.live().public().filter(pk=tree.best(node, language).pk).first()


def make(page: PortalPage) -> bool:
    """Make the PDF of a page unless it is there; return whether it was made.

    Raises GiveUp when it cannot be made from this content.
    """
    with override(page.language), remembering():
        document = document_of(page)
        place = place_of(page, document)
        if place.path.exists():
            return False
        try:
            store.keep(place, typeset(document))
        except CannotTypeset as error:
            store.refuse(place, str(error))
            raise GiveUp(str(error)) from error
    return True


def place_of(page: PortalPage, document: Document) -> store.Place:
    return store.Place(page.language, f"{page.kind}-{page.content_id}", document.digest(edition()))


def document_of(page: PortalPage) -> Document:
    """Return what the page shows today as a document; to be called in the page's own language."""
    address = _address(page)
    articles = _articles_below(page) if isinstance(page, TopicPage) else []
    return Document(
        title=page.title,
        language=page.language,
        direction=direction(page.language),
        address=address,
        labels={"page": _("Page {number} of {total}"), "as_of": _("As of {date}")},
        chapters=[
            _blocks(page, whole=not articles),
            *(_blocks(article, below=1, whole=article is articles[-1]) for article in articles),
        ],
    )


def all_names() -> set[tuple[str, str]]:
    """Return (language, name) of every PDF that may be there."""
    tree = site_tree()
    return {
        (node.language, f"{kind}-{content_id}")
        for kind, model in MODELS.items()
        for pk, content_id in model.objects.live().values_list("pk", "content_id")
        if (node := tree.node(pk))
    }


def can_be_made(language: str) -> bool:
    return fonts.can_write(language)


def _articles_below(topic: TopicPage) -> list[ArticlePage]:
    """All public articles of the topic in its language; none stands in from another one."""
    below = ArticlePage.objects.live().public().child_of(topic).select_related("locale")
    return list(below.order_by("path"))


def _blocks(page: PortalPage, *, below: int = 0, whole: bool) -> list[Block]:
    """Return one page's blocks; the `whole` document's last words stand at its end only."""
    html = render_to_string("portal/pdf/page.html", {**_context(page), "is_end": whole})
    return blocks(html, _address(page), below=below)


def _context(page: PortalPage) -> dict[str, Any]:
    language = page.language
    tree = site_tree()
    context = {
        "page": page,
        "content_language": language,
        "reader_language": language,
        "notices": notices_on(page, language),
        "original_href": original_address(tree.public_node(page.pk), tree),
    }
    if isinstance(page, JourneyPage):
        context["steps"] = queries.journey_steps(page, language)
    if not isinstance(page, TopicPage):
        context["status"] = translation_status(page)
    return context


def _address(page: Page) -> str:
    node = site_tree().public_node(page.pk)
    return queries.absolute(f"/{node.language}/{node.place}")
