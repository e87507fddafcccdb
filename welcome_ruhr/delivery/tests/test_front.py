"""The server itself, over real sockets: uvicorn with our protocol in a thread, before Django."""

import asyncio
import gzip
import socket
import threading
import time
from contextlib import contextmanager, suppress
from tempfile import SpooledTemporaryFile

import pytest
import uvicorn
from django.core.wsgi import get_wsgi_application

from welcome_ruhr.delivery.counters import shared
from welcome_ruhr.delivery.front import DjangoInThreads, StoredFirst, bridge, protocol
from welcome_ruhr.delivery.store import page_store
from welcome_ruhr.delivery.stored import stored

from . import small_site

pytestmark = pytest.mark.django_db


def wait_until(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


PAGE = "<p>stored</p>" * 40


@contextmanager
def serving():
    config = uvicorn.Config(
        DjangoInThreads(get_wsgi_application(), threads=2, largest_body=300_000, larger={"/echo/large/": 500_000}),
        port=0, http=StoredFirst, ws="none", lifespan="off", log_level="critical",
        server_header=False, access_log=False, proxy_headers=False, timeout_keep_alive=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="module")
def port():
    with serving() as found:
        yield found


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    settings.ROOT_URLCONF = small_site.__name__
    monkeypatch.setattr(small_site, "RENDERED", [])
    monkeypatch.setattr(protocol, "_good_hosts", set())
    store = page_store()
    kept = stored(PAGE.encode(), [("Content-Type", "text/html"), ("Vary", "Accept-Encoding")],
                  needs=store.counters.needs(["text"]), birth=store.counters.birth)  # fmt: skip
    store.keep("/de/", kept)
    return small_site


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.buffer = b""

    def send(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode())

    def answer(self, *, body=True):
        """Return (status, headers, body) of the next answer."""
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        first, *lines = head.decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        length = int(headers.get("content-length", 0)) if body else 0
        while len(self.buffer) < length:
            self._more()
        content, self.buffer = self.buffer[:length], self.buffer[length:]
        return int(first.split()[1]), headers, content

    def _more(self):
        data = self.socket.recv(65536)
        assert data, f"closed after {self.buffer[:200]!r}"
        self.buffer += data

    def is_closed(self):
        try:
            return self.socket.recv(65536) == b""
        except ConnectionResetError:
            return True


@pytest.fixture
def connect(port):
    """`connect()` opens a connection."""
    opened = []

    def one():
        opened.append(Connection(port))
        return opened[-1]

    yield one
    for connection in opened:
        connection.socket.close()


@pytest.fixture
def connection(connect):
    return connect()


def request(path="/de/", method="GET", host="localhost", **headers):
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines) + "\r\n\r\n"


def test_stored_page_is_answered_without_django(connection, site):
    connection.send(request())
    status, headers, body = connection.answer()
    assert (status, body.decode(), site.RENDERED) == (200, PAGE, [])
    assert {"date", "etag", "content-type", "content-length", "vary"} <= set(headers)
    assert "server" not in headers


def test_compressed_page_head_and_not_modified(connection):
    connection.send(request(Accept_Encoding="gzip"))
    _status, headers, body = connection.answer()
    assert (headers["content-encoding"], gzip.decompress(body).decode()) == ("gzip", PAGE)
    connection.send(request(method="HEAD", Accept_Encoding="gzip"))
    assert connection.answer(body=False)[1]["content-length"] == headers["content-length"]
    connection.send(request(If_None_Match=headers["etag"]))
    status, again, _body = connection.answer(body=False)
    assert (status, again["etag"]) == (304, headers["etag"])
    assert "content-type" not in again


def test_changed_page_is_asked_of_django_again(connection, site):
    shared().raise_for(["text"])
    connection.send(request())
    assert connection.answer()[0] == 200
    assert site.RENDERED == ["/de/"]


def test_pipelined_requests_are_answered_in_order(connection, site):
    paths = ["/de/", "/echo/1", "/de/", "/echo/2", "/de/"]
    connection.send("".join(request(path) for path in paths))
    bodies = [connection.answer()[2].decode() for _ in paths]
    assert [body[:11] for body in bodies] == [PAGE[:11], "GET /echo/1", bodies[2][:11], "GET /echo/2", bodies[4][:11]]
    assert bodies[2] == bodies[4] == PAGE or site.RENDERED


def test_connection_is_closed_where_the_reader_asks_for_it(connection):
    connection.send(request(Connection="close"))
    _status, headers, body = connection.answer()
    assert (headers["connection"], body.decode()) == ("close", PAGE)
    assert connection.is_closed()


def test_request_in_small_pieces_is_understood(connection):
    for byte in request():
        connection.send(byte)
    assert connection.answer()[2].decode() == PAGE


@pytest.mark.parametrize(
    "asked",
    [request("/de/?x=1"), request(host="evil.example"), request(Expect="100-continue", Content_Length=0),
     request(Content_Length=2) + "ab", request() .replace("Host: localhost", "Host: localhost\r\nHost: localhost"),
     request().replace("HTTP/1.1", "HTTP/1.0")],
)  # fmt: skip
def test_whatever_asks_for_more_than_the_page_goes_to_django(connection, asked, monkeypatch):
    monkeypatch.setattr(StoredFirst, "_send", lambda *_: pytest.fail("answered from the store"))
    connection.send(asked)
    assert connection.answer(body=False)[0] in {100, 200, 400}


def test_foreign_host_is_refused(connection):
    connection.send(request(host="evil.example"))
    assert connection.answer()[0] == 400


