import stat

from welcome_ruhr.config.secret import kept_secret


def test_secret_is_made_once_and_kept(tmp_path):
    path = tmp_path / "data" / "secret_key"
    first = kept_secret(path)
    assert kept_secret(path) == first
    assert len(first) >= 50


def test_secret_is_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "secret_key"
    kept_secret(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
