"""A stored page, and the answer that it has not changed, against nginx, each measured right after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from . import nginx
from .asking import get
from .goals import Row
from .plan import PAGE
from .portals import portal
from .processes import Program
from .scale import Scale
from .wrk import Load, load


@dataclass(frozen=True)
class Candidate:
    program: Program
    port: int
    path: str
    etag: str
    """of the page's answer; empty where it has none"""

    def load(self, seconds: float, *, unchanged: bool) -> Load:
        asked = {"If_None_Match": self.etag} if unchanged else {}
        return load(self.program, self.port, self.path, seconds, **asked)


def measure(scale: Scale) -> list[Row]:
    with portal(scale.middle) as seeded, seeded.served() as (program, port), _beside_nginx(program, port) as both:
        rows = _rows("stored page", _rounds(*both, scale, unchanged=False), "stored_cpu", "stored_p99")
        if not both[1].etag:
            return [*rows, Row("304 answer: CPU, nginx / ours", None, note="the page has no ETag")]
        return rows + _rows("304 answer", _rounds(*both, scale, unchanged=True))


@contextmanager
def _beside_nginx(program: Program, port: int) -> Iterator[tuple[Candidate, Candidate]]:
    get(port, PAGE)  # stores it
    answer = get(port, PAGE)
    with nginx.serving(answer) as (reference, its_port):
        its_etag = get(its_port, nginx.PATH).headers["ETag"]
        ours = Candidate(program, port, PAGE, answer.headers["ETag"] or "")
        yield Candidate(reference, its_port, nginx.PATH, its_etag), ours


def _rounds(reference: Candidate, ours: Candidate, scale: Scale, *, unchanged: bool) -> list[tuple[Load, Load]]:
    ours.load(1, unchanged=unchanged)  # warm
    return [
        (reference.load(scale.load_seconds, unchanged=unchanged), ours.load(scale.load_seconds, unchanged=unchanged))
        for _ in range(scale.rounds)
    ]


def _rows(name: str, rounds: list[tuple[Load, Load]], cpu_goal: str = "", p99_goal: str = "") -> list[Row]:
    """Rows of medians over all rounds; ratios are taken within each round, so that foreign load falls on both."""

    def middle(attribute: str) -> list[float]:
        return [median(getattr(pair[side], attribute) for pair in rounds) for side in (0, 1)]

    cpu, p99, rate = middle("cpu_us"), middle("p99_ms"), middle("rate")
    cpu_ratio = median(theirs.cpu_us / ours.cpu_us for theirs, ours in rounds)
    p99_ratio = median(ours.p99_ms / theirs.p99_ms for theirs, ours in rounds)
    return [
        Row(f"{name}: CPU, nginx / ours", cpu_ratio, "", cpu_goal, f"{cpu[0]:.0f} µs / {cpu[1]:.0f} µs per request"),
        Row(f"{name}: p99, ours / nginx", p99_ratio, "", p99_goal, f"{p99[1]:.2f} ms / {p99[0]:.2f} ms"),
        Row(f"{name}: requests/s", rate[1], "", "", f"nginx {rate[0]:,.0f}; one core each"),
    ]
