"""A real HTTP server on loopback for links: it answers each path as its first word says and remembers who asked."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Pages(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer()

    def _answer(self):
        self.server.asked.append((self.command, self.path, dict(self.headers), time.monotonic()))
        kind = self.path.strip("/").partition("/")[0]
        if kind == "slow":
            time.sleep(3)
        if kind == "drip":
            self._drip()
        elif kind == "cut":
            self.connection.close()
        else:
            self._send(kind)

    def _send(self, kind):
        status = self._status(kind)
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", self.server.targets.get(kind, self.path))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _status(self, kind):
        if kind == "no-head":
            return 405 if self.command == "HEAD" else 200
        if kind.isdigit():
            return int(kind)
        return 302 if kind in self.server.targets or kind == "circle" else 200

    def _drip(self):
        """A byte now and then, for ever: no socket's timeout ever comes."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            while not self.server.closing.wait(0.1):
                self.wfile.write(b"x")
        except OSError:
            return

    def log_message(self, *args):
        pass


@contextmanager
def link_server():
    """Yield a server: `.url`, `.asked` as (method, path, headers, moment), `.targets` of redirects by first word."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    server.daemon_threads = True
    server.asked, server.targets, server.closing = [], {}, threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
