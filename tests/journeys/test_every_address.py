"""Every address of the sitemap, and every page for readers of Arabic: too long for each run."""

import pytest

from . import looking

pytestmark = [pytest.mark.journey, pytest.mark.slow]


@pytest.fixture(scope="module")
def addresses(live_portal):
    """All addresses; those in English also as a reader of Arabic meets them."""
    found = live_portal.sitemap()
    return [*found, *(path.replace("/en/", "/ar/", 1) for path in found if path.startswith("/en/"))]


@pytest.fixture(scope="module")
def looks(addresses, long_page, axe):
    page = long_page()
    found = {}
    for path in addresses:
        page.goto(path)
        # Towns are one page type with other data: its rules are tested with one of them.
        is_town = path.count("/") > 3 and path.split("/")[2] in ("staedte", "towns")
        complaints = [] if is_town else axe(page)
        looking.unfold(page)
        complaints += [*looking.structure(page), *looking.small_targets(page)]
        found[path] = complaints + looking.sideways(page, 320) + looking.sideways(page, 360)
    return found | {"cookies": page.context.cookies()}


def test_every_address_is_in_order(looks, addresses):
    assert len(addresses) > 300
    assert {path: complaints for path, complaints in looks.items() if complaints} == {}
