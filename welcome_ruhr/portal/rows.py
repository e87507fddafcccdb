"""Rows that parts of pages choose one by one, such as pictures: kept in memory once they were read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import models

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.foundation.ingredients import made_of

M = TypeVar("M", bound=models.Model)
MOST = 2_000
"""So many rows of a table are kept; what a page shows beyond them is read each time."""


class Rows(Generic[M]):
    """The rows of a table that have been asked for, under one name that is raised when any row of it changes."""

    def __init__(self, model: str, name: str) -> None:
        self._model = model
        self._name = name
        # A new, empty table whenever the name was raised: what is put into the old one then, nobody finds.
        self._known: Kept[dict[int, M]] = Kept(dict, of=[name])

    def chosen(self, pks: Iterable[int]) -> dict[int, M]:
        """Return the rows with these numbers by number, as far as they are there."""
        wanted = {pk for pk in pks if pk}
        if not wanted:
            return {}
        made_of(self._name)
        known = self._known()
        missing = wanted - known.keys()
        read = apps.get_model(self._model)._default_manager.in_bulk(missing) if missing else {}
        if len(known) + len(read) <= MOST:
            known.update(read)
        return {pk: row for pk in wanted if (row := known.get(pk) or read.get(pk))}


_films: Rows[Any] = Rows("portal.Film", "films")
_images: Rows[Any] = Rows("wagtailimages.Image", "pictures")
_documents: Rows[Any] = Rows("wagtaildocs.Document", "pictures")


def films_chosen(pks: Iterable[int]) -> dict[int, Any]:
    return _films.chosen(pks)


def images_chosen(pks: Iterable[int]) -> dict[int, Any]:
    return _images.chosen(pks)


def documents_chosen(pks: Iterable[int]) -> dict[int, Any]:
    return _documents.chosen(pks)
