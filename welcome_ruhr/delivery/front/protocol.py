"""HTTP on one connection: uvicorn's protocol, which answers a stored page itself before it makes a request of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from welcome_ruhr.delivery.store import page_store
from welcome_ruhr.delivery.stored import Stored, encoding_for, is_known

LARGEST_HEAD = 32 * 1024
"""Bytes of a request before its body. Browsers send a tenth of it."""
SECONDS_FOR_HEAD = 15.0
SECONDS_FOR_BODY = 30.0
"""So long may a sender pause in the middle of a body."""
SECONDS_TO_READ = 60.0
"""So long may a reader take for what lies ready for him, which is 64 kB at most."""
SECONDS_BETWEEN_LOOKS = 1.0
KNOWN_HOSTS = 256

Observer = Callable[[str, int, list[tuple[bytes, bytes]]], None]
"""Called with address, status and the reader's headers; it must not wait for anything."""

observers: list[Observer] = []
"""Called after every answer from the store: a room that counts adds itself here."""

_good_hosts: set[bytes] = set()
_dated: tuple[list[tuple[bytes, bytes]], bytes] = ([], b"")


class StoredFirst(HttpToolsProtocol):
    """Answers stored pages at once; the rest goes the way of uvicorn, with limits of size and time on top."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.store = page_store()
        self.answered = False
        self.in_head = False
        self.head_bytes = 0
        self.deadline: float | None = None
        """when the other side has to have done something; None: it is our turn"""
        self._watch: asyncio.TimerHandle | None = None

    # --- the connection ------------------------------------------------------------------------
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._give(SECONDS_FOR_HEAD)
        self._watch = self.loop.call_later(SECONDS_BETWEEN_LOOKS, self._look_after)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._watch is not None:
            self._watch.cancel()
        super().connection_lost(exc)

    def _look_after(self) -> None:
        """End the connection if the other side is late. One timer a connection; one a request would cost too much."""
        if self.deadline is not None and self.loop.time() >= self.deadline:
            # Not close(): it would wait for a reader who does not read.
            self.transport.abort()
        else:
            self._watch = self.loop.call_later(SECONDS_BETWEEN_LOOKS, self._look_after)

    def _give(self, seconds: float) -> None:
        self.deadline = self.loop.time() + seconds

    def data_received(self, data: bytes) -> None:
        was_in_head = self.in_head
        super().data_received(data)
        if was_in_head and self.in_head:
            # One endless line: the parser tells of a header only when it has all of it.
            self.head_bytes += len(data)
            if self.head_bytes > 2 * LARGEST_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._give(SECONDS_TO_READ)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._is_busy():
            self.deadline = None
        else:
            self._give(self.timeout_keep_alive)

    # --- one request ---------------------------------------------------------------------------
    def on_message_begin(self) -> None:
        self.url = b""
        self.headers = []
        self.expect_100_continue = False
        self.answered = False
        self.in_head = True
        self.head_bytes = 0
        self._give(SECONDS_FOR_HEAD)

    def on_url(self, url: bytes) -> None:
        self.head_bytes += len(url)
        if self.head_bytes <= LARGEST_HEAD:
            self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.head_bytes += len(name) + len(value)
        if self.head_bytes <= LARGEST_HEAD:
            name = name.lower()
            if name == b"expect" and value.lower() == b"100-continue":
                self.expect_100_continue = True
            self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        self.in_head = False
        if self.head_bytes > LARGEST_HEAD:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif self.transport.is_closing():
            self.answered = True
        elif not self._answer_from_store():
            self._give(SECONDS_FOR_BODY)
            self._make_request()

    def _make_request(self) -> None:
        """Go on as uvicorn does, which makes the scope before it knows the headers."""
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expects
        self.headers.extend(headers)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self.answered:
            self._give(SECONDS_FOR_BODY)
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self.answered:
            self.deadline = None
            super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.pipeline:
            self._give(self.timeout_keep_alive)

    def _is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    # --- the store -----------------------------------------------------------------------------
    def _answer_from_store(self) -> bool:
        page = self.store.find(self.url.decode("latin1")) if b"?" not in self.url else None
        if page is None or self.flow.write_paused or self._is_busy():
            return False
        method = self.parser.get_method()
        headers = dict(self.headers)
        if method not in (b"GET", b"HEAD") or not self._is_plain(headers):
            return False
        self.answered = True
        known = b"if-none-match" in headers and is_known(page.tag, headers[b"if-none-match"].decode("latin1"))
        encoding = encoding_for(headers.get(b"accept-encoding", b"").decode("latin1"))
        head, body = _wire(page, "304" if known else encoding)
        self._send(head, b"" if method == b"HEAD" else body)
        for observe in observers:
            observe(self.url.decode("latin1"), 304 if known else 200, self.headers)
        return True

    def _is_plain(self, headers: dict[bytes, bytes]) -> bool:
        """Whether nothing about the request asks for more than the stored page."""
        return (
            len(headers) == len(self.headers)  # none is there twice
            and b"content-length" not in headers
            and b"transfer-encoding" not in headers
            and b"upgrade" not in headers
            and b"expect" not in headers
            and _is_our_host(headers.get(b"host", b""))
            and (not settings.SECURE_SSL_REDIRECT or _came_over_tls(headers))
            and self.parser.get_http_version() == "1.1"
        )

    def _send(self, head: bytes, body: bytes) -> None:
        stays = self.parser.should_keep_alive()
        end = b"\r\n" if stays else b"connection: close\r\n\r\n"
        self.transport.write(b"".join((head, _date_line(self.server_state.default_headers), end, body)))
        self.server_state.total_requests += 1
        if stays:
            self._give(self.timeout_keep_alive)
        else:
            self.transport.close()

    def _refuse(self, status: HTTPStatus) -> None:
        self.answered = True
        if not self.transport.is_closing():
            text = status.phrase.encode()
            head = b"HTTP/1.1 %d %b\r\ncontent-type: text/plain\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%b"
            self.transport.write(head % (status, text, len(text), text))
            self.transport.close()


def _date_line(default_headers: list[tuple[bytes, bytes]]) -> bytes:
    """Return uvicorn's own headers, of which it makes a new list each second, as they are sent."""
    global _dated  # noqa: PLW0603 — one line for all connections
    if _dated[0] is not default_headers:
        _dated = (default_headers, b"".join(b"%b: %b\r\n" % pair for pair in default_headers))
    return _dated[1]


def _wire(page: Stored, way: str) -> tuple[bytes, bytes]:
    """Return head (without its end) and body ready to send; `way` is an encoding, or "304"."""
    ready = page.wire.get(way)
    if ready is None:
        body = b"" if way == "304" else page.body(way)
        headers = page.sent_headers("" if way == "304" else way, None if way == "304" else len(body))
        lines = "".join(f"{name.lower()}: {value}\r\n" for name, value in headers)
        first = "304 Not Modified" if way == "304" else "200 OK"
        ready = page.wire[way] = (f"HTTP/1.1 {first}\r\n{lines}".encode("latin1"), body)
    return ready


def _came_over_tls(headers: dict[bytes, bytes]) -> bool:
    """Whether our own proxy says so; without one nobody is believed, and Django sends the reader to https."""
    return bool(settings.SECURE_PROXY_SSL_HEADER) and headers.get(b"x-forwarded-proto") == b"https"


def _is_our_host(host: bytes) -> bool:
    if host in _good_hosts:
        return True
    domain, _port = split_domain_port(host.decode("latin1"))
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    if len(_good_hosts) < KNOWN_HOSTS:
        _good_hosts.add(host)
    return True
