"""Where an office is used: pages and rules, known in the same transaction as the use.

Wagtail notes uses in its reference index, but leaves that to the worker, which may be busy or stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from wagtail import signal_handlers
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex
from wagtail.tasks import update_reference_index_task

from .models import Office


class AtOnce:
    """Takes the place of Wagtail's task: it is done where it would be put into the queue."""

    def enqueue(self, app_label: str, model_name: str, pk: str) -> None:
        update_reference_index_task.func(app_label, model_name, pk)


def write_at_once() -> None:
    """From now on, note uses of figures, offices, pictures … when a row is saved; called when the app is ready."""
    signal_handlers.update_reference_index_task = AtOnce()


@dataclass(frozen=True)
class Version:
    """One row that uses an office; of a page, one language."""

    title: str
    language: str
    """"" for what is no page"""
    edit_href: str


@dataclass(frozen=True)
class Use:
    """A page in all its languages that use the office, or another entry such as a rule."""

    title: str
    kind: str
    versions: list[Version] = field(default_factory=list)


def uses_of(office: Office, reader: Any = None) -> list[Use]:
    """Return what uses an office, pages in the order of the site; with links as far as `reader` may edit."""
    finder = AdminURLFinder(reader)
    found: dict[Any, Use] = {}
    for row in sorted(_rows_using(office), key=_place):
        language = row.locale.language_code if isinstance(row, Page) else ""
        use = found.setdefault(
            row.translation_key if isinstance(row, Page) else (type(row), row.pk),
            Use(str(row), str(capfirst(row._meta.verbose_name))),
        )
        use.versions.append(Version(str(row), language, finder.get_edit_url(row) or ""))
    return list(found.values())


def _rows_using(office: Office) -> Iterator[Any]:
    for row, _references in ReferenceIndex.get_references_to(office).group_by_source_object():
        if row is not None:
            yield row.specific_deferred if isinstance(row, Page) else row


def _place(row: Any) -> tuple[bool, str]:
    return not isinstance(row, Page), row.path if isinstance(row, Page) else str(row)


__all__ = ["AtOnce", "Use", "Version", "uses_of", "write_at_once"]
