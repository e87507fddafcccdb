"""Earlier versions of a row of the directory, with the towns it was linked to, for editors to compare and restore."""

from __future__ import annotations

import json
from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.models import Revision, RevisionMixin

KEPT = "directory.keep_version"
"""Name of the log entry of a version that was stored before somebody first changed it by hand."""


class KeepsHistory(RevisionMixin, models.Model):
    """A row whose versions are kept. Wagtail's own versions leave out which rows it was linked to."""

    class Meta:
        abstract = True

    def serializable_data(self) -> dict[str, Any]:
        data: dict[str, Any] = super().serializable_data()
        return {**data, **{name: sorted(one.pk for one in getattr(self, name).all()) for name in _links(type(self))}}

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Self:
        columns = {name: value for name, value in data.items() if name not in _links(cls)}
        found: Self = super().from_serializable_data(_without_lost_rows(cls, columns), check_fks, strict_fks)
        for name in _links(cls):
            if name in data:
                _link_as_then(found, name, data[name])
        return found


def keep_version_before(row: KeepsHistory) -> Revision | None:
    """Store what the database holds of a row as a version, unless the latest version says the same.

    To be called before a change: what the content files brought has no version of its own yet.
    """
    stored = type(row)._default_manager.get(pk=row.pk)
    latest = stored.latest_revision
    if latest and _content(latest.content) == _content(stored.serializable_data()):
        return None
    # Wagtail offers to compare and restore only versions that are noted with a change.
    kept: Revision = stored.save_revision(clean=False, log_action=KEPT)
    return kept


def _links(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.local_many_to_many]


def _content(data: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a version as the database gives it back, without what is about the versions themselves."""
    plain: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return {name: value for name, value in plain.items() if name != "latest_revision"}


def _without_lost_rows(model: type[models.Model], data: dict[str, Any]) -> dict[str, Any]:
    """Empty what points to a row that was deleted since; Wagtail fails where such a row is protected."""
    found = dict(data)
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey) and found.get(field.name) is not None:
            target: Any = field.related_model
            if not target._default_manager.filter(pk=found[field.name]).exists():
                found[field.name] = None
    return found


def _link_as_then(row: models.Model, name: str, pks: list[int]) -> None:
    """Let a row that was not read from the database name the rows it was linked to then.

    Only what is read is laid over the relation: `set()` still compares with what the database holds.
    """
    related = getattr(row, name).all()
    related._result_cache = list(getattr(type(row), name).rel.model._default_manager.filter(pk__in=pks))
    cache: dict[str, Any] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = related


__all__ = ["KEPT", "KeepsHistory", "keep_version_before"]
