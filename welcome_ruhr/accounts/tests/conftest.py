import pytest
from django.core.cache import cache
from django.test import Client

from welcome_ruhr.accounts import workspace


@pytest.fixture(autouse=True)
def no_counted_tries():
    """Failed tries and used codes are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture(autouse=True)
def patient_clock(settings):
    """A code may change between being read and being sent; a test does not fail for that."""
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture(autouse=True)
def no_other_rooms(monkeypatch):
    """In the workspace of these tests is only what a test registers."""
    monkeypatch.setattr(workspace, "_registry", {})


@pytest.fixture
def client():
    """A browser that asks for English, so that sentences can be compared with those in the code."""
    return Client(headers={"accept-language": "en"})
