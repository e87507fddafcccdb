"""Every address of the sitemap, and what readers of Arabic see where a page is missing: too long for each run."""

import pytest

from . import looking

pytestmark = [pytest.mark.journey, pytest.mark.slow]
# What there is at least; the towns are in German and Arabic, and Arabic readers meet the English pages too.
AT_LEAST = {"de": 160, "en": 110, "ar": 160, "fr": 44, "pl": 44, "tr": 44, "uk": 44, "de-simple": 6}
TOWNS = ("staedte", "towns", "villes", "miasta", "sehirler")


def is_town(path):
    """Towns are one page type with other data: most rules are tested with one of them."""
    return path.count("/") > 3 and path.split("/")[2] in TOWNS


@pytest.fixture(scope="module")
def addresses(request, live_portal):
    """The addresses in one language, the towns in German and Arabic only; for Arabic also those of English pages."""
    found = [path for path in live_portal.sitemap() if not is_town(path) or path.startswith(("/de/", "/ar/"))]
    own = [path for path in found if path.startswith(f"/{request.param}/")]
    if request.param == "ar":
        own += [path.replace("/en/", "/ar/", 1) for path in found if path.startswith("/en/")]
    return list(dict.fromkeys(own))


@pytest.fixture(scope="module")
def looks(addresses, long_page, axe):
    page = long_page()
    found = {}
    for path in addresses:
        page.goto(path)
        complaints = [] if is_town(path) else axe(page)
        looking.unfold(page)
        complaints += [*looking.structure(page), *looking.small_targets(page)]
        found[path] = complaints + looking.sideways(page, 320) + looking.sideways(page, 360)
    found["cookies"] = page.context.cookies()
    page.context.close()
    return found


@pytest.mark.parametrize(("addresses", "least"), AT_LEAST.items(), ids=AT_LEAST, indirect=["addresses"], scope="module")
def test_every_address_is_in_order(looks, addresses, least):
    assert len(addresses) >= least
    assert {path: complaints for path, complaints in looks.items() if complaints} == {}
