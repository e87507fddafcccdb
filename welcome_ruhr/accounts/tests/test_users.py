import pytest
from django.core.management import call_command
from django.db import IntegrityError

from welcome_ruhr.accounts.models import User

from .people import make_person

pytestmark = pytest.mark.django_db


def test_addresses_are_kept_in_small_letters():
    assert User.objects.create_user(" Kim@Example.ORG ", "secret").email == "kim@example.org"


def test_a_person_is_found_whatever_the_capitals():
    kim = make_person(email="kim@example.org")
    assert User.objects.get_by_natural_key("KIM@example.org") == kim


def test_database_refuses_the_same_address_in_other_capitals():
    make_person(email="kim@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create(email="KIM@example.org")


def test_user_without_address_is_refused():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("", "secret")


def test_command_line_makes_a_superuser_by_address(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a quiet canal at night")
    call_command("createsuperuser", "--noinput", email="boss@example.org", verbosity=0)
    boss = User.objects.get(email="boss@example.org")
    assert (boss.is_superuser, boss.is_demo, boss.check_password("a quiet canal at night")) == (True, False, True)


def test_a_person_without_name_is_shown_by_address():
    assert [str(User(email="kim@example.org")), str(User(first_name="Kim", last_name="B"))] == [
        "kim@example.org",
        "Kim B",
    ]
