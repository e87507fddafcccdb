from datetime import timedelta

import pytest
from django.db import transaction

from welcome_ruhr.delivery import changes
from welcome_ruhr.delivery.counters import shared
from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.ingredients import changes_at, made_of, noting

pytestmark = pytest.mark.django_db(transaction=True)


class Thing:
    """Something to read that counts how often it was read."""

    def __init__(self, *names, until=None):
        self.names, self.until, self.reads = names, until, 0

    def read(self):
        made_of(*self.names)
        changes_at(self.until)
        self.reads += 1
        return self.reads


def test_value_is_read_once_until_what_it_was_made_of_changes():
    thing = Thing("a")
    kept = Kept(thing.read)
    assert [kept(), kept()] == [1, 1]
    shared().raise_for(["b"])
    assert kept() == 1
    shared().raise_for(["a"])
    assert [kept(), kept()] == [2, 2]


def test_everything_changes_every_value():
    kept = Kept(Thing("a").read)
    kept()
    shared().raise_for([changes.EVERYTHING])
    assert kept() == 2


def test_value_ends_by_itself_at_its_moment():
    soon = clock.now() + timedelta(minutes=5)
    kept = Kept(Thing("a", until=soon).read)
    kept()
    with clock.fixed(soon - timedelta(seconds=1)):
        assert kept() == 1
    with clock.fixed(soon):
        assert kept() == 2


def test_whoever_asks_is_made_of_it_too():
    soon = clock.now() + timedelta(minutes=5)
    kept = Kept(Thing("a", until=soon).read)
    kept()
    with noting() as made:
        kept()
    assert (made.names, made.until) == ({"a"}, soon)


def test_whoever_asks_for_a_part_notes_the_part_himself():
    kept = Kept(Thing().read, of=["a"])
    with noting() as made:
        kept()
    assert made.names == set()
    shared().raise_for(["a"])
    assert kept() == 2


def test_change_while_the_value_is_read_makes_it_old():
    def read():
        made_of("a")
        if not reads:
            shared().raise_for(["a"])  # another process commits in the middle of it
        reads.append(1)
        return len(reads)

    reads = []
    kept = Kept(read)
    assert [kept(), kept(), kept()] == [1, 2, 2]


def test_unfinished_change_is_seen_by_its_author_and_not_kept():
    kept = Kept(Thing("a").read)
    kept()
    with transaction.atomic():
        changes.changed("a")
        assert kept() == 2
    assert kept() == 3


def test_unfinished_change_of_something_else_disturbs_nobody():
    kept = Kept(Thing("a").read)
    kept()
    with transaction.atomic():
        changes.changed("b")
        assert kept() == 1


def test_value_is_mended_from_the_names_that_changed():
    thing = Thing("a")
    kept = Kept(thing.read, of=["a"], mend=lambda value, names: (value, names))
    kept()
    shared().raise_for(["a", "page:7"])
    assert kept() == (1, ["a", "page:7"])
    assert thing.reads == 1


def test_value_is_read_anew_when_everything_changed():
    thing = Thing("a")
    kept = Kept(thing.read, mend=lambda value, names: pytest.fail("there is nothing to mend"))
    kept()
    shared().raise_for([changes.EVERYTHING])
    assert kept() == 2
