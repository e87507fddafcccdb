"""A store of its own for each test, and names that nobody else uses."""

import pytest

from welcome_ruhr.delivery import counters, pressing, store


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.PAGE_STORE = True
    settings.PAGES_DIR = tmp_path / "pages"
    settings.RELEASE = "tests"
    yield settings.PAGES_DIR
    pressing._thread.submit(lambda: None).result()
    counters._at.cache_clear()
    store._at.cache_clear()
