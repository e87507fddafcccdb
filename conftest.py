"""What holds for every test: a fixed clock, a closed network (pyproject.toml), compiled translations."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import transaction
from django.utils.translation import override
from xdist.scheduler import LoadScopeScheduling

from welcome_ruhr.config.compiling import compile_translations
from welcome_ruhr.foundation import clock

pytest_plugins = [
    "tests.databases",
    "tests.live",
    "tests.browsers",
    "tests.pages",
    "welcome_ruhr.foundation.tests.imap_server",
]

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
FOUNDATION = Path(__file__).parent / "welcome_ruhr" / "foundation"


def pytest_configure():
    compile_translations(settings.ROOT / "welcome_ruhr" / "locale")


BY_LANGUAGE = ("tests/journeys/test_page_types.py", "tests/journeys/test_every_address.py")


class FewPortals(LoadScopeScheduling):
    """Tests go to whichever process is free, but those of the running portal, which takes long to start, together.

    Those that look at page after page take longest and go language by language.
    """

    def _split_scope(self, nodeid):
        if nodeid.startswith(BY_LANGUAGE) and "[" in nodeid:
            return nodeid.split("[")[-1]
        if nodeid.startswith("tests/journeys/"):
            return nodeid.split("::")[0]
        starts_it = nodeid.startswith(("tests/", "bench/tests/test_coherence.py"))
        return "portal" if starts_it and not nodeid.startswith("tests/rules/") else nodeid


def pytest_xdist_make_scheduler(config, log):
    return FewPortals(config, log)


@pytest.fixture(autouse=True)
def fixed_clock(request):
    """Sunday, 22 November 2026, ten in the morning. The room that makes the clock fixes it where it needs to."""
    if FOUNDATION in request.path.parents:
        yield clock.now()
        return
    with clock.fixed(NOW):
        yield NOW


@pytest.fixture(scope="module")
def module_database(django_db_setup, django_db_blocker):
    """A transaction around the tests of a module: what its own fixture stores, each test finds; what a test does, ends.

    For a fixture that takes long to fill: `@pytest.fixture(scope="module") def portal(module_database): …`
    """
    with django_db_blocker.unblock(), clock.fixed(NOW), override(settings.LANGUAGE_CODE), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def searches_of_this_test():
    """What the search keeps in memory is of the database of the test before."""
    from welcome_ruhr.search.queries import finding
    from welcome_ruhr.search.words import vocabulary

    vocabulary.forget()
    finding.document_counts.forget()


@pytest.fixture(autouse=True)
def german():
    """A request leaves its language active in the process; each test begins with the portal's own."""
    with override(settings.LANGUAGE_CODE):
        yield
