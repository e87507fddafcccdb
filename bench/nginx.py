"""The first reference: Debian's nginx, serving the very bytes of one of our pages from disk.

One worker, `gzip_static on`, no access log, connections that stay open, otherwise nginx as Debian ships it; the page
is asked for by the name of its file, which spares nginx the redirect to an index page inside it. It runs as the user
who runs the benchmark, on a free port of loopback, out of a temporary folder.
"""

import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .asking import Answer, is_up
from .processes import Program, free_port, running, wait_until

PATH = "/page.html"
ITS_OWN = {
    "server", "date", "content-type", "content-length", "content-encoding", "last-modified", "etag", "connection",
    "transfer-encoding", "vary", "keep-alive",
}  # fmt: skip
"""Headers that nginx makes itself."""
CONFIG = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  default_type "text/html; charset=utf-8";
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 65;
  keepalive_requests 100000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {folder};
    location / {{
      gzip_static on;
      gzip_vary on;
{headers}
    }}
  }}
}}
"""


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[Program, int]]:
    """Serve at PATH the page that our own server answered, with as many headers; yield nginx and its port."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="bench-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # a worker of root's nginx runs as another user
        _write_page(folder, answer)
        (folder / "nginx.conf").write_text(_config(folder, port, answer), encoding="utf-8")
        command = ["nginx", "-p", name, "-e", f"{name}/error.log", "-c", f"{name}/nginx.conf"]
        with running(command, folder / "said.txt", env={"PATH": f"{os.environ['PATH']}:/usr/sbin"}, cwd=folder) as it:
            wait_until(lambda: is_up(port, PATH), it, 10)
            yield it, port


def _write_page(folder: Path, answer: Answer) -> None:
    packed = answer.body if answer.headers["Content-Encoding"] == "gzip" else gzip.compress(answer.body, 9, mtime=0)
    (folder / "page.html.gz").write_bytes(packed)
    (folder / "page.html").write_bytes(gzip.decompress(packed))


def _config(folder: Path, port: int, answer: Answer) -> str:
    ours = [(name, value) for name, value in answer.headers.items() if name.lower() not in ITS_OWN]
    headers = "\n".join(f"      add_header {name} {_quoted(value)};" for name, value in ours)
    return CONFIG.format(folder=folder, port=port, headers=headers)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
