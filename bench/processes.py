"""Programs that are measured: started on a core of their own, their CPU time counted, ended."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

SECONDS_TO_END = 20
CORES: list[int] = psutil.Process().cpu_affinity()
SERVER_CORE, CLIENT_CORE = CORES[0], CORES[-1]
"""On a machine of one core both are the same; CPU per request still holds, requests per second do not."""


class ProgramEnded(Exception):
    """A program that was to be measured has ended, or does not answer."""


@dataclass(frozen=True)
class Program:
    process: subprocess.Popen[bytes]
    said: Path

    def tree(self) -> list[psutil.Process]:
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """User and system time so far, of the program and all its processes."""
        return sum(seconds_of(one) for one in self.tree())

    def largest_rss_mb(self) -> float:
        return float(max(one.memory_info().rss for one in self.tree())) / 2**20

    def pin(self, core: int) -> None:
        for one in self.tree():
            for thread in one.threads():
                with suppress(psutil.NoSuchProcess):  # a thread may be gone by now
                    psutil.Process(thread.id).cpu_affinity([core])


def seconds_of(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def running(command: Sequence[str], said: Path, *, env: dict[str, str], cwd: Path) -> Iterator[Program]:
    """Run a program while the block lasts; what it says goes to the file `said`."""
    with said.open("wb") as output:
        process = subprocess.Popen(command, env=env, cwd=cwd, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield Program(process, said)
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(answers: Callable[[], bool], program: Program, seconds: float) -> None:
    """Return as soon as `answers()`; raises ProgramEnded with what the program said."""
    deadline = time.monotonic() + seconds
    while not answers():
        if program.process.poll() is not None or time.monotonic() > deadline:
            raise ProgramEnded(program.said.read_text(errors="replace")[-3000:])
        time.sleep(0.01)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
