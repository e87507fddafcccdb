import pytest
from django.db import transaction

from welcome_ruhr.delivery import changes
from welcome_ruhr.delivery.actions import LEFT_BEHIND, Following, tell_left_behind
from welcome_ruhr.delivery.changes import EVERYTHING, Event
from welcome_ruhr.delivery.counters import shared
from welcome_ruhr.delivery.models import Change
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import RateLimitWindow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def raised():
    """`raised()` returns the names raised since the test began."""
    head = shared().ring_head
    return lambda: shared().changed_since(head)


def window(key="w"):
    return RateLimitWindow(key_hash=key, last_hit_at=clock.now(), ends_at=clock.now())


@pytest.fixture
def watched():
    asked = []
    names = lambda row, event: asked.append(event) or [f"window:{row.pk}"]  # noqa: E731
    watching = changes.watch(RateLimitWindow, names, unseen={"hits"})
    yield asked
    watching.stop()


@transaction.atomic
def fail_after_a_change(name):
    changes.changed(name)
    raise ZeroDivisionError


def test_nothing_is_raised_before_the_commit(raised):
    with transaction.atomic():
        changes.changed("a")
        assert raised() == []
        assert changes.pending() == {"a"}
    assert raised() == ["a"]
    assert changes.pending() == set()


def test_row_of_the_change_is_written_with_it_and_goes_when_it_was_told():
    with transaction.atomic():
        changes.changed("a", "b")
        assert Change.objects.get().names == "a\nb"
    assert not Change.objects.exists()


def test_rolled_back_change_is_not_told(raised):
    with pytest.raises(ZeroDivisionError):
        fail_after_a_change("a")
    with transaction.atomic():
        changes.changed("b")
    assert raised() == ["b"]


def test_change_after_a_savepoint_that_was_rolled_back_is_told(raised):
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            fail_after_a_change("a")
        changes.changed("a")
    assert raised() == ["a"]


def test_a_name_is_told_once_in_a_transaction(raised):
    with transaction.atomic():
        for _ in range(3):
            changes.changed("a")
        assert Change.objects.count() == 1
    assert raised() == ["a"]


def test_very_many_names_are_everything(raised):
    with transaction.atomic():
        for number in range(1_000):
            changes.changed(str(number))
        assert Change.objects.count() <= changes.MANY + 1
    assert EVERYTHING in raised()


def test_watched_row_is_told_when_it_is_made_saved_and_deleted(watched, raised):
    row = window()
    row.save()
    row.save()
    row.delete()
    assert watched == [Event.CREATED, Event.SAVED, Event.DELETED]
    assert raised() == ["window:w", "window:w", "window:w"]
    assert not Change.objects.exists()


def test_save_of_fields_that_nobody_sees_is_not_told(watched, raised):
    row = window()
    row.save()
    row.save(update_fields=["hits"])
    assert raised() == ["window:w"]


def test_watched_row_in_a_transaction_is_told_after_the_commit(watched, raised):
    with transaction.atomic():
        window().save()
        assert raised() == []
    assert raised() == ["window:w"]


def test_what_a_killed_publisher_did_not_tell_is_told_later(raised, monkeypatch):
    monkeypatch.setattr(changes.Raising, "__call__", lambda self: None)  # killed right after the commit
    with transaction.atomic():
        changes.changed("a")
    assert (raised(), tell_left_behind()) == ([], 0)  # he may still be at work
    with clock.fixed(clock.now() + 2 * LEFT_BEHIND):
        assert tell_left_behind() == 1
    assert raised() == ["a"]
    assert not Change.objects.exists()


def test_other_machine_hears_of_a_change_once(settings, raised):
    settings.SEVERAL_MACHINES = True
    following = Following()
    with transaction.atomic():
        changes.changed("a")
    told_here = len(raised())
    assert (following.step(), following.step()) == (1, 0)
    assert raised()[told_here:] == ["a"]
    assert Change.objects.count() == 1
