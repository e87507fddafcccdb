"""The index follows what is saved and deleted, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.signals import post_page_move

from welcome_ruhr.directory.models import Institution, Municipality, Office, PlaceName
from welcome_ruhr.portal.freshness import OF_DRAFTS
from welcome_ruhr.portal.models import PAGE_MODELS
from welcome_ruhr.search import actions
from welcome_ruhr.search.documents import Source, register
from welcome_ruhr.search.models import AskedAs
from welcome_ruhr.search.queries import is_found

from . import files, offices, pages

ROWS: dict[str, type[models.Model]] = {"town": Municipality, "office": Office, "institution": Institution}


def connect() -> None:
    """Register what can be found and begin to listen; called once, when the app is ready."""
    register(Source("page", pages.read, pages.places))
    register(Source("town", offices.read_towns, offices.places_of_towns))
    register(Source("office", offices.read_offices, offices.places_of_offices, is_one_of_many=True))
    register(Source("institution", offices.read_institutions, offices.places_of_institutions, is_one_of_many=True))
    register(Source("file", files.read, files.places))
    for model in PAGE_MODELS.values():
        _follow(model, "page", unseen=OF_DRAFTS)
    for signal in (post_save, post_delete):
        signal.connect(_asked_differently, sender=AskedAs, weak=False)
    post_page_move.connect(_moved, weak=False)
    post_save.connect(_town_renamed, sender=Municipality, weak=False)
    for signal in (post_save, post_delete):
        signal.connect(_called_differently, sender=PlaceName, weak=False)
    for name, row_model in ROWS.items():
        _follow(row_model, name)
    _follow(get_document_model(), "file")


def _follow(model: type[models.Model], source: str, unseen: Collection[str] = ()) -> None:
    receivers: list[tuple[Any, Callable[..., None], Any]] = [
        (post_save, partial(_saved, source, frozenset(unseen)), model),
        (post_delete, partial(_deleted, source), model),
    ]
    receivers += [
        (m2m_changed, partial(_linked, source, model), field.remote_field.through) for field in model._meta.many_to_many
    ]
    for signal, receiver, sender in receivers:
        signal.connect(receiver, sender=sender, weak=False)


def _saved(source: str, unseen: frozenset[str], sender: Any, instance: models.Model, **kwargs: Any) -> None:
    fields = kwargs.get("update_fields")
    if not kwargs.get("raw") and (fields is None or not unseen.issuperset(fields)):
        if isinstance(instance, Page) and instance.live != is_found(source, instance.pk):
            _refresh_versions(instance)
        else:
            actions.refresh(source=source, numbers=[instance.pk])


def _deleted(source: str, sender: Any, instance: models.Model, **kwargs: Any) -> None:
    actions.forget(source=source, numbers=[instance.pk])
    if isinstance(instance, Page):
        _refresh_versions(instance)


def _asked_differently(sender: Any, instance: AskedAs, **kwargs: Any) -> None:
    _refresh_versions(instance.page)


def _moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Pages belong to the topic they stand below."""
    below = Page.objects.filter(path__startswith=instance.path).values_list("pk", flat=True)
    actions.refresh(source="page", numbers=list(below))


def _town_renamed(sender: Any, instance: Municipality, **kwargs: Any) -> None:
    """Offices and institutions are found by the names of their towns."""
    for source, rows in (("office", instance.offices), ("institution", instance.institutions)):
        actions.refresh(source=source, numbers=list(rows.values_list("pk", flat=True)))


def _called_differently(sender: Any, instance: PlaceName, **kwargs: Any) -> None:
    actions.refresh(source="town", numbers=[instance.municipality_id])


def _refresh_versions(page: Page) -> None:
    """What leads to a page in languages that it does not speak depends on which languages it speaks."""
    versions = Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True)
    actions.refresh(source="page", numbers=[*versions, page.pk])


def _linked(source: str, owner: type[models.Model], sender: Any, instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, owner):
        actions.refresh(source=source, numbers=[instance.pk])
