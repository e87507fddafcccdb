"""Between the server (ASGI) and Django (WSGI): no thread waits for a slow reader or a slow sender.

A request's body is taken in whole before Django's thread begins, and an answer is given out after it has ended.
Django in threads (WSGI) costs about 0.6 of the CPU of Django's own asynchronous handler.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Any

CHUNK_BYTES = 256 * 1024
IN_MEMORY_BYTES = 1024 * 1024
"""What is larger lies in a temporary file meanwhile."""

READ_IN_VAIN_BYTES = 64 * 1024 * 1024
"""So much more of a body that is too large is read and thrown away: a browser hears no answer while it sends."""
TOO_LARGE = """Das ist zu groß. Bitte gehen Sie zurück und schicken Sie weniger oder kleinere Dateien.

This is too large. Please go back and send fewer or smaller files.
"""

TRICKS = re.compile(rb"%(?:2f|5c|00)", re.IGNORECASE)
"""A slash, a backslash and a zero in disguise; none of our addresses has them."""

Headers = Iterable[tuple[bytes, bytes]]
Message = dict[str, Any]
Receive = Callable[[], Any]
Send = Callable[[Message], Any]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class FileAnswer:
    """What Django returns for a file (PEP 3333, `wsgi.file_wrapper`): given out chunk by chunk, held by no thread."""

    def __init__(self, file: IO[bytes], block_size: int = CHUNK_BYTES) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(CHUNK_BYTES), b"")


class Answer:
    """What is to be sent: `body`, or in its place a `file` to read from."""

    def __init__(self, status: int = 500, headers: Headers = (), body: bytes = b"") -> None:
        self.status = status
        self.headers = list(headers)
        self.body = body
        self.file: Any = None

    def add(self, part: bytes) -> None:
        """Take in a piece of an answer that comes in pieces; a long one, such as an export, goes to the disk."""
        if self.file is None and len(self.body) + len(part) <= IN_MEMORY_BYTES:
            self.body += part
            return
        if self.file is None:
            self.file = TemporaryFile()  # noqa: SIM115 — it is closed when it has been sent
            self.file.write(self.body)
        self.file.write(part)

    def end(self) -> None:
        if self.file is not None:
            self.file.seek(0)


class Disconnected(Exception):
    """The reader went away before the request was whole."""


class TooLarge(Exception):
    """The body is larger than anything that is sent to this address."""


class DjangoInThreads:
    """An ASGI application that has `application` (WSGI) answer in one of `threads` threads.

    A request with more than `largest_body` bytes is refused before the application hears of it; `larger` says where
    it may have more, as beginnings of addresses.
    """

    def __init__(
        self, application: Application, threads: int, largest_body: int, larger: Mapping[str, int] | None = None
    ) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, "django")
        # Reading files must not wait for a thread that renders.
        self._files = ThreadPoolExecutor(2, "files")
        self._largest_body = largest_body
        self._larger = larger or {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"Not spoken here: {scope['type']}")
        if TRICKS.search(scope["raw_path"]):
            await _give_out(_refusal(400, "There is no such address."), send)
            return
        with SpooledTemporaryFile(IN_MEMORY_BYTES) as body:
            try:
                length = await _take_in(scope, receive, body, self._most_bytes(scope["path"]))
            except Disconnected:
                return
            except TooLarge:
                await _give_out(_refusal(413, TOO_LARGE), send)
                return
            environ = environ_of(scope, body, length)
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, _ask, self._application, environ)
        await self._give_out(answer, send)

    def _most_bytes(self, path: str) -> int:
        return next((most for begin, most in self._larger.items() if path.startswith(begin)), self._largest_body)

    async def _give_out(self, answer: Answer, send: Send) -> None:
        if answer.file is None:
            await _give_out(answer, send)
            return
        loop = asyncio.get_running_loop()
        try:
            await _begin(answer, send)
            while chunk := await loop.run_in_executor(self._files, answer.file.read, CHUNK_BYTES):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await loop.run_in_executor(self._files, answer.file.close)


async def _take_in(scope: Message, receive: Receive, body: IO[bytes], most: int) -> int:
    """Write the request's body into `body` and return its length; raise TooLarge when it has more than `most` bytes."""
    if _is_hopeless(dict(scope["headers"]), most):
        raise TooLarge
    taken, is_whole = 0, False
    while not is_whole and taken <= most + READ_IN_VAIN_BYTES:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        chunk = message.get("body", b"")
        taken += len(chunk)
        if taken <= most:
            body.write(chunk)
        is_whole = not message.get("more_body")
    if taken > most:
        raise TooLarge
    body.seek(0)
    return taken


def _is_hopeless(headers: dict[bytes, bytes], most: int) -> bool:
    """Whether the body is too large, and either not sent before we answer (RFC 9110 § 10.1.1) or not worth reading."""
    length = int(headers.get(b"content-length", b"0"))
    return length > most and (b"expect" in headers or length > most + READ_IN_VAIN_BYTES)


def environ_of(scope: Message, body: IO[bytes], length: int) -> dict[str, Any]:
    """Return what WSGI (PEP 3333) calls the environment of a request."""
    host, port = scope.get("server") or ("localhost", None)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileAnswer,
    }
    if scope.get("client"):
        environ["REMOTE_ADDR"] = scope["client"][0]
    _add_headers(environ, scope["headers"])
    if length or "CONTENT_LENGTH" in environ:
        environ["CONTENT_LENGTH"] = str(length)
    return environ


def _add_headers(environ: dict[str, Any], headers: Headers) -> None:
    for name, value in headers:
        # WSGI writes "-" as "_": X_Forwarded_For would pass for the header that only our own proxy may send.
        if b"_" in name:
            continue
        key = name.decode("latin1").upper().replace("-", "_")
        key = key if key in {"CONTENT_LENGTH", "CONTENT_TYPE"} else f"HTTP_{key}"
        text = value.decode("latin1")
        separator = ";" if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{separator}{text}" if key in environ else text


def _refusal(status: int, text: str) -> Answer:
    """Return an answer for which Django is not asked, the last one on its connection."""
    body = text.encode()
    kind, length = (b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))
    return Answer(status, [kind, length, (b"connection", b"close")], body)


async def _begin(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})


async def _give_out(answer: Answer, send: Send) -> None:
    await _begin(answer, send)
    await send({"type": "http.response.body", "body": answer.body})


def _ask(application: Application, environ: dict[str, Any]) -> Answer:
    answer = Answer()

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        answer.status = int(status.split(" ", 1)[0])
        answer.headers = [(name.lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers]

    parts = application(environ, start_response)
    if isinstance(parts, FileAnswer):
        answer.file = parts.file
        return answer
    try:
        for part in parts:
            answer.add(part)
    finally:
        getattr(parts, "close", lambda: None)()
    answer.end()
    return answer
