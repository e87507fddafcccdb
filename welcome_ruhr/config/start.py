"""`make run`: look whether the portal can start, prepare it, and become its parent process."""

import os
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError


class CannotStart(Exception):
    """One sentence for the person at the terminal: what is wrong and what to do."""


def read_settings() -> Any:
    """Return the settings; raise CannotStart when they are refused or the data folder cannot be made."""
    from django.conf import settings

    try:
        settings.DATA_DIR  # noqa: B018 — settings are read when first asked
    except ImproperlyConfigured as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        raise CannotStart(_folder_sentence(error.filename, error)) from error
    return settings


def check_folder(folder: Path) -> None:
    """Raise CannotStart when nothing can be written into `folder`; it is made when it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotStart(_folder_sentence(folder, error)) from error


def check_port(host: str, port: int) -> None:
    """Raise CannotStart when the server could not listen there."""
    if not 1 <= port <= 65535:
        raise CannotStart(f"PORT is {port}; a port lies between 1 and 65535.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            # Connections that are just closing do not count as taken.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen()
    except OSError as error:
        raise CannotStart(
            f"Port {port} on {host} cannot be used: {error.strerror}. "
            "End the program that has it, or choose another port: PORT=8001 make run"
        ) from error


def check_database() -> None:
    """Raise CannotStart when the database does not answer."""
    from django.db import Error, connection

    try:
        connection.ensure_connection()
    except Error as error:
        raise CannotStart(f"The database cannot be used: {error}") from error


def check_vault() -> None:
    """Raise CannotStart when the key file is not the one that opens what the database holds."""
    from welcome_ruhr.foundation.vault_keys import vault_problems

    problems = vault_problems()
    if problems:
        raise CannotStart(" ".join(problems))


def main() -> None:
    began_at = time.monotonic()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcome_ruhr.config.settings")
    try:
        settings = read_settings()
        check_folder(settings.DATA_DIR)
        check_port(settings.LISTEN_HOST, settings.PORT)
        check_database()
        check_vault()
        print(f"welcome.RUHR starts. Its data lies in {settings.DATA_DIR}", flush=True)
        _prepare()
        if settings.DEMO:
            print(f"Demo accounts and their passwords: {settings.DATA_DIR / 'demo-accounts.txt'}", flush=True)
    except CannotStart as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped before the portal was ready; the next start goes on from here.")
    _become_parent(settings, began_at)


def _prepare() -> None:
    from .preparing import prepare

    try:
        prepare()
    except CommandError as error:
        raise CannotStart(str(error)) from error


def _become_parent(settings: Any, began_at: float) -> None:
    # A program of its own in place of this one: small, and free of all that was loaded to prepare.
    arguments = [settings.LISTEN_HOST, str(settings.PORT), settings.BASE_URL, str(began_at)]
    os.execv(sys.executable, [sys.executable, "-m", "welcome_ruhr.config.supervisor", *arguments])  # noqa: S606


def _folder_sentence(folder: object, error: OSError) -> str:
    return (
        f"The data folder cannot be written to ({folder}: {error.strerror}). "
        "Choose another one: DATA_DIR=/path/to/folder make run"
    )


if __name__ == "__main__":
    main()
