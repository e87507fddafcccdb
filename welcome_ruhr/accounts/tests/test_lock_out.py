import time

import pytest
from django.core.cache import cache

from .people import code_now, make_person, sign_in

pytestmark = pytest.mark.django_db
WAIT = "Too many failed tries. Please wait ten minutes and try again."
WRONG = "This e-mail address and this password do not belong together."


def errors(response):
    return response.context["form"].non_field_errors()


def test_the_sixth_failed_try_for_an_address_is_refused(client):
    kim = make_person()
    heard = [errors(sign_in(client, kim, "wrong")) for _ in range(6)]
    assert heard == [[WRONG]] * 5 + [[WAIT]]


def test_then_the_right_password_waits_too(client):
    kim = make_person()
    for _ in range(5):
        sign_in(client, kim, "wrong")
    assert errors(sign_in(client, kim)) == [WAIT]


def test_from_another_network_it_waits_as_well(client):
    kim = make_person()
    for number in range(5):
        client.post("/account/login/", {"login": kim.email, "password": "wrong"}, REMOTE_ADDR=f"192.0.2.{number}")
    response = client.post(
        "/account/login/", {"login": kim.email.upper(), "password": "wrong"}, REMOTE_ADDR="198.51.100.1"
    )
    assert errors(response) == [WAIT]


def test_others_are_not_locked_out(client):
    kim, lee = make_person(), make_person("editor", is_demo=True)
    for _ in range(6):
        sign_in(client, kim, "wrong")
    assert sign_in(client, lee).url == "/admin/"


def test_unknown_addresses_lock_like_known_ones(client):
    form = {"login": "nobody@example.org", "password": "wrong"}
    heard = [errors(client.post("/account/login/", form)) for _ in range(6)]
    assert heard == [[WRONG]] * 5 + [[WAIT]]


def test_after_ten_minutes_the_right_password_works(client, monkeypatch):
    kim = make_person("editor", is_demo=True)
    for _ in range(6):
        sign_in(client, kim, "wrong")
    later = time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    assert sign_in(client, kim).url == "/admin/"


def test_the_counter_lives_in_the_shared_cache(client):
    kim = make_person("editor", is_demo=True)
    for _ in range(6):
        sign_in(client, kim, "wrong")
    cache.clear()
    assert sign_in(client, kim).url == "/admin/"


def test_guessing_codes_is_stopped_too(client):
    kim = make_person("editor", second_factor=True)
    sign_in(client, kim)
    wrong = f"{(int(code_now()) + 1) % 1_000_000:06}"
    for _ in range(5):
        client.post("/account/second-factor/", {"code": wrong})
    response = client.post("/account/second-factor/", {"code": code_now()})
    assert response.context["form"].errors["code"] == [WAIT]
