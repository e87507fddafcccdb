"""Asking ClamAV whether there is a virus in a file (settings.CLAMD_URL; clamd(8), command INSTREAM).

These lines take the place of the library `clamd`, whose last release is of 2014. What is asked goes over the wire as
it is: let the daemon run on the same machine, or in a network of your own.
"""

from __future__ import annotations

import logging
import socket
import struct
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from welcome_ruhr.foundation.enums import Verdict

SECONDS_TO_CONNECT = 3.0
SECONDS_TO_SCAN = 30.0
"""From the first byte that is sent to the end of the answer."""
PORT = 3310
CHUNK_BYTES = 64 * 1024
LONGEST_ANSWER = 4096

logger = logging.getLogger(__name__)


def scan(data: bytes) -> Verdict:
    """Return what the daemon says of the data; NOT_REACHED also when it says nothing useful, OFF when there is none."""
    if not settings.CLAMD_URL:
        return Verdict.OFF
    try:
        answer = _ask(data)
    except OSError as error:
        logger.warning("clamd is not reached: %s", error or type(error).__name__)
        return Verdict.NOT_REACHED
    return _verdict(answer)


def _ask(data: bytes) -> bytes:
    """Return the daemon's answer; raise OSError when there is none in time."""
    with _connected() as connection:
        latest = time.monotonic() + SECONDS_TO_SCAN
        for part in _parts(data):
            connection.settimeout(_seconds_until(latest))
            connection.sendall(part)
        return _answer(connection, latest)


def _answer(connection: socket.socket, latest: float) -> bytes:
    """Return what came until a zero; raise OSError."""
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        connection.settimeout(_seconds_until(latest))
        received = connection.recv(LONGEST_ANSWER)
        if not received:
            raise ConnectionError("It ended the connection without an answer.")
        answer += received
    return answer


def _connected() -> socket.socket:
    place = urlsplit(settings.CLAMD_URL)
    if place.scheme == "tcp":
        return socket.create_connection((place.hostname or "localhost", place.port or PORT), SECONDS_TO_CONNECT)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(SECONDS_TO_CONNECT)
    try:
        connection.connect(place.path)
    except OSError:
        connection.close()
        raise
    return connection


def _parts(data: bytes) -> Iterator[bytes]:
    """Yield the command, the data in pieces with their lengths before them, and an empty piece at the end."""
    yield b"zINSTREAM\0"
    for begin in range(0, len(data), CHUNK_BYTES):
        piece = data[begin : begin + CHUNK_BYTES]
        yield struct.pack("!L", len(piece)) + piece
    yield struct.pack("!L", 0)


def _seconds_until(latest: float) -> float:
    if (seconds := latest - time.monotonic()) <= 0:
        raise TimeoutError("It takes too long.")
    return seconds


def _verdict(answer: bytes) -> Verdict:
    said = answer.split(b"\0")[0].decode("utf-8", "replace")
    if said == "stream: OK":
        return Verdict.CLEAN
    if said.endswith(" FOUND"):
        logger.warning("clamd found: %s", said)
        return Verdict.INFECTED
    logger.error("clamd did not scan: %s", said)
    return Verdict.NOT_REACHED
