"""Two server processes, an editor outside them who publishes without pause, and readers who must see it at once."""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import decompress
from pathlib import Path

import psutil

from .asking import Reader
from .figures import percentile
from .goals import Row
from .judging import Published, Seen, stale, waits_ms
from .plan import LEAF, PAGE
from .portals import ROOT, Portal, portal
from .processes import ProgramEnded
from .scale import Scale

PROCESSES = 2
READERS = 6
PAUSE = 0.005
"""Between two requests of a reader, in seconds; without it they take all the CPU, and have done before he publishes."""
EDITOR_PAUSE = 0.02
MOST_EDITIONS = 10_000
MOST_SECONDS = 180
EDITION = re.compile(rb"edition-(\d{8})")
TRIES = 20


@dataclass(frozen=True)
class Run:
    seen: list[Seen]
    published: list[Published]
    workers: int
    """server processes that readers were connected to"""


def measure(scale: Scale) -> list[Row]:
    with portal(scale.middle) as seeded:
        run = observe(seeded, scale.answers)
    late, waits = stale(run.seen, run.published), waits_ms(run.seen, run.published)
    note = f"{len(run.seen):,} answers of {run.workers} processes, {len(run.published)} editions from outside"
    shown = f"p50 {percentile(waits, 0.5):.0f} ms; readers ask every {PAUSE * 1000:.0f} ms"
    return [
        Row("stale answers after commit", len(late), "", "stale", note),
        Row("from commit to the first new answer: p99", percentile(waits, 0.99), "ms", "visible_p99", shown),
    ]


def observe(seeded: Portal, answers: int, path: str = PAGE, article: str = LEAF[1]) -> Run:
    """Let readers read an article at `path` while an editor publishes it, until they have so many answers."""
    with seeded.served(path=path, processes=PROCESSES) as (program, port):
        readers, workers = connected(program.process.pid, port, path)
        with _publishing(seeded, article) as editor, ThreadPoolExecutor(len(readers)) as pool, closed(readers):
            deadline = time.monotonic() + MOST_SECONDS
            each = -(-answers // len(readers))
            found = list(pool.map(lambda reader: list(_read(reader, path, each, deadline)), readers))
            published = _stop(editor, _editions(seeded))
    return Run([one for seen in found for one in seen][:answers], published, workers)


@contextmanager
def closed(readers: Sequence[Reader]) -> Iterator[None]:
    """Close all their connections at the end."""
    try:
        yield
    finally:
        for reader in readers:
            reader.close()


def connected(server_pid: int, port: int, path: str) -> tuple[list[Reader], int]:
    """Return readers with open connections to every server process, and how many processes those are."""
    readers: list[Reader] = []
    for _ in range(TRIES):
        readers += [_first_read(Reader(port), path) for _ in range(READERS)]
        held = _connections(server_pid, port)
        if len(held) >= PROCESSES:
            break
    return readers, len(held)


def _first_read(reader: Reader, path: str) -> Reader:
    reader.get(path)
    return reader


def _connections(server_pid: int, port: int) -> Counter[int]:
    """Return how many open connections each process of the server has."""
    server = psutil.Process(server_pid)
    return Counter(
        process.pid
        for process in (server, *server.children(recursive=True))
        for link in process.net_connections("tcp")
        if link.status == psutil.CONN_ESTABLISHED and link.laddr.port == port
    )


def _read(reader: Reader, path: str, most: int, deadline: float) -> Iterator[Seen]:
    for _ in range(most):
        if time.monotonic() > deadline:
            return
        began = time.monotonic_ns()
        answer = reader.get(path)
        ended = time.monotonic_ns()
        text = decompress(answer.body) if answer.headers["Content-Encoding"] == "gzip" else answer.body
        if answer.status != 200:
            raise ProgramEnded(f"{path} answers {answer.status}")
        edition = EDITION.search(text)
        yield Seen(int(edition[1]) if edition else 0, began, ended)
        time.sleep(PAUSE)


@contextmanager
def _publishing(seeded: Portal, article: str) -> Iterator["subprocess.Popen[str]"]:
    """Have an editor publish; yields as soon as the first edition is public."""
    command = [sys.executable, "-m", "bench.probes.publisher", article, str(MOST_EDITIONS), str(EDITOR_PAUSE)]
    editions = _editions(seeded)
    with editions.open("w", encoding="utf-8") as output:
        editor = subprocess.Popen(
            command, env=seeded.environment(), cwd=ROOT, stdin=subprocess.PIPE, stdout=output, text=True
        )
    with editor:
        try:
            _wait_for_first(editor, editions)
            yield editor
        finally:
            editor.terminate()


def _wait_for_first(editor: "subprocess.Popen[str]", editions: Path) -> None:
    deadline = time.monotonic() + MOST_SECONDS
    while not editions.stat().st_size:
        if editor.poll() is not None or time.monotonic() > deadline:
            raise ProgramEnded("The editor has published nothing.")
        time.sleep(0.01)


def _stop(editor: "subprocess.Popen[str]", editions: Path) -> list[Published]:
    editor.communicate("stop\n", timeout=60)
    return [Published(*map(int, line.split())) for line in editions.read_text(encoding="utf-8").splitlines()]


def _editions(seeded: Portal) -> Path:
    return seeded.data_dir / "editions.txt"
