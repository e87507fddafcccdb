"""Which names are raised when something the portal shows has changed; what is shown notes the same names.

    page:<key>         what a page says, in whichever language
    kind:<model>       what lists of a page type say
    through:<number>   which journeys lead through an article
    notices, films, pictures, terms, locales
and those of `portal.site_tree`. A home page that comes, goes or changes its address is everything, because the
addresses of a whole language hang on it; so are pages that move, and who may read which.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from welcome_ruhr.delivery import changes
from welcome_ruhr.delivery.changes import Event
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from .models import Film, JourneyPage, Notice, PortalPage, PublishedText, Translation

OF_DRAFTS = frozenset(
    {"latest_revision", "has_unpublished_changes", "draft_title", "latest_revision_created_at", "locked", "locked_at",
     "locked_by", "go_live_at", "expire_at", "alias_of", "expired"}
)  # fmt: skip
"""Fields of a page of which readers see nothing."""
OF_ADDRESS = ("slug", "live", "path", "locale_id", "translation_key")
ON_A_NODE = ("title", *OF_ADDRESS)
HOME_DEPTH = 2


def connect() -> None:
    """Begin to listen; called once, when the app is ready."""
    for model in (Page, *(found for found in apps.get_models() if issubclass(found, PortalPage))):
        changes.watch(model, names_of_page, unseen=OF_DRAFTS)
    records: tuple[type[Translation | PublishedText], ...] = (Translation, PublishedText)
    for record in records:
        changes.watch(record, names_of_record)
    changes.watch(Notice, lambda row, event: ["notices"])
    changes.watch(Film, lambda row, event: ["films"])
    for file in (get_image_model(), get_document_model()):
        changes.watch(file, lambda row, event: ["pictures"])
    # Only when it goes: a smaller picture is made while a page that shows it is rendered.
    post_delete.connect(rendition_deleted, sender=get_image_model().get_rendition_model())
    for term in (Audience, Phase, Topic):
        changes.watch(term, lambda row, event: ["terms"])
    for frame in (Locale, Site, PageViewRestriction):
        changes.watch(frame, lambda row, event: [changes.EVERYTHING])


@receiver(post_page_move, dispatch_uid="portal.freshness.moved")
def moved(**kwargs: Any) -> None:
    # All that stands below has moved with it.
    changes.changed(changes.EVERYTHING)


def names_of_record(record: Translation | PublishedText, event: Event) -> list[str]:
    return [f"page:{record.page.translation_key}"]


def rendition_deleted(**kwargs: Any) -> None:
    changes.changed("pictures")


def names_of_page(page: Page, event: Event) -> list[str]:
    """Return what changes for readers when this happens to `page`."""
    saved = Page.objects.filter(pk=page.pk).first() if event is Event.SAVED else None
    old = page if event is Event.LINKED else saved
    names = list(_names_below(old)) if old and old.slug != page.slug else []
    if not page.live and (old is None or not old.live):
        return names
    if page.depth == HOME_DEPTH and _differs(old, page, OF_ADDRESS):
        return [changes.EVERYTHING]
    model = str(page.cached_content_type.model)
    for version in (page, old) if old else (page,):
        names += [f"page:{version.translation_key}"]
        if _differs(old, page, ON_A_NODE):
            names += _names_of_node(version, model)
    if model == "journeypage":
        names += [f"through:{pk}" for pk in _on_the_way(page)]
    return [*dict.fromkeys(names), f"kind:{model}"]


def _differs(old: Page | None, page: Page, fields: tuple[str, ...]) -> bool:
    return old is None or any(getattr(old, name) != getattr(page, name) for name in fields)


def _names_of_node(page: Page, model: str) -> list[str]:
    above = page.path[: -Page.steplen]
    return [
        f"node:{page.pk}",
        f"key:{page.translation_key}",
        f"nodes:{model}",
        f"at:{page.path}",
        f"below:{above}",
        f"place:{_place(page)}",
        "tree",
    ]


def _place(page: Page) -> str:
    """The address below the language: of "/de/arbeit/stelle-finden/" the last two parts."""
    return str(page.url_path.split("/", 2)[-1])


def _names_below(page: Page) -> Iterator[str]:
    """Addresses of all pages below change with the one above."""
    # Not by the page's own count of children: whoever saves an older copy of it writes an older count.
    found = Page.objects.filter(path__startswith=page.path, depth__gt=page.depth)
    for below in found.select_related("content_type"):
        model = below.content_type.model
        yield from (f"page:{below.translation_key}", f"kind:{model}", *_names_of_node(below, model))


def _on_the_way(page: Page) -> set[int]:
    """The articles that a journey leads through, before this change and after it."""
    versions = [*JourneyPage.objects.filter(pk=page.pk), *([page] if isinstance(page, JourneyPage) else [])]
    steps = (block["value"] for version in versions for block in version.steps.raw_data)
    return {step["article"] for step in steps if step.get("article")}
