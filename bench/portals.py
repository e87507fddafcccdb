"""Seeded portals: built once, kept in `bench/data/`, copied for each measurement, and started."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import asking
from .plan import PAGE
from .processes import Program, free_port, running, wait_until

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "bench" / "data"
ROWS = DATA / "rows"
"""The content files without their pages: towns, offices, figures, legal bases, vocabulary."""
ROW_FILES = ("*.csv", "vocabulary.yaml", "terms.yaml", "order.yaml", "figures/*", "figure_labels/*", "legal_bases/*")
WORD_FILES = ("search_words/*.yaml",)
MADE_BY = ("texts.py", "bodies.py", "plan.py", "planting.py", "kinds.py", "sites.py")
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
MADE_OF = ("portal", "facts", "directory", "vocabulary", "search")
"""Rooms whose tables a seeded site fills; new tables of other rooms are made when the kept site is prepared anew."""
READ_BY_SEARCH = {".py", ".po", ".txt"}
"""Files of the rooms that decide what the search has of the portal's own content."""
SECONDS_TO_BUILD = 1800
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Portal:
    """A data folder of our own with a seeded site, or with the portal's own content."""

    data_dir: Path
    pages: int
    """of the seeded site; 0 for the portal's own content"""
    variables: Mapping[str, object] = field(default_factory=dict)
    """further settings of the portal, such as its DATABASE_URL"""

    def environment(self, **added: object) -> dict[str, str]:
        """Return what a program of the portal needs to find this site; nothing of our own settings comes with it."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        own = {"DATA_DIR": self.data_dir, "CONTENT_DIR": ROWS, "DEMO": "no", "PYTHONUNBUFFERED": "1"}
        own["DJANGO_SETTINGS_MODULE"] = "welcome_ruhr.config.settings"
        return kept | {name: str(value) for name, value in {**own, **self.variables, **added}.items()}

    def run(self, module: str, *arguments: object, **variables: object) -> str:
        """Run a program of `bench.probes` inside the portal; return what it printed last."""
        finished = subprocess.run(
            [sys.executable, "-m", f"bench.probes.{module}", *map(str, arguments)],
            env=self.environment(**variables),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            timeout=SECONDS_TO_BUILD,
            check=True,
        )
        return finished.stdout.strip().rpartition("\n")[2]

    @contextmanager
    def served(
        self, *, path: str = PAGE, processes: int = 1, module: str = "welcome_ruhr.config.server"
    ) -> Iterator[tuple[Program, int]]:
        """Start the web server; yield it and its port as soon as it answers at `path`."""
        port = free_port()
        command = [sys.executable, "-m", module]
        env = self.environment(PORT=port, SERVER_PROCESSES=processes)
        with running(command, self.data_dir / "said.txt", env=env, cwd=ROOT) as program:
            wait_until(lambda: asking.is_up(port, path), program, SECONDS_TO_START)
            yield program, port


@contextmanager
def portal(pages: int) -> Iterator[Portal]:
    """Yield a copy of the seeded portal with so many pages; whatever happens to it is gone afterwards."""
    with _copied(_kept(Portal(DATA / f"{pages}-{_digest()}", pages))) as copy:
        yield copy


@contextmanager
def portal_with_content() -> Iterator[Portal]:
    """Yield a copy of a portal with all that stands in `content/`."""
    kept = Portal(DATA / f"content-{_digest_of_content()}", 0, {"CONTENT_DIR": ROOT / "content"})
    with _copied(_kept(kept)) as copy:
        yield copy


@contextmanager
def _copied(kept: Portal) -> Iterator[Portal]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        copy = Path(folder) / "data"
        shutil.copytree(kept.data_dir, copy)
        yield replace(kept, data_dir=copy)


def _kept(kept: Portal) -> Portal:
    lay_out_rows(ROWS, (*ROW_FILES, *WORD_FILES))
    if not kept.data_dir.exists():
        for old in DATA.glob(f"{kept.data_dir.name.partition('-')[0]}-*"):
            shutil.rmtree(old)
        _build(kept)
    kept.run("prepare")  # the code may have changed since
    return kept


def _build(kept: Portal) -> None:
    what = f"a site of {kept.pages:,} pages" if kept.pages else "a portal with the content files"
    print(f"Building {what} …", flush=True)
    began_at = time.monotonic()
    half_done = replace(kept, data_dir=kept.data_dir.with_name(f"new-{kept.data_dir.name}"))
    shutil.rmtree(half_done.data_dir, ignore_errors=True)
    half_done.run("prepare")
    if kept.pages:
        half_done.run("build", kept.pages)
    half_done.data_dir.rename(kept.data_dir)
    print(f"      {time.monotonic() - began_at:.0f} s", flush=True)


def lay_out_rows(folder: Path, patterns: Iterable[str] = ROW_FILES) -> None:
    """Copy the content files that hold no pages into `folder`."""
    content = ROOT / "content"
    for pattern in patterns:
        for path in content.glob(pattern):
            copy = folder / path.relative_to(content)
            if path.name != "redirects.csv" and not (copy.exists() and copy.read_bytes() == path.read_bytes()):
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


def _digest() -> str:
    """Return what changes whenever a seeded site would come out differently."""
    files = [Path(__file__).with_name(name) for name in MADE_BY]
    files += sorted(path for room in MADE_OF for path in (ROOT / "welcome_ruhr" / room / "migrations").glob("*.py"))
    return _digest_of(files)


def _digest_of_content() -> str:
    """Return what changes whenever the search might have other documents of the portal's own content."""
    code = (path for path in (ROOT / "welcome_ruhr").rglob("*") if path.suffix in READ_BY_SEARCH)
    content = (path for path in (ROOT / "content").rglob("*") if path.is_file())
    return _digest_of(sorted(path for path in (*code, *content) if "tests" not in path.parts))


def _digest_of(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
