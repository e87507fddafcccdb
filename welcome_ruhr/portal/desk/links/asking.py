"""One request to another server: to the very address that was judged, with a limit on its time.

The standard library does it: a library for HTTP would look the name up once more and could get another address.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Event, Timer
from urllib.parse import SplitResult, quote, urlsplit

from .networks import Resolve, addresses_of

SAFE_IN_PATH = "/%:@!$&'()*+,;=~-._"


class BadAddress(Exception):
    """No address of the web: another scheme, no host, or a port that is none."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str


class _Pinned(HTTPConnection):
    """Connects to IP addresses that were judged before: asking for the name once more could give others."""

    def __init__(self, host: str, port: int, addresses: list[str], seconds: float, tls: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=seconds)
        self.addresses, self.tls = addresses, tls

    def connect(self) -> None:
        plain = self._first_that_answers()
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host) if self.tls else plain

    def _first_that_answers(self) -> socket.socket:
        error: OSError = OSError("The name has no address.")
        for address in self.addresses:
            try:
                return socket.create_connection((address, self.port), self.timeout)
            except OSError as failed:
                error = failed
        raise error


class Asking:
    """Asks servers; `allow_private` opens the own network and is for tests only."""

    def __init__(
        self, *, agent: str, seconds: float = 8, allow_private: bool = False, resolve: Resolve = socket.getaddrinfo
    ) -> None:
        self.agent, self.seconds, self.allow_private, self.resolve = agent, seconds, allow_private, resolve

    def ask(self, method: str, address: str) -> Answer:
        """Return status and redirect of one request; what the page says is not read.

        Raises BadAddress, networks.InternalAddress, OSError, http.client.HTTPException.
        """
        parts = parsed(address)
        host, secure = ascii_host(parts), parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        addresses = addresses_of(host, port, allow_private=self.allow_private, resolve=self.resolve)
        tls = ssl.create_default_context() if secure else None
        connection = _Pinned(host, port, addresses, self.seconds, tls)
        named = f"[{host}]" if ":" in host else host
        headers = {
            "Host": named if parts.port is None else f"{named}:{port}",
            "User-Agent": self.agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "de,en;q=0.7",
            "Connection": "close",
        }
        try:
            connection.connect()
            with _cut_off(connection.sock, 2 * self.seconds):
                connection.request(method, _target(parts), headers=headers)
                response = connection.getresponse()
                return Answer(response.status, response.headers.get("Location", ""))
        finally:
            connection.close()


def parsed(address: str) -> SplitResult:
    """Take an address of the web apart. Raises BadAddress."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 — reading it is what checks it
        if parts.scheme in ("http", "https") and ascii_host(parts):
            return parts
    except ValueError as error:
        raise BadAddress(address) from error
    raise BadAddress(address)


def ascii_host(parts: SplitResult) -> str:
    """Return the host in the letters of the domain name system: "stra\u00dfe.example" → "xn--strae-oqa.example"."""
    host = parts.hostname or ""
    return host if ":" in host else host.encode("idna").decode()


def _target(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=SAFE_IN_PATH + '?')}" if parts.query else ""
    return (quote(parts.path, safe=SAFE_IN_PATH) or "/") + query


@contextmanager
def _cut_off(sock: socket.socket, seconds: float) -> Iterator[None]:
    """End a request that lasts too long: a server that sends a byte now and then never meets a socket's timeout.

    Raises TimeoutError, also where half an answer looks like a whole one.
    """
    over = Event()
    timer = Timer(seconds, _shut, [sock, over])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if over.is_set():
            raise TimeoutError


def _shut(sock: socket.socket, over: Event) -> None:
    over.set()
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was closed in the same moment
