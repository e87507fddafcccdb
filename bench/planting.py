"""Write pages into Wagtail's tree in bulk: the places in the tree worked out here, not asked of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model
from wagtail.models import Page

T = TypeVar("T")
ROWS_AT_ONCE = 200
ROOT = "0001"
"""Where Wagtail's migrations put the root of all pages."""


class Tree:
    """Gives each page its place below another one, and counts the children."""

    def __init__(self) -> None:
        self.children: Counter[str] = Counter()

    def place(self, parent: Page | None, slug: str) -> dict[str, Any]:
        """Return the fields of a new page that say where it stands; below the root without a parent."""
        path, url_path = (parent.path, parent.url_path) if parent else (ROOT, "/")
        self.children[path] += 1
        depth = len(path) // Page.steplen + 1
        return {
            "path": Page._get_path(path, depth, self.children[path]),
            "depth": depth,
            "slug": slug,
            "url_path": f"{url_path}{slug}/",
        }

    def finish(self, pages: Iterable[Page]) -> None:
        """Note on each page, and on the root, how many children it got."""
        for page in pages:
            page.numchild = self.children[page.path]
        Page.objects.filter(path=ROOT).update(numchild=self.children[ROOT])


def plant(pages: list[Page]) -> None:
    """Store pages of any type that have their numbers and places."""
    insert(Page, pages)
    for model in {type(page) for page in pages}:
        insert(model, [page for page in pages if type(page) is model])


def insert(model: type[Model], rows: list[Any]) -> None:
    """Store the part of each row that lies in the table of `model` itself, not in those of the models it extends."""
    # Django's bulk_create refuses models that extend another table, though it works where the numbers are known.
    for some in chunks(rows, ROWS_AT_ONCE):
        model._base_manager._insert(  # type: ignore[attr-defined]  # the one call below bulk_create
            some, fields=model._meta.local_concrete_fields, using="default"
        )


def chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(rows)
    while some := list(islice(iterator, size)):
        yield some
