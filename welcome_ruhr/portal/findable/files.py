"""Files to download as documents of the search, by their titles; not those of a collection with restricted access."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wagtail.documents import get_document_model

from welcome_ruhr.search.documents import Document, Place

from .rows import document_of_row, each_language

FILE = 0.7


def read(numbers: Collection[int] | None) -> Iterator[Document]:
    files = get_document_model().objects.order_by("pk")
    for file in files if numbers is None else files.filter(pk__in=numbers):
        for language in each_language():
            terms = f"{file.filename} {file.file_extension}"
            yield document_of_row("file", file.pk, file.pk, language, title=file.title, terms=terms, weight=FILE)


def places(numbers: Collection[int], language: str) -> dict[int, Place]:
    files = get_document_model().objects.select_related("collection").in_bulk(list(numbers))
    return {
        number: Place(file.url, language, is_open=not file.collection.get_view_restrictions().exists())
        for number, file in files.items()
    }
