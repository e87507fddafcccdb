import pytest


@pytest.fixture(autouse=True)
def tasks_wait(settings, tmp_path):
    """As in life: a task waits for the worker instead of running within the transaction; files have a folder."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.SEALED_FILES_DIR = tmp_path / "sealed"
