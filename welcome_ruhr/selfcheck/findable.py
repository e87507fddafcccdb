"""The finder, the self-checks and the plan as documents of the search: whoever searches for them opens them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zlib import crc32

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcome_ruhr.foundation.fields import text_in
from welcome_ruhr.search.documents import Document, Place, Source, register

from .flows.addresses import address_of
from .flows.reading import flow_files

SOURCE = "check"


@dataclass(frozen=True)
class _Tool:
    name: str
    title: str
    summary: str
    text: str = ""
    address: str = ""

    @property
    def number(self) -> int:
        return crc32(self.name.encode())


def connect() -> None:
    register(Source(SOURCE, read, places))


def read(numbers: Collection[int] | None) -> Iterator[Document]:
    for language, _name in settings.LANGUAGES:
        with override(language):
            for tool in _tools(language):
                if numbers is None or tool.number in numbers:
                    yield Document(
                        source=SOURCE,
                        number=tool.number,
                        language=language,
                        subject=f"{SOURCE}:{tool.name}",
                        name=f"{SOURCE}:{tool.name}",
                        kind=SOURCE,
                        title=tool.title,
                        summary=tool.summary,
                        text=tool.text,
                        weight=0.9,
                    )


def places(numbers: Collection[int], language: str) -> dict[int, Place]:
    with override(language):
        return {tool.number: Place(tool.address, language) for tool in _tools(language) if tool.number in numbers}


def _tools(language: str) -> Iterator[_Tool]:
    yield _Tool(
        "find-office",
        _("Which office is responsible for me?"),
        _("A few questions, and you know which office in the Ruhr is responsible for you."),
        address=reverse("selfcheck:find_office"),
    )
    yield _Tool(
        "plan",
        _("My plan"),
        _("Your steps in order, with the days they fall on, papers and offices: to print or for your calendar."),
        address=reverse("selfcheck:plan"),
    )
    for flow in flow_files().flows.values():
        yield _Tool(
            flow.id,
            text_in(flow.titles, language),
            text_in(flow.summaries, language),
            address=address_of(flow, language),
        )
