from datetime import UTC, datetime

import pytest

from welcome_ruhr.foundation import clock, schedule
from welcome_ruhr.foundation.models import VaultKey
from welcome_ruhr.foundation.vault_keys import note_keys

from .post_office import PostOffice


@pytest.fixture(autouse=True)
def database_queue(settings):
    """Tasks wait in the database here, whatever the other rooms' tests do with them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def empty_schedule(monkeypatch):
    """No room's own schedule; what a test declares is gone after it."""
    monkeypatch.setattr(schedule, "_import_declarations", lambda: None)
    monkeypatch.setattr(schedule, "_entries", {})


@pytest.fixture
def moment():
    """A Monday morning on which the clock stands still."""
    monday = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    with clock.fixed(monday):
        yield monday


@pytest.fixture
def key_file(settings, tmp_path):
    """A key file of this test's own."""
    settings.VAULT_KEY_FILE = tmp_path / "vault.key"
    return settings.VAULT_KEY_FILE


@pytest.fixture
def noted_key_file(db, key_file):
    """A key file of this test's own, which the database knows, and no other."""
    VaultKey.objects.all().delete()
    note_keys()
    return key_file


@pytest.fixture
def post_office(settings, key_file):
    """A mail server that takes everything, and the portal set to send by it."""
    office = PostOffice()
    with office.opened(settings):
        yield office
