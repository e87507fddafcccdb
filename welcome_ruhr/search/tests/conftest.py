import pytest

from welcome_ruhr.search import documents

from .factories import Shelf


@pytest.fixture
def make_shelf(db, monkeypatch):
    """`make_shelf(name)` makes an empty source of documents, for as long as the test runs."""
    # What other rooms let be found is their own matter.
    monkeypatch.setattr(documents, "_sources", {})

    def make(name="shelf", **fields):
        shelf = Shelf(name, **fields)
        documents.register(shelf.source)
        return shelf

    return make


@pytest.fixture
def shelf(make_shelf):
    return make_shelf()
