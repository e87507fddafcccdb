"""Whatever the portal keeps on disk is backed up, or somebody has decided that it is not."""

from pathlib import Path

from welcome_ruhr.config import settings


def places():
    """Return the names of all settings that are a place in the data folder."""
    found = {name: value for name, value in vars(settings).items() if name.isupper() and isinstance(value, Path)}
    return {name for name, value in found.items() if settings.DATA_DIR in value.parents}


def test_every_place_in_the_data_folder_is_decided_on():
    decided = {*settings.BACKED_UP.values(), *settings.NOT_BACKED_UP}
    assert {name for name in places() if vars(settings)[name] not in decided} == set()
    assert places() >= {"MEDIA_ROOT", "SEALED_FILES_DIR", "PAGES_DIR"}


def test_keys_are_backed_up():
    assert settings.BACKED_UP["vault.key"] == settings.VAULT_KEY_FILE
    assert settings.BACKED_UP["secret_key"] == settings.DATA_DIR / "secret_key"
