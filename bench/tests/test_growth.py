"""What must not grow with the site, counted in queries: the quick part of `make bench`."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.plan import PAGE
from bench.probes.editing import publish_edition
from welcome_ruhr.foundation.per_request import remembering

pytestmark = pytest.mark.django_db
UNSTORED = f"{PAGE}?unstored=yes"


def publish():
    with remembering():
        publish_edition(1)


def read_sitemap():
    """The sitemap with all the parts it lists."""
    listed = re.findall(r"<loc>https?://[^/]+(.+?)</loc>", Client().get("/sitemap.xml").content.decode())
    assert len(listed) == len(settings.LANGUAGES)
    for path in listed:
        Client().get(path)


READS = {"page": lambda: Client().get(UNSTORED), "sitemap": read_sitemap, "publish": publish}


def queries(run):
    run()  # what is remembered between requests is read
    with CaptureQueriesContext(connection) as counted:
        run()
    return len(counted)


@pytest.fixture(scope="module")
def counts(seeded):
    """Number of pages → what is done → queries."""
    found = {}
    for pages in (40, 400):
        seeded(pages)
        found[pages] = {name: queries(run) for name, run in READS.items()}
    return found


@pytest.mark.parametrize("name", READS)
def test_larger_site_makes_no_more_queries(counts, name):
    assert counts[400][name] <= counts[40][name]
