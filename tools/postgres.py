"""A PostgreSQL of our own for as long as a command runs: a new cluster in a temporary folder, on a Unix socket.

    python -m tools.postgres pytest -n 2        runs pytest with DATABASE_URL set

It never touches the machine's own cluster. Nothing in it outlives the command, so nothing is written safely.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tools import machine
from welcome_ruhr.config.supervisor import die_with

SECONDS_TO_START = 60
UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def cluster() -> Iterator[str]:
    """Run a server inside the block; its address (a DATABASE_URL) names a database that is there and empty."""
    programs = machine.postgresql()
    if programs is None:
        sys.exit("The PostgreSQL server is missing. On Debian: apt-get install postgresql")
    owner = _owner()
    # Not below TMPDIR: the path of a Unix socket has room for 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="welcome-ruhr-", dir="/tmp"))
    if owner:
        shutil.chown(folder, user=owner["user"])
    try:
        _initialise(programs, folder, owner)
        with _server(programs, folder, owner):
            yield f"postgres://welcome@{quote(str(folder), safe='')}/welcome"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> dict[str, Any]:
    """Return as whom the server runs: PostgreSQL refuses root, so as root we take Debian's user for it, or nobody."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_name, "group": user.pw_gid, "extra_groups": []}


def _initialise(programs: Path, folder: Path, owner: dict[str, Any]) -> None:
    options = ["-U", "welcome", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
    command: list[str | Path] = [programs / "initdb", "-D", folder / "data", *options]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, **owner)
    if finished.returncode:
        sys.exit(f"A PostgreSQL cluster could not be made:\n{finished.stderr}")


@contextmanager
def _server(programs: Path, folder: Path, owner: dict[str, Any]) -> Iterator[None]:
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", "log_min_messages=fatal", *UNSAFE_BUT_QUICK]
    options = [part for setting in settings for part in ("-c", setting)]
    server: subprocess.Popen[bytes] = subprocess.Popen(
        [str(programs / "postgres"), "-D", str(folder / "data"), *options],
        cwd=folder,
        preexec_fn=partial(die_with, os.getpid()),  # noqa: PLW1509 — safe: this program has one thread
        **owner,
    )
    try:
        _wait_until_ready(programs, folder, server)
        subprocess.run([programs / "createdb", "-h", folder, "-U", "welcome", "welcome"], check=True)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_ready(programs: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    question: list[str | Path] = [programs / "pg_isready", "-q", "-h", folder, "-U", "welcome", "-d", "postgres"]
    while subprocess.run(question, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit("The temporary PostgreSQL server did not start.")
        time.sleep(0.1)


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL set; return its exit code."""
    with cluster() as address:
        return subprocess.run(command, check=False, env=os.environ | {"DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
