import pytest
from django.utils.translation import override

from welcome_ruhr.portal.actions import import_content

from .content_folder import small_folder


@pytest.fixture
def folder(tmp_path):
    """A small content folder that can be imported."""
    return small_folder(tmp_path / "content")


@pytest.fixture
def run_import(folder, db):
    """`run_import(take=…)` imports the folder and returns the report, in English."""

    def run(take=()):
        with override("en"):
            return import_content(folder=folder.path, take=take)

    return run


@pytest.fixture
def imported(folder, run_import):
    """The small folder, imported once."""
    run_import()
    return folder
