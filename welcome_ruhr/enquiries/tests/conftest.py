import pytest


@pytest.fixture(autouse=True)
def tasks_wait(settings, tmp_path):
    """As in life: a task waits for the worker instead of running within the transaction; files have a folder."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.SEALED_FILES_DIR = tmp_path / "sealed"


@pytest.fixture
def desk_mailbox(settings):
    """A mailbox is set, and takes what goes to desk+anything@example.org; nobody connects to it."""
    settings.MAILBOX_URL = "imaps://desk:secret@127.0.0.1:993/INBOX"
    settings.MAILBOX_ADDRESS, settings.MAILBOX_TAKES_TAGS = "desk@example.org", True
    settings.DEFAULT_FROM_EMAIL = "welcome.RUHR <portal@example.org>"
