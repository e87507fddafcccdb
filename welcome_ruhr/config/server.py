"""The web server: Granian with one or more processes, each with some threads."""

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from .supervisor import die_with

SECONDS_FOR_OPEN_REQUESTS = 5


def load_application(main_pid: int) -> Callable[..., Any]:
    """Return the WSGI application; called in each server process, which then lives no longer than `main_pid`."""
    die_with(main_pid)
    from .wsgi import application

    return application


def main() -> None:
    from django.conf import settings

    server = Server(
        "welcome_ruhr.config.wsgi:application",
        address=settings.LISTEN_HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.SERVER_PROCESSES,
        blocking_threads=settings.SERVER_THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_FOR_OPEN_REQUESTS,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=partial(load_application, os.getpid()), wrap_loader=False)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcome_ruhr.config.settings")
    main()
