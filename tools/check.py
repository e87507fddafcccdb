"""All checks, one after the other, each with its heading and its time; nothing is left out silently.

python -m tools.check           what `make test` runs
python -m tools.check full      what `make test-full` runs: the slow tests
python -m tools.check --list    the steps and their commands
python -m tools.check mypy      only the steps whose name begins so
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools import machine, nu, postgres

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent
TEMPLATES = ("welcome_ruhr", "bench/templates")
PARALLEL = ("-n", "2", "--durations=5")
# They ask the database little or nothing, or start the whole portal on it: on PostgreSQL, `make test-full` runs them.
ON_POSTGRES_LATER = (
    "tests",
    "welcome_ruhr/design",
    *(f"welcome_ruhr/delivery/tests/test_{name}.py" for name in ("counters", "front", "middleware", "store", "stored")),
    *(f"welcome_ruhr/portal/tests/test_{name}.py" for name in ("content_refused", "content_rules", "films", "pdf")),
)


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    on_postgres: bool = False

    @property
    def is_tests(self) -> bool:
        return self.command[0] == "pytest"


STEPS = (
    Step("ruff", ("ruff", "check", ".")),
    Step("ruff format", ("ruff", "format", "--check", ".")),
    Step("djlint", ("djlint", "--check", "--lint", *TEMPLATES)),
    Step("mypy", ("mypy", "welcome_ruhr", "tools", "bench")),
    Step("import directions", ("lint-imports", "--no-cache")),
    Step("django check", ("python", "manage.py", "check", "--fail-level", "WARNING")),
    Step("migrations", ("python", "manage.py", "makemigrations", "--check", "--dry-run")),
    Step("tests on SQLite", ("pytest", "-m", "not journey and not slow", *PARALLEL)),
    Step(
        "tests on PostgreSQL",
        (
            "pytest",
            "-m",
            "not journey and not slow",
            *PARALLEL,
            "welcome_ruhr",
            *(f"--ignore={path}" for path in ON_POSTGRES_LATER),
        ),
        on_postgres=True,
    ),
    Step("journeys in Chromium", ("pytest", "-m", "journey and not slow", *PARALLEL)),
)
SLOW_STEPS = (
    Step("slow tests", ("pytest", "-m", "slow", *PARALLEL)),
    Step(
        "the rest on PostgreSQL",
        ("pytest", "-m", "not journey and not slow", *PARALLEL, *ON_POSTGRES_LATER, "--ignore=tests/rules"),
        on_postgres=True,
    ),
)


@dataclass
class Outcome:
    passed: int = 0
    failed: int = 0
    broken: list[str] = field(default_factory=list)
    """names of the steps that failed"""


def main(arguments: list[str]) -> int:
    """Run the steps asked for; return 0 when all of them held."""
    steps: tuple[Step, ...] = SLOW_STEPS if arguments[:1] == ["full"] else STEPS
    if arguments == ["--list"]:
        for step in (*STEPS, *SLOW_STEPS):
            print(f"{step.name:22} {' '.join(step.command)}")
        return 0
    if arguments and steps is STEPS:
        steps = tuple(step for step in STEPS if step.name.startswith(" ".join(arguments)))
    if not steps:
        sys.exit(f"No step is called {' '.join(arguments)!r}; see --list.")
    machine.ensure()
    nu.ensure()
    outcome = Outcome()
    began_at = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="welcome-ruhr-") as prepared:
        for step in steps:
            _run(step, outcome, prepared)
    _report(outcome, time.monotonic() - began_at)
    return 1 if outcome.failed else 0


def _run(step: Step, outcome: Outcome, prepared: str) -> None:
    print(f"\n── {step.name} {'─' * (76 - len(step.name))}", flush=True)
    began_at = time.monotonic()
    with _surroundings(step, prepared) as environment, tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "tests.xml"
        command = [str(PROGRAMS / step.command[0]), *step.command[1:]]
        if step.is_tests:
            command.append(f"--junit-xml={report}")
        code = subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode
        passed, failed = _counts(report) if step.is_tests else (int(code == 0), int(code != 0))
    # An aborted run counts as failed, whatever it counted before.
    failed = max(failed, int(code != 0))
    outcome.passed += passed
    outcome.failed += failed
    if failed:
        outcome.broken.append(step.name)
    print(f"── {'FAILED' if failed else 'held'} after {time.monotonic() - began_at:.1f} s", flush=True)


@contextmanager
def _surroundings(step: Step, prepared: str) -> Iterator[dict[str, str]]:
    """Give the step an environment in which the developer's own settings and data play no part."""
    with ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory(prefix="welcome-ruhr-"))
        environment = {name: value for name, value in os.environ.items() if name not in _our_variables()}
        environment |= {"DATA_DIR": data, "PREPARED_PORTAL": prepared}
        if step.on_postgres:
            environment["DATABASE_URL"] = stack.enter_context(postgres.cluster())
        yield environment


def _our_variables() -> list[str]:
    # A rule test holds the table against what the settings read.
    return re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)


def _counts(report: Path) -> tuple[int, int]:
    """Return how many tests passed and failed; a skipped one failed, because nobody would see it."""
    if not report.exists():
        return 0, 1
    suite = next(ElementTree.parse(report).iter("testsuite"))  # noqa: S314 — our own file
    failed = sum(int(suite.get(name, "0")) for name in ("failures", "errors", "skipped"))
    return int(suite.get("tests", "0")) - failed, failed


def _report(outcome: Outcome, seconds: float) -> None:
    print()
    for name in outcome.broken:
        print(f"FAILED: {name}")
    print(f"{outcome.passed} passed, {outcome.failed} failed in {seconds:.0f} s (checks and tests)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
