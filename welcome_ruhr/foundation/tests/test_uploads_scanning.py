import socketserver
import struct
import threading
import time
from contextlib import contextmanager

import pytest

from welcome_ruhr.foundation.enums import Verdict
from welcome_ruhr.foundation.uploads import scanning

# In two parts, so that no scanner takes this file for the test virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon(socketserver.StreamRequestHandler):
    """Speaks as much of clamd's protocol as is asked of it, and knows one virus."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0")


class Refusing(Daemon):
    def handle(self):
        self.rfile.read(10)
        self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")


class Closing(Daemon):
    def handle(self):
        self.rfile.read(10)


class Dripping(Daemon):
    """Says something again and again, and never comes to an end."""

    def handle(self):
        while not self.server.is_over.wait(0.05):
            self.wfile.write(b".")


class Server(socketserver.ThreadingMixIn):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass


class TCP(Server, socketserver.TCPServer):
    pass


class Unix(Server, socketserver.UnixStreamServer):
    pass


@contextmanager
def running(server):
    server.is_over = threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def clamd(settings):
    """`with clamd(Daemon):` lets one answer on a port of its own."""

    @contextmanager
    def one(handler):
        with running(TCP(("127.0.0.1", 0), handler)) as server:
            settings.CLAMD_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
            yield

    return one


def test_without_a_scanner_nothing_is_scanned():
    assert scanning.scan(EICAR) is Verdict.OFF


@pytest.mark.parametrize("size", [0, 1, scanning.CHUNK_BYTES, 300_000])
def test_virus_is_found_wherever_it_stands(clamd, size):
    with clamd(Daemon):
        assert scanning.scan(b"a" * size) is Verdict.CLEAN
        assert scanning.scan(b"a" * size + EICAR) is Verdict.INFECTED


def test_scanner_may_listen_on_a_socket_in_the_file_system(settings, tmp_path):
    place = tmp_path / "clamd.ctl"
    settings.CLAMD_URL = f"unix://{place}"
    assert scanning.scan(EICAR) is Verdict.NOT_REACHED
    with running(Unix(str(place), Daemon)):
        assert scanning.scan(EICAR) is Verdict.INFECTED


@pytest.mark.parametrize("handler", [Refusing, Closing])
def test_scanner_that_does_not_scan_was_not_reached(clamd, handler):
    with clamd(handler):
        assert scanning.scan(b"letter") is Verdict.NOT_REACHED
        assert scanning.scan(b"a" * 3_000_000) is Verdict.NOT_REACHED


def test_scanner_that_never_ends_is_not_waited_for(clamd, monkeypatch):
    monkeypatch.setattr(scanning, "SECONDS_TO_SCAN", 0.3)
    began_at = time.monotonic()
    with clamd(Dripping):
        assert scanning.scan(b"letter") is Verdict.NOT_REACHED
        assert scanning.scan(b"a" * 10_000_000) is Verdict.NOT_REACHED
    assert time.monotonic() - began_at < 5


def test_no_scanner_at_that_place_was_not_reached(settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    assert scanning.scan(b"letter") is Verdict.NOT_REACHED
