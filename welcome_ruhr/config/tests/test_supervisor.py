"""Real processes, really killed."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from welcome_ruhr.config.supervisor import die_with

from .processes import is_alive, wait_until, wait_until_gone

CHECKOUT = Path(__file__).parents[3]

# A child notes its id, starts a child of its own as a web server does, and sleeps.
CHILD = """
import os, subprocess, sys, time
folder = sys.argv[1]
below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(f"{folder}/{os.getpid()}.new", "w") as file:
    file.write(str(below.pid))
os.rename(f"{folder}/{os.getpid()}.new", f"{folder}/{os.getpid()}")
time.sleep(600)
"""
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + CHILD
PARENT = """
import sys
from welcome_ruhr.config import supervisor
supervisor.FIRST_DELAY_SECONDS = 0.05
supervisor.HEALTHY_SECONDS = float(sys.argv[1])
supervisor.GRACE_SECONDS = float(sys.argv[2])
supervisor.supervise({"first": sys.argv[3:], "second": sys.argv[3:]})
"""


@pytest.fixture
def start_parent(tmp_path):
    """`start_parent()` runs the supervisor over two children; returns its process."""
    started = []

    def start(child=CHILD, healthy_seconds=60, grace_seconds=60):
        limits = [str(healthy_seconds), str(grace_seconds)]
        command = [sys.executable, "-c", PARENT, *limits, sys.executable, "-c", child, str(tmp_path)]
        process = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=partial(die_with, os.getpid()),
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def children_in(folder, count):
    """Wait until `count` children have ever started; return {child: grandchild} of those that live."""
    return wait_until(
        lambda: (
            len(files := [path for path in folder.iterdir() if path.name.isdigit()]) >= count
            and {int(path.name): int(path.read_text()) for path in files if is_alive(int(path.name))}
        )
    )


def everyone(children):
    return [*children.keys(), *children.values()]


def test_killed_child_is_started_again_and_what_it_left_is_gone(start_parent, tmp_path):
    start_parent()
    before = children_in(tmp_path, 2)
    killed, left_behind = next(iter(before.items()))
    os.kill(killed, signal.SIGKILL)
    after = children_in(tmp_path, 3)
    assert len(after) == 2
    assert killed not in after
    assert len(before.keys() & after.keys()) == 1
    wait_until_gone([left_behind])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_to_the_parent_ends_all(start_parent, tmp_path, number):
    parent = start_parent()
    children = children_in(tmp_path, 2)
    parent.send_signal(number)
    assert parent.wait(timeout=10) == 0
    wait_until_gone(everyone(children))


def test_killed_parent_takes_its_children_with_it(start_parent, tmp_path):
    parent = start_parent()
    children = children_in(tmp_path, 2)
    parent.kill()
    wait_until_gone(children.keys())
    # The child of a child is the child's own affair: the web server's does the same (tests/test_processes.py).
    for left_behind in children.values():
        os.kill(left_behind, signal.SIGKILL)


def test_child_that_does_not_listen_is_killed_when_its_grace_is_over(start_parent, tmp_path):
    parent = start_parent(DEAF, grace_seconds=0.5)
    children = children_in(tmp_path, 2)
    parent.terminate()
    assert parent.wait(timeout=10) == 0
    wait_until_gone(everyone(children))


def test_second_signal_ends_a_deaf_child_at_once(start_parent, tmp_path):
    parent = start_parent(DEAF)
    children = children_in(tmp_path, 2)
    parent.terminate()
    assert parent.stdout.readline() == "Ending …\n"
    parent.send_signal(signal.SIGINT)
    assert parent.wait(timeout=10) == 0
    wait_until_gone(everyone(children))


def test_waits_twice_as_long_after_each_failure(start_parent):
    parent = start_parent("import sys; sys.exit(3)")
    lines = [parent.stdout.readline() for _ in range(8)]
    delays = [line.split("starts again in ")[1] for line in lines if line.startswith("The first ended (exit code 3)")]
    assert delays[:3] == ["0.05 s.\n", "0.1 s.\n", "0.2 s.\n"]


def test_child_that_was_healthy_starts_again_after_the_first_delay(start_parent):
    parent = start_parent("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", healthy_seconds=0)
    lines = [parent.stdout.readline() for _ in range(6)]
    assert {line.split("ended ")[1] for line in lines} == {"(SIGKILL); it starts again in 0.05 s.\n"}
