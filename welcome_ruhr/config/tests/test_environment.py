import pytest
from django.core.exceptions import ImproperlyConfigured

from welcome_ruhr.config import environment


@pytest.fixture(autouse=True)
def read(monkeypatch):
    """What these tests read is no setting of the portal."""
    monkeypatch.setattr(environment, "READ", {})


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("", False)])
def test_flag_takes_yes_and_no(monkeypatch, text, value):
    monkeypatch.setenv("LAMP", text)
    assert environment.flag("LAMP") is value


def test_flag_that_says_neither_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("LAMP", "perhaps")
    with pytest.raises(ImproperlyConfigured, match=r"^LAMP is 'perhaps'; it takes yes or no\.$"):
        environment.flag("LAMP")


def test_number_that_is_none_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("SEATS", "four")
    with pytest.raises(ImproperlyConfigured, match=r"^SEATS is 'four'; it takes a whole number\.$"):
        environment.number("SEATS", 4)


def test_listing_drops_spaces_and_empty_parts(monkeypatch):
    monkeypatch.setenv("TOWNS", " Herne, ,Witten,")
    assert environment.listing("TOWNS") == ["Herne", "Witten"]


def test_every_variable_read_is_noted_with_its_default():
    environment.text("GREETING", "Glückauf")
    environment.number("SEATS", 4)
    environment.flag("LAMP", default=True)
    assert environment.READ == {"GREETING": "Glückauf", "SEATS": "4", "LAMP": "yes"}


def test_address_of_another_kind_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("BELL", "tcp://tower:12")
    assert environment.address("BELL", "tcp", "unix") == "tcp://tower:12"
    monkeypatch.setenv("BELL", "tower:12")
    with pytest.raises(ImproperlyConfigured, match=r"^BELL is 'tower:12'; it begins with tcp or unix and ://\.$"):
        environment.address("BELL", "tcp", "unix")
