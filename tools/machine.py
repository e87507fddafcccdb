"""The programs that only the tests need: found, installed from Debian's packages when that is allowed, or named."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    name: str
    package: str
    """Debian's package"""
    find: Callable[[], Path | None]


def chromium() -> Path | None:
    return _on_path("chromium")


def dovecot() -> Path | None:
    """Return the IMAP server, which Debian keeps out of the search path of ordinary users."""
    return next((path for path in (Path("/usr/sbin/dovecot"),) if path.exists()), None)


def java() -> Path | None:
    return _on_path("java")


def postgresql() -> Path | None:
    """Return the folder with `initdb` and `postgres`; the newest version when there are several."""
    # Debian keeps the server's programs out of the search path.
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = versions[-1] if versions else _on_path("initdb")
    return found.parent if found else None


PROGRAMS = (
    Program("Chromium, for the browser journeys", "chromium", chromium),
    Program("the PostgreSQL server, for the second run of the tests", "postgresql", postgresql),
    Program("Dovecot, a real mailbox for the tests", "dovecot-imapd", dovecot),
    Program("Java, for the Nu HTML checker", "default-jre-headless", java),
)


def missing(programs: Iterable[Program] = PROGRAMS) -> list[Program]:
    return [program for program in programs if program.find() is None]


def ensure(programs: Iterable[Program] = PROGRAMS) -> None:
    """Return when every program is there; otherwise install it or end with a sentence that says what to install."""
    lacking = missing(programs)
    if not lacking:
        return
    prefix = _may_install()
    if prefix is not None:
        print(f"Installing {', '.join(program.package for program in lacking)} …", flush=True)
        subprocess.run([*prefix, "apt-get", "update", "-q"], check=False)
        packages = [program.package for program in lacking]
        subprocess.run([*prefix, "apt-get", "install", "-y", "-q", "--no-install-recommends", *packages], check=False)
    still_lacking = missing(lacking)
    if still_lacking:
        sys.exit(how_to_install(still_lacking))


def how_to_install(programs: Iterable[Program]) -> str:
    """Return what a person has to do, who could not be spared it."""
    programs = list(programs)
    lines = [f"- {program.name}" for program in programs]
    command = f"sudo apt-get install {' '.join(program.package for program in programs)}"
    return "\n".join(["Nothing was tested. Missing on this machine:", *lines, f"On Debian: {command}"])


def _may_install() -> list[str] | None:
    """Return what goes before the command of one who may install packages; None when we may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive"]
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def _on_path(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None
