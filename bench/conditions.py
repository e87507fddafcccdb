"""Under which conditions was measured: versions, the machine, and what else it had to do."""

import os
import platform
import re
import sqlite3
import subprocess
import time
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from tools.machine import postgresql

PACKAGES = ("Django", "wagtail", "uvicorn", "uvloop", "httptools", "psutil", "tantivy")
CPU_MODEL = re.compile(r"^(?:model name|Model)\s*:\s*(.+)$", re.MULTILINE)
NUMBER = re.compile(r"\d+(?:\.\d+)+")


def versions() -> str:
    found = [f"Python {platform.python_version()}"]
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue  # the front stands on one of several servers
    found += [f"SQLite {sqlite3.sqlite_version}", f"PostgreSQL {_postgres()}"]
    found += [f"nginx {_says('nginx', '-v')}", f"wrk {_says('wrk', '-v')}", f"Linux {platform.release()}"]
    return ", ".join(found)


def machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    model = CPU_MODEL.search(Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB"


def _busy_seconds() -> float:
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - times.iowait - times.guest - times.guest_nice)


def _own_seconds() -> float:
    """Of this program and all programs it started that have ended by now."""
    own = psutil.Process().cpu_times()
    return float(own.user + own.system + own.children_user + own.children_system)


@dataclass
class ForeignLoad:
    """How busy others kept the machine: asked at the start, told at the end."""

    load_before: tuple[float, float, float] = field(default_factory=os.getloadavg)
    began: float = field(default_factory=time.monotonic)
    _all_before: float = field(default_factory=_busy_seconds)
    _own_before: float = field(default_factory=_own_seconds)

    def __str__(self) -> str:
        seconds = (time.monotonic() - self.began) * (os.cpu_count() or 1)
        foreign = (_busy_seconds() - self._all_before) - (_own_seconds() - self._own_before)
        before = " ".join(f"{one:.2f}" for one in self.load_before)
        return (
            f"load average before: {before}; foreign programs used {max(foreign / seconds, 0):.0%} of the CPU meanwhile"
        )


def _says(*command: str) -> str:
    finished = subprocess.run(command, capture_output=True, text=True, check=False, env=_path())
    found = NUMBER.search(finished.stdout + finished.stderr)
    return found[0] if found else "of unknown version"


def _postgres() -> str:
    programs = postgresql()
    return _says(str(programs / "postgres"), "--version") if programs else "of unknown version"


def _path() -> dict[str, str]:
    return {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"}
