import pytest

from bench.portals import lay_out_rows
from bench.sites import build
from welcome_ruhr.portal.actions import import_content


@pytest.fixture(scope="module")
def seeded(module_database, tmp_path_factory):
    """`seeded(40)` fills the database of this module with a site of 40 pages, in place of the one before."""
    rows = tmp_path_factory.mktemp("rows")
    lay_out_rows(rows)
    import_content(folder=rows)
    return lambda pages: build(pages, indexed=False)
