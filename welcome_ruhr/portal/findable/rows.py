"""What towns, offices, institutions and files have in common as documents: a row each, shown in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import override

from welcome_ruhr.search.documents import Document


def document_of_row(source: str, number: int, key: object, language: str, **told: Any) -> Document:
    """Return a row as a document; `told` is what it can be found by."""
    name = f"{source}:{key}"
    return Document(source=source, number=number, language=language, subject=name, name=name, kind=source, **told)


def each_language() -> Iterator[str]:
    """Yield every language, and speak it meanwhile."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield language
