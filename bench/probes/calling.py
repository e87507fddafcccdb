"""Ask the portal's WSGI application without a network: what it costs and how many queries it makes.

Every address gets a query string, because such pages are never stored: each answer is made anew, by a process that
remembers between requests what it always remembers.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

QUERY = "unstored=yes"
Application = Callable[..., Iterable[bytes]]


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    cpu_ms: float


class Calls:
    """One portal, in this process, and a reader that takes gzip."""

    def __init__(self) -> None:
        self.application: Application = get_wsgi_application()

    def get(self, path: str) -> Answer:
        statuses: list[str] = []

        def start(status: str, headers: Any, exc_info: Any = None) -> None:
            statuses.append(status)

        gc.collect()  # what one answer leaves behind is not the next one's cost
        began = time.process_time()
        answer = self.application(_environ(path), start)
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        cpu_ms = (time.process_time() - began) * 1000
        return Answer(int(statuses[0].split()[0]), body, cpu_ms)

    def queries(self, path: str) -> int:
        """Return how many queries one answer makes, those before it not counted."""
        return len(self.statements(path))

    def statements(self, path: str) -> list[str]:
        asked: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            self.get(path)
        return asked


def _environ(path: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": QUERY,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
