"""Documents for tests of the search: on a shelf of their own, so that they need no pages."""

import itertools

from welcome_ruhr.search import actions
from welcome_ruhr.search.documents import Document, Place, Source
from welcome_ruhr.search.models import Pin, WordGroup

_number = itertools.count(1)


def document(title="", *, source="shelf", number=1, language="de", **fields):
    name = f"{source}:{number}"
    return Document(
        source, number, language, **{"subject": name, "name": name, "kind": "book", "title": title, **fields}
    )


class Shelf:
    """A source that a test fills: what is put on the shelf is in the index."""

    def __init__(self, name="shelf", **fields):
        self.documents = {}
        self.closed = set()
        """numbers of those that some people only may read"""
        self.source = Source(name, self._read, self._places, **fields)

    def put(self, title="", *, number=0, language="de", **fields):
        """Add a document, or its version in another language; return its number."""
        number = number or len(self.documents) + 1
        made = document(title, source=self.source.name, number=number, language=language, **fields)
        self.documents.setdefault(number, {})[language] = made
        actions.refresh(source=self.source.name, numbers=[number])
        return number

    def take(self, number):
        """Take a document away, in all its languages."""
        del self.documents[number]
        actions.refresh(source=self.source.name, numbers=[number])

    def _read(self, numbers):
        for number, versions in self.documents.items():
            if numbers is None or number in numbers:
                yield from versions.values()

    def _places(self, numbers, language):
        return {number: self._place(number, language) for number in numbers if number in self.documents}

    def _place(self, number, language):
        versions = [code for code, made in self.documents[number].items() if made.title]
        shown = next((code for code in (language, "en", "de") if code in versions), language)
        return Place(f"/{shown}/{number}/", shown, is_open=number not in self.closed)


def make_group(**words):
    """Store a word group: `make_group(de=["Kita", "Kindergarten"], en=["nursery"])`."""
    group = WordGroup(key=f"group-{next(_number)}", words={code: "\n".join(lines) for code, lines in words.items()})
    actions.save_group(group=group)
    return group


def make_pin(words, page, *, language="de"):
    pin = Pin(language=language, words=words, page=page)
    actions.keep_pin(pin=pin)
    return pin