@pytest.mark.parametrize(
    "head",
    [request(X="a" * 64 * 1024), request(**{f"X{n}": "a" * 1000 for n in range(64)}), request("/" + "a" * 64 * 1024)],
    ids=["one line", "many lines", "address"],
)
def test_head_of_64_kilobytes_is_refused(connection, head):
    connection.send(head)
    status, headers, _body = connection.answer()
    assert (status, headers["connection"]) == (431, "close")
    assert connection.is_closed()


def test_endless_head_is_cut_off(connection):
    connection.send("GET /de/ HTTP/1.1\r\nHost: localhost\r\nX: ")
    sent = 0
    with suppress(ConnectionError):
        while sent < 64 * 1024 * 1024:
            connection.send(b"a" * 16_384)
            sent += 16_384
    assert sent < 16 * 1024 * 1024


def test_nonsense_is_refused(connection):
    connection.send(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")
    assert connection.answer()[0] == 400


def test_slow_head_is_not_waited_for(connect, monkeypatch):
    monkeypatch.setattr(protocol, "SECONDS_FOR_HEAD", 0.3)
    connection = connect()
    connection.send("GET /de/ HTTP/1.1\r\n")
    began_at = time.monotonic()
    assert connection.is_closed()
    assert time.monotonic() - began_at < 5


def test_slow_body_holds_no_thread(connect):
    """Two threads render; five senders who stop in the middle must not keep others waiting."""
    stuck = [connect() for _ in range(5)]
    for one in stuck:
        one.send(request("/echo/", "POST", Content_Length=100) + "half")
    quick = connect()
    quick.send(request("/echo/now"))
    assert quick.answer()[2].startswith(b"GET /echo/now")


def test_slow_reader_of_a_file_holds_no_thread(connect, tmp_path):
    (tmp_path / "film").write_bytes(b"f" * 20_000_000)
    slow = [connect() for _ in range(4)]
    for one in slow:
        one.send(request(f"/film/?file={tmp_path / 'film'}"))
    quick = connect()
    quick.send(request("/echo/now"))
    assert quick.answer()[2].startswith(b"GET /echo/now")
    for one in slow:
        assert len(one.answer()[2]) == 20_000_000


def test_idle_connection_is_closed(connection):
    connection.send(request())
    connection.answer()
    assert connection.is_closed()


def test_body_arrives_whole_also_in_chunks(connection):
    connection.send(request("/echo/", "POST", Transfer_Encoding="chunked") + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
    assert connection.answer()[2].endswith(b" abcde")


def test_body_that_is_too_large_is_refused_once_it_was_sent(connection):
    connection.send(request("/echo/", "POST", Content_Length=400_000) + "a" * 400_000)
    status, headers, body = connection.answer()
    assert (status, headers["connection"], body.decode()) == (413, "close", bridge.TOO_LARGE)


def test_more_is_taken_where_large_files_belong(connection):
    connection.send(request("/echo/large/", "POST", Content_Length=400_000) + "a" * 400_000)
    assert connection.answer()[0] == 200
    connection.send(request("/echo/large/", "POST", Content_Length=600_000) + "a" * 600_000)
    assert connection.answer()[0] == 413


@pytest.mark.parametrize(
    "told", [{"Content_Length": 100_000_000}, {"Content_Length": 400_000, "Expect": "100-continue"}]
)
def test_body_that_is_announced_in_vain_is_not_asked_for(connection, told):
    connection.send(request("/echo/", "POST", **told))
    assert connection.answer()[0] == 413
    assert connection.is_closed()


def test_endless_body_is_cut_off_and_not_kept(connection, monkeypatch):
    kept = []
    monkeypatch.setattr(bridge, "READ_IN_VAIN_BYTES", 1_000_000)
    monkeypatch.setattr(SpooledTemporaryFile, "write", lambda file, data: kept.append(len(data)))
    connection.send(request("/echo/", "POST", Transfer_Encoding="chunked"))
    sent = 0
    with suppress(ConnectionError):
        while sent < 64 * 1024 * 1024:
            connection.send(b"10000\r\n" + b"a" * 65_536 + b"\r\n")
            sent += 65_536
    assert sent < 16 * 1024 * 1024
    assert 0 < sum(kept) <= 300_000


@pytest.mark.parametrize(("proxy", "answered"), [(None, False), (("HTTP_X_FORWARDED_PROTO", "https"), True)])
def test_only_our_own_proxy_is_believed_that_a_request_came_over_tls(settings, proxy, answered):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, proxy
    assert protocol._came_over_tls({b"x-forwarded-proto": b"https"}) is answered
    assert protocol._came_over_tls({}) is False


@pytest.mark.parametrize("path", ["/de%2Fx/", "/..%2f..%2fetc/", "/de/%5c/", "/de/%00/"])
def test_disguised_slash_is_refused(connection, path, site):
    connection.send(request(path))
    assert (connection.answer()[0], site.RENDERED) == (400, [])


def test_header_with_underscores_does_not_pass_for_the_proxys(connection):
    connection.send(request("/echo/").replace("Host", "X_Forwarded_For: 9.9.9.9\r\nHost"))
    assert connection.answer()[2].startswith(b"GET /echo/ - ")


def test_observer_hears_of_every_answer_from_the_store(connection, monkeypatch):
    heard = []
    monkeypatch.setattr(protocol, "observers", [lambda address, status, headers: heard.append((address, status))])
    connection.send(request() + request(If_None_Match="*"))
    connection.answer()
    connection.answer(body=False)
    wait_until(lambda: len(heard) == 2)  # it is told after the answer was sent
    assert heard == [("/de/", 200), ("/de/", 304)]
