"""Watching processes that are not ours: by their id, through /proc."""

import time
from pathlib import Path

PATIENCE_SECONDS = 20


def is_alive(pid):
    """Whether the process is there and no zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def descendants(pid):
    """Return the ids of all processes that `pid` started, directly or not."""
    children = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children += [int(child) for child in task.read_text().split()]
    return children + [below for child in children for below in descendants(child)]


def wait_until(condition, patience_seconds=PATIENCE_SECONDS):
    """Return what `condition` returns as soon as it is true; fail when that takes too long."""
    deadline = time.monotonic() + patience_seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return found


def wait_until_gone(pids):
    wait_until(lambda: not [pid for pid in pids if is_alive(pid)])
