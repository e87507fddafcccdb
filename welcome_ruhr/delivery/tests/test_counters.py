import subprocess
import sys

from welcome_ruhr.delivery.counters import RING, Counters, shared

RAISING = """
import sys
from pathlib import Path
from welcome_ruhr.delivery.counters import Counters
counters = Counters(Path(sys.argv[1]))
for _ in range(500):
    counters.raise_for([sys.argv[2]])
"""


def raising(path, name):
    return subprocess.Popen([sys.executable, "-c", RAISING, path, name])


def test_a_raised_name_does_not_hold_any_more(tmp_path):
    counters = Counters(tmp_path / "counters")
    needs = counters.needs(["a", "b"])
    assert counters.hold(needs)
    counters.raise_for(["b"])
    assert not counters.hold(needs)
    assert counters.hold(counters.needs(["a", "b"]))


def test_other_names_still_hold(tmp_path):
    counters = Counters(tmp_path / "counters")
    needs, epoch = counters.needs(["a"]), counters.epoch
    counters.raise_for(["b"])
    assert counters.hold(needs)
    assert counters.epoch == epoch + 1


def test_needs_of_an_earlier_copy_have_its_values(tmp_path):
    counters = Counters(tmp_path / "counters")
    before = counters.copy()
    counters.raise_for(["a"])
    assert not counters.hold(counters.needs(["a"], before))


def test_processes_see_each_other_and_lose_nothing(tmp_path):
    path = tmp_path / "counters"
    counters = Counters(path)
    for process in [raising(path, "same") for _ in range(3)]:
        assert process.wait(timeout=60) == 0
    [(_place, value)] = counters.needs(["same"])
    assert (value, counters.epoch, counters.ring_head) == (1500, 1500, 1500)


def test_ring_tells_what_changed_since(tmp_path):
    counters = Counters(tmp_path / "counters")
    counters.raise_for(["a"])
    head = counters.ring_head
    counters.raise_for(["page:1", "page:2"])
    assert counters.changed_since(head) == ["page:1", "page:2"]
    assert counters.changed_since(counters.ring_head) == []


def test_ring_says_when_it_no_longer_knows(tmp_path):
    counters = Counters(tmp_path / "counters")
    head = counters.ring_head
    for number in range(RING + 1):
        counters.raise_for([str(number)])
    assert counters.changed_since(head) is None


def test_a_new_file_is_another_birth(tmp_path):
    path = tmp_path / "counters"
    first = Counters(path)
    assert Counters(path).birth == first.birth
    path.unlink()
    assert Counters(path).birth != first.birth


def test_installation_has_one_set_of_counters():
    assert shared() is shared()
