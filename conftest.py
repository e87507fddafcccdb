"""What holds for every test: a fixed clock, a closed network (pyproject.toml), compiled translations."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from welcome_ruhr.config.compiling import compile_translations
from welcome_ruhr.foundation import clock

pytest_plugins = ["tests.live", "tests.browsers", "tests.pages"]

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
FOUNDATION = Path(__file__).parent / "welcome_ruhr" / "foundation"


def pytest_configure():
    compile_translations(settings.ROOT / "welcome_ruhr" / "locale")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    for item in items:
        # A live portal takes long to fill: with several processes, its tests all go to the same one.
        if "prepared" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("prepared"))


@pytest.fixture(autouse=True)
def fixed_clock(request):
    """Sunday, 22 November 2026, ten in the morning. The room that makes the clock fixes it where it needs to."""
    if FOUNDATION in request.path.parents:
        yield clock.now()
        return
    with clock.fixed(NOW):
        yield NOW
