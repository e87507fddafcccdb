"""A connection to an IMAP server that costs neither a password nor memory nor a night, whatever is at the other end.

No password goes out before the encryption stands and the certificate has been found right. Python's imaplib checks no
certificate by itself, waits for each byte anew, and reads as much as a server claims to send.
"""

from __future__ import annotations

import imaplib
import socket
import ssl
from contextlib import suppress
from threading import Timer
from typing import Any

from imap_tools import BaseMailBox

from welcome_ruhr.foundation.enums import FetchProblem

from .errors import NotReached
from .places import Place

SECONDS_TO_ANSWER = 30.0
SECONDS_PER_RUN = 300.0
"""after which a connection is cut, be the server ever so busy sending"""
LONGEST_ANSWER = 20 * 1024**2
"""bytes: two million numbers of mails"""


class TooMuch(Exception):
    """The server sends more than it was asked for."""


class Watch:
    """Cuts a connection that takes too long, from its first byte on."""

    def __init__(self, seconds: float) -> None:
        self.has_cut = False
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def over(self, connected: socket.socket) -> None:
        # A handle of its own, since encryption takes the other one over.
        self._socket = connected.dup()
        self._timer.start()

    def close(self) -> None:
        self._timer.cancel()
        if self._socket:
            self._socket.close()

    def _cut(self) -> None:
        self.has_cut = True
        if self._socket:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class _Client(imaplib.IMAP4):
    """Encryption is asked for by STARTTLS."""

    def __init__(self, place: Place, watch: Watch) -> None:
        self.context = ssl.create_default_context()
        self.watch = watch
        self.may_read = LONGEST_ANSWER
        super().__init__(place.host, place.port, SECONDS_TO_ANSWER)

    def read(self, size: int) -> bytes:
        self._count(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._count(len(line))
        return line

    def _count(self, size: int) -> None:
        self.may_read -= size
        if self.may_read < 0:
            raise TooMuch

    def _create_socket(self, timeout: float) -> socket.socket:
        connected = socket.create_connection((self.host, self.port), timeout)
        self.watch.over(connected)
        return connected


class _EncryptedClient(_Client):
    """Encrypted from the first byte."""

    def _create_socket(self, timeout: float) -> socket.socket:
        return self.context.wrap_socket(super()._create_socket(timeout), server_hostname=self.host)


class Box(BaseMailBox):
    """A mailbox of imap-tools by such a connection; raises what imaplib raises, and NotReached without encryption."""

    client: _Client

    def __init__(self, place: Place, watch: Watch) -> None:
        self._place, self._watch = place, watch
        super().__init__()

    def sign_in(self) -> None:
        # LOGIN knows letters of ASCII only.
        name, password = self._place.user, self._place.password
        login: Any = self.login if f"{name}{password}".isascii() else self.login_utf8
        login(name, password, initial_folder=None)

    def hang_up(self) -> None:
        _close(self.client)

    def _get_mailbox_client(self) -> _Client:
        if self._place.is_encrypted_at_once:
            return _EncryptedClient(self._place, self._watch)
        client = _Client(self._place, self._watch)
        try:
            _encrypt(client)
        except BaseException:
            _close(client)
            raise
        return client


def _encrypt(client: _Client) -> None:
    # One that greets us as signed in leaves no room for encryption, and may be anybody (CVE-2020-12398 and others).
    if "STARTTLS" not in client.capabilities or client.state != "NONAUTH":
        raise NotReached(FetchProblem.NOT_ENCRYPTED)
    try:
        client.starttls(client.context)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise NotReached(FetchProblem.NOT_ENCRYPTED) from error


def _close(client: _Client) -> None:
    with suppress(OSError):
        client.shutdown()
