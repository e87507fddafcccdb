"""Documents of another portal in the index of this one: what finds them leads to places that are made up."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.db import connection

from bench.documents import read
from welcome_ruhr.search.actions import rebuild
from welcome_ruhr.search.documents import Document, Place, register, sources

PAGES = "page"


def shelve(path: Path) -> None:
    """Make the index anew from the pages in a file; towns and offices are this portal's own."""
    register(replace(sources()[PAGES], read=partial(_pages, path), places=_places))
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself within a minute


def _pages(path: Path, numbers: Collection[int] | None) -> Iterator[Document]:
    return (one for one in read(path) if one.source == PAGES and (numbers is None or one.number in numbers))


def _places(numbers: Collection[int], language: str) -> dict[int, Place]:
    return {number: Place(f"/{language}/{number}/", language) for number in numbers}
