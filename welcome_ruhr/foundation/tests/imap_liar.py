"""An IMAP server on loopback that says whatever a test wants, and remembers what it was told.

liar = Liar(mails=[b"…", b"…"])           behaves, until `says` has another answer
liar.says["UID FETCH 2"] = DROP           to every command that begins so
"""

import re
import socket
import ssl
import threading
from contextlib import ExitStack, closing, contextmanager, suppress

DROP = "drop the connection"
HANG = "say nothing any more"
DRIP = "a byte now and then, for ever"
NO = "{tag} NO not now, asker@example.org\r\n"
BAD = "{tag} BAD no idea\r\n"


class Liar:
    """`certificate` is the pair of files that it proves itself with; `at_once` or after STARTTLS."""

    def __init__(self, *, mails=(), certificate=None, at_once=True, greeting="* OK ready\r\n"):
        self.mails, self.certificate, self.at_once, self.greeting = list(mails), certificate, at_once, greeting
        self.says, self.told, self.uid_validity = {}, [], 7
        self._end, self._threads = threading.Event(), []

    @contextmanager
    def opened(self):
        with closing(socket.create_server(("127.0.0.1", 0))) as listening:
            self.port = listening.getsockname()[1]
            listener = threading.Thread(target=self._listen, args=[listening])
            listener.start()
            try:
                yield self
            finally:
                self._end.set()
                with suppress(OSError):
                    listening.shutdown(socket.SHUT_RDWR)
                for thread in [listener, *self._threads]:
                    thread.join()

    def url(self, *, host="localhost"):
        return f"{'imaps' if self.at_once else 'imap+tls'}://desk:secret@{host}:{self.port}/INBOX"

    @property
    def knows_a_password(self):
        return any("LOGIN" in line.upper() or "AUTHENTICATE" in line.upper() for line in self.told)

    def _listen(self, listening):
        with suppress(OSError):
            while not self._end.is_set():
                connection, _ = listening.accept()
                self._threads.append(threading.Thread(target=self._serve, args=[connection]))
                self._threads[-1].start()

    def _serve(self, connection):
        with suppress(OSError), ExitStack() as opened:
            opened.enter_context(connection)
            if self.certificate and self.at_once:
                connection = opened.enter_context(self._encrypted(connection))
            self._talk(connection, opened)

    def _encrypted(self, connection):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.certificate)
        return context.wrap_socket(connection, server_side=True)

    def _talk(self, connection, opened):
        if not self._say(connection, "", self.greeting):
            return
        lines = opened.enter_context(connection.makefile("rb"))
        while line := lines.readline().decode("latin-1"):
            self.told.append(line.strip())
            tag, _, command = line.strip().partition(" ")
            if not self._say(connection, tag, self._answer(command)):
                return
            if command == "STARTTLS" and self.certificate and "STARTTLS" not in self.says:
                connection = opened.enter_context(self._encrypted(connection))
                lines = opened.enter_context(connection.makefile("rb"))

    def _say(self, connection, tag, answer):
        """Whether the talk goes on."""
        if answer == HANG:
            self._end.wait()
        if answer == DRIP:
            while not self._end.wait(0.05):
                connection.sendall(b"*")
        if answer in (DROP, HANG, DRIP):
            return False
        said = answer if isinstance(answer, bytes) else answer.encode()
        connection.sendall(said.replace(b"{tag}", tag.encode()))
        if said.endswith(b"\0"):  # what is cut off in the middle
            connection.shutdown(socket.SHUT_RDWR)
            return False
        return True

    def _answer(self, command):
        for begin, answer in self.says.items():
            if command.upper().startswith(begin):
                return answer
        return self._honest(command)

    def _honest(self, command):
        numbers = [int(number) for number in re.findall(r"\d+", command.partition("(")[0])]
        match command.upper().split():
            case ["CAPABILITY"]:
                starttls = "" if self.at_once else " STARTTLS"
                return f"* CAPABILITY IMAP4rev1 UIDPLUS{starttls}\r\n{{tag}} OK done\r\n"
            case ["SELECT", _]:
                return f"* {len(self.mails)} EXISTS\r\n* OK [UIDVALIDITY {self.uid_validity}] ok\r\n{{tag}} OK done\r\n"
            case ["UID", "SEARCH", *_]:
                return (
                    f"* SEARCH{''.join(f' {uid}' for uid in self._searched(command, numbers))}\r\n{{tag}} OK done\r\n"
                )
            case ["UID", "FETCH", _, "(UID", "RFC822.SIZE)"]:
                said = [f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(self.mails[uid - 1])})\r\n" for uid in numbers]
                return "".join(said) + "{tag} OK done\r\n"
            case ["UID", "FETCH", *_]:
                return body_of(numbers[0], self.mails[numbers[0] - 1])
            case ["LOGOUT"]:
                return "* BYE\r\n{tag} OK done\r\n"
            case _:
                return "{tag} OK done\r\n"

    def _searched(self, command, numbers):
        every = range(1, len(self.mails) + 1)
        return [uid for uid in every if uid >= numbers[0] or uid == len(every)] if ":*" in command else numbers


def body_of(uid, raw):
    return b"* %d FETCH (UID %d BODY[] {%d}\r\n%b)\r\n{tag} OK done\r\n" % (uid, uid, len(raw), raw)
