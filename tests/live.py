"""The real portal, started as `make run` starts it, with the real content, in a data folder of its own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from welcome_ruhr.config import environment
from welcome_ruhr.config.supervisor import die_with

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 300


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass(frozen=True)
class LivePortal:
    port: int
    data_dir: Path
    process: subprocess.Popen
    said: Path
    """what the portal wrote on its terminal"""

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def get(self, path, **headers):
        """Ask for `path` without following redirects; header names with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}", **named})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def sitemap(self):
        """Return the path of every address in the sitemap."""
        document = ElementTree.fromstring(self.get("/sitemap.xml").text)
        found = [urlsplit(place.text.strip()).path for place in document.iter() if place.tag.endswith("}loc")]
        assert found, "the sitemap is empty"
        return found

    def demo_accounts(self):
        """Return e-mail address → password of the demo accounts."""
        text = (self.data_dir / "demo-accounts.txt").read_text()
        return dict(re.findall(r"(\S+@\S+)\s+(\S+)", text))


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def clean_environment(**added):
    """Return this process's environment without the portal's own variables, and with `added`."""
    kept = {name: value for name, value in os.environ.items() if name not in environment.READ}
    return kept | {"PYTHONUNBUFFERED": "1"} | {name: str(value) for name, value in added.items()}


@contextmanager
def started(data_dir, said, **variables):
    """Start the portal; yield it when it answers, and end it afterwards."""
    port = free_port()
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "welcome_ruhr.config.start"],
            env=clean_environment(DATA_DIR=data_dir, PORT=port, **variables),
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=partial(die_with, os.getpid()),
        )
    portal = LivePortal(port, Path(data_dir), process, said)
    try:
        wait_until(lambda: "Ready after" in said.read_text(), portal)
        yield portal
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_until(condition, portal, seconds=SECONDS_TO_START):
    deadline = time.monotonic() + seconds
    while not condition():
        assert portal.process.poll() is None, f"the portal ended:\n{portal.said.read_text()}"
        assert time.monotonic() < deadline, f"waited {seconds} s in vain:\n{portal.said.read_text()}"
        time.sleep(0.05)


@contextmanager
def database_beside(address):
    """Yield the address of a new database on the server of `address`; without one, none: SQLite in the data folder."""
    if not address:
        yield {}
        return
    import psycopg

    parts = urlsplit(address)
    name = f"live_{uuid.uuid4().hex[:8]}"
    login = {"host": unquote(parts.hostname), "user": parts.username, "password": parts.password, "port": parts.port}
    with psycopg.connect(dbname=parts.path.strip("/"), autocommit=True, **login) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": parts._replace(path=f"/{name}").geturl()}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def live_portal(tmp_path_factory):
    """The portal with the content of `content/`, on SQLite or, when DATABASE_URL says so, on PostgreSQL."""
    folder = tmp_path_factory.mktemp("live")
    with (
        database_beside(os.environ.get("DATABASE_URL")) as variables,
        started(
            folder / "data", folder / "said.txt", DJANGO_SETTINGS_MODULE="tests.live_settings", **variables
        ) as portal,
    ):
        yield portal
