import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.forms.models import model_to_dict

from welcome_ruhr.foundation import clock, rate_limit
from welcome_ruhr.foundation.models import RateLimitWindow
from welcome_ruhr.foundation.rate_limit import Allowance, RateLimitExceeded

HOUR = timedelta(hours=1)


def hit(key="form:203.0.113.7", limit=2, per=HOUR):
    return rate_limit.hit(key, limit=limit, per=per)


@pytest.mark.django_db
def test_hits_within_the_limit_say_what_is_left(moment):
    assert hit() == Allowance(remaining=1, resets_in_seconds=3600)
    with clock.fixed(moment + timedelta(minutes=10)):
        assert hit() == Allowance(remaining=0, resets_in_seconds=3000)


@pytest.mark.django_db
def test_hit_beyond_the_limit_is_refused_and_says_how_long(moment):
    hit()
    hit()
    with clock.fixed(moment + timedelta(minutes=59, seconds=30)), pytest.raises(RateLimitExceeded) as refusal:
        hit()
    assert refusal.value.retry_after_seconds == 30
    assert str(refusal.value) == "Too many tries; the next one is free in 30 s."


@pytest.mark.django_db
def test_counting_starts_anew_when_the_window_ends(moment):
    hit()
    hit()
    with clock.fixed(moment + HOUR):
        assert hit() == Allowance(remaining=1, resets_in_seconds=3600)


@pytest.mark.django_db
def test_refused_hits_do_not_prolong_the_wait(moment):
    hit(limit=1)
    for minutes in (10, 20, 30):
        with clock.fixed(moment + timedelta(minutes=minutes)), pytest.raises(RateLimitExceeded):
            hit(limit=1)
    with clock.fixed(moment + HOUR):
        assert hit(limit=1).remaining == 0
    assert RateLimitWindow.objects.count() == 1


@pytest.mark.django_db
def test_keys_are_counted_apart(moment):
    hit("a", limit=1)
    assert hit("b", limit=1).remaining == 0


@pytest.mark.django_db
def test_key_is_stored_as_a_keyed_hash_only(moment, settings):
    hit("form:203.0.113.7")
    first = RateLimitWindow.objects.get()
    assert "203.0.113.7" not in str(model_to_dict(first))
    assert len(first.key_hash) == 64
    settings.SECRET_KEY = "another key, another hash, so that nobody can try all addresses"
    hit("form:203.0.113.7")
    assert RateLimitWindow.objects.exclude(key_hash=first.key_hash).count() == 1


@pytest.mark.django_db
def test_sweep_bounds_the_table_and_keeps_what_lasts_longest(moment, monkeypatch):
    monkeypatch.setattr(rate_limit, "MOST_WINDOWS", 2)
    for minutes in range(1, 6):
        hit(f"key {minutes}", per=timedelta(minutes=minutes))
    assert rate_limit.sweep() == 3
    ends = RateLimitWindow.objects.order_by("ends_at").values_list("ends_at", flat=True)
    assert list(ends) == [moment + timedelta(minutes=4), moment + timedelta(minutes=5)]


@pytest.mark.parametrize(("limit", "per"), [(0, HOUR), (1, timedelta(0))])
def test_senseless_limit_is_refused(limit, per):
    with pytest.raises(ValueError, match="at least one hit"):
        hit(limit=limit, per=per)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"),
    ],
)
def test_one_visitor_is_an_ipv4_address_or_an_ipv6_network(address, network):
    assert rate_limit.network_of(address) == network


def test_hits_at_the_same_moment_are_all_counted(shared_database):
    together = threading.Barrier(8)
    allowed, refused = [], []

    def hit_often():
        together.wait()
        for _ in range(5):
            try:
                allowed.append(hit(limit=12).remaining)
            except RateLimitExceeded:
                refused.append(1)
        connections.close_all()

    threads = [threading.Thread(target=hit_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == list(range(12))
    assert len(refused) == 28
