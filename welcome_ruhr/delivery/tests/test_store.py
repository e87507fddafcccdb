import logging

import pytest

from welcome_ruhr.delivery import pressing
from welcome_ruhr.delivery.counters import shared
from welcome_ruhr.delivery.store import Store, page_store
from welcome_ruhr.delivery.stored import pressed, stored


def page(store, text="hello", names=("a",), **more):
    return stored(text.encode(), [], needs=store.counters.needs(names), birth=store.counters.birth, **more)


def text(found):
    return found and found.body("").decode()


def test_page_is_found_until_what_it_was_made_of_changes():
    store = page_store()
    store.keep("/de/", page(store))
    assert text(store.find("/de/")) == "hello"
    shared().raise_for(["b"])
    assert text(store.find("/de/")) == "hello"
    shared().raise_for(["a"])
    assert store.find("/de/") is None


def test_page_ends_by_itself_at_its_moment():
    from datetime import UTC, datetime, timedelta

    store = page_store()
    store.keep("/past/", page(store, until=datetime.now(UTC) - timedelta(seconds=1)))
    store.keep("/soon/", page(store, until=datetime.now(UTC) + timedelta(minutes=1)))
    assert store.find("/past/") is None
    assert text(store.find("/soon/")) == "hello"


def test_another_process_finds_the_page_on_disk(own_store):
    store = page_store()
    store.keep("/de/", page(store))
    other = Store(own_store, shared(), "tests")
    assert text(other.find("/de/")) == "hello"


def test_another_release_finds_nothing(own_store):
    store = page_store()
    store.keep("/de/", page(store))
    assert Store(own_store, shared(), "later").find("/de/") is None


def test_page_that_another_process_rendered_anew_is_found(own_store):
    store, other = page_store(), Store(own_store, shared(), "tests")
    store.keep("/de/", page(store, "old"))
    shared().raise_for(["a"])
    other.keep("/de/", page(other, "new"))
    assert text(store.find("/de/")) == "new"


def test_page_that_another_process_made_smaller_is_taken_from_there(own_store, monkeypatch):
    monkeypatch.setattr("welcome_ruhr.delivery.store.SECONDS_BETWEEN_LOOKS", 0)
    store, other = page_store(), Store(own_store, shared(), "tests")
    old = page(store, "hello " * 99)
    store.keep("/de/", old)
    assert other.find("/de/").is_pressed is False
    store.replace("/de/", old, pressed(old))
    assert other.find("/de/").is_pressed is True


def test_page_that_nobody_made_smaller_is_pressed_when_it_is_asked_for_again(monkeypatch):
    monkeypatch.setattr("welcome_ruhr.delivery.store.SECONDS_BETWEEN_LOOKS", 0)
    store = page_store()
    store.keep("/de/", page(store, "hello " * 99))
    store.find("/de/")
    pressing._thread.submit(lambda: None).result()
    assert store.find("/de/").is_pressed is True


def test_page_is_not_looked_for_again_with_each_reader(monkeypatch):
    store = page_store()
    store.keep("/de/", page(store))
    monkeypatch.setattr(store, "_read", lambda address: pytest.fail("The disk was asked."))
    assert [store.find("/de/").is_pressed for _ in range(3)] == [False] * 3


def test_pages_of_lost_counters_are_not_given_out(own_store):
    store = page_store()
    store.keep("/de/", page(store))
    (own_store / "counters").unlink()
    from welcome_ruhr.delivery.counters import Counters

    reborn = Counters(own_store / "counters")
    assert Store(own_store, reborn, "tests").find("/de/") is None


def test_damaged_file_is_thrown_away_and_said(own_store, caplog):
    store = page_store()
    store.keep("/de/", page(store))
    store.clear_memory()
    file = store._file("/de/")
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with caplog.at_level(logging.WARNING):
        assert store.find("/de/") is None
    assert "/de/" in caplog.text
    assert not file.exists()


def test_full_disk_is_said_once_and_pages_are_served_from_memory(tmp_path, caplog):
    (tmp_path / "full").write_text("a file where the folder should be: nothing can be written")
    store = Store(tmp_path / "full", shared(), "tests")
    with caplog.at_level(logging.ERROR):
        for address in ("/a/", "/b/", "/c/"):
            store.keep(address, page(store))
    assert len(caplog.records) == 1
    assert text(store.find("/b/")) == "hello"


def test_memory_has_a_bound_and_keeps_what_was_asked_last(own_store, monkeypatch):
    store = Store(own_store, shared(), "tests", memory_bytes=25_000)
    for number in range(50):
        store.keep(f"/{number}/", page(store))
        store.find("/0/")
    assert sum(kept.size for kept in store._memory.values()) <= 25_000
    assert "/0/" in store._memory
    assert "/1/" not in store._memory
    assert text(store.find("/1/")) == "hello"  # from disk


@pytest.mark.parametrize("address", ["/de/", "/de/arbeit/", "/sitemap.xml"])
def test_no_part_of_a_file_is_left(own_store, address):
    store = page_store()
    store.keep(address, page(store))
    assert [path.name for path in own_store.rglob("*.*")] == []
