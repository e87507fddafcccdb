"""What rooms register so that it can be found: sources of documents.

    register(Source("town", read=town_documents, places=town_places))

A source reads its documents when something has changed, and says where each of them is when it was found: an address
is not kept in the index, because it changes with every page above it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One thing in one language, with what it can be found by.

    Without a title it is not shown: it leads to the thing's version in another language.
    """

    source: str
    number: int
    language: str
    subject: str
    name: str
    kind: str
    title: str
    terms: str = ""
    """further names: the German word on the door, the kind of an office, headings, questions"""
    asked: str = ""
    """how people ask for it"""
    summary: str = ""
    text: str = ""
    facets: tuple[str, ...] = ()
    """what results can be narrowed to, such as "topic:work" """
    weight: float = 1.0
    """below 1 for what rarely is the answer by itself"""


@dataclass(frozen=True)
class Place:
    """Where a reader finds a document."""

    href: str
    language: str
    """of what he reads there"""
    is_open: bool = True
    """whether everybody may read it"""


@dataclass(frozen=True)
class Source:
    """A kind of rows that can be found."""

    name: str
    read: Callable[[Collection[int] | None], Iterable[Document]]
    """documents of the rows with these numbers, in all languages; None for all rows. What is not public has none."""
    places: Callable[[Collection[int], str], dict[int, Place]]
    """number → where it is for a reader of this language; what is missing is not public"""
    is_one_of_many: bool = False
    """whether there are so many alike, such as the offices of all towns, that only one that fits wholly is meant"""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    _sources[source.name] = source


def sources() -> dict[str, Source]:
    """Return all sources by name."""
    return dict(_sources)
