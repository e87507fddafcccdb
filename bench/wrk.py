"""Load from wrk (Debian's package), and what it cost the server."""

import re
import subprocess
from dataclasses import dataclass

from .processes import CLIENT_CORE, SERVER_CORE, Program

CONNECTIONS = 16
LATENCY = re.compile(r"^\s+99%\s+([\d.]+)(us|ms|s)\s*$", re.MULTILINE)
REQUESTS = re.compile(r"^\s*(\d+) requests in ", re.MULTILINE)
RATE = re.compile(r"^Requests/sec:\s+([\d.]+)", re.MULTILINE)
WRONG = re.compile(r"^\s*(?:Non-2xx or 3xx responses:\s*(\d+)|Socket errors: (.+))$", re.MULTILINE)
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


class BadAnswers(Exception):
    """The server refused, failed or dropped connections while it was measured."""


@dataclass(frozen=True)
class Load:
    """What one round of load came to."""

    requests: int
    rate: float
    """requests per second"""
    p99_ms: float
    cpu_us: float
    """user and system time of the server per answered request, in microseconds"""


def load(server: Program, port: int, path: str, seconds: float, **headers: str) -> Load:
    """Ask for `path` as quickly as the server answers; the server on one core, wrk on the other."""
    server.pin(SERVER_CORE)
    before = server.cpu_seconds()
    said = _run(port, path, seconds, headers)
    cpu = server.cpu_seconds() - before
    requests, rate, p99_ms = read_report(said)
    return Load(requests, rate, p99_ms, cpu / requests * 1e6)


def read_report(said: str) -> tuple[int, float, float]:
    """Return requests, requests per second and the 99th percentile in milliseconds; raises BadAnswers."""
    if wrong := WRONG.search(said):
        raise BadAnswers(wrong[0].strip())
    latency, requests, rate = LATENCY.search(said), REQUESTS.search(said), RATE.search(said)
    if not (latency and requests and rate and int(requests[1])):
        raise BadAnswers(said.strip()[-500:])
    return int(requests[1]), float(rate[1]), float(latency[1]) * MILLISECONDS[latency[2]]


def _run(port: int, path: str, seconds: float, headers: dict[str, str]) -> str:
    sent = {"Accept-Encoding": "gzip", **{name.replace("_", "-"): value for name, value in headers.items()}}
    named = [part for name, value in sent.items() for part in ("-H", f"{name}: {value}")]
    command = ["taskset", "-c", str(CLIENT_CORE), "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--latency"]
    finished = subprocess.run(
        [*command, *named, f"http://127.0.0.1:{port}{path}"],
        capture_output=True,
        text=True,
        timeout=seconds + 60,
        check=True,
    )
    return finished.stdout
