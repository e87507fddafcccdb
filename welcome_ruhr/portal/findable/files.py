"""Files to download as documents of the search: those that a public page offers."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.conf import settings
from wagtail.documents import get_document_model

from welcome_ruhr.search.documents import Document, Place

FILE = 0.7


def read(numbers: Collection[int] | None) -> Iterator[Document]:
    files = get_document_model().objects.order_by("pk")
    for file in files if numbers is None else files.filter(pk__in=numbers):
        for language, _name in settings.LANGUAGES:
            yield Document(
                source="file",
                number=file.pk,
                language=language,
                subject=f"file:{file.pk}",
                name=f"file:{file.pk}",
                kind="file",
                title=file.title,
                terms=f"{file.filename} {file.file_extension}",
                weight=FILE,
            )


def places(numbers: Collection[int], language: str) -> dict[int, Place]:
    files = get_document_model().objects.in_bulk(list(numbers))
    return {number: Place(file.url, language) for number, file in files.items()}
