"""The real portal, started as `make run` starts it, with the real content, in a data folder of its own."""

import fcntl
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from welcome_ruhr.config import environment
from welcome_ruhr.config.supervisor import die_with

ROOT = Path(__file__).resolve().parents[1]
AN_HOUR = 3600
"""seconds; so much earlier is a portal filled than any is started"""
SECONDS_TO_PREPARE = 600
SECONDS_TO_START = 90
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.live_settings"}


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
    variables: dict
    """what it was started with, beside its folder and port"""

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
        """Return the path of every address in the files that the sitemap's index names."""
        found = [path for file in self._locations("/sitemap.xml") for path in self._locations(file)]
        assert found, "the sitemap is empty"
        return found

    def _locations(self, path):
        document = ElementTree.fromstring(self.get(path).text)
        return [urlsplit(place.text.strip()).path for place in document.iter() if place.tag.endswith("}loc")]

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
def started(data_dir, said, port=0, **variables):
    """Start the portal, on a free port unless one is given; yield it when it answers, and end it afterwards."""
    port = port or free_port()
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "welcome_ruhr.config.start"],
            env=clean_environment(DATA_DIR=data_dir, PORT=port, **SETTINGS, **variables),
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=partial(die_with, os.getpid()),
        )
    portal = LivePortal(port, Path(data_dir), process, said, variables)
    try:
        wait_until(lambda: "Ready after" in said.read_text(), portal)
        yield portal
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def mail_to(portal, address):
    """Wait for the first mail to an address in the portal's local mailbox, and return its text."""

    def texts():
        files = sorted((portal.data_dir / "mail").glob("*.eml"))
        found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [mail.get_body(("plain",)).get_content() for mail in found if mail["to"] == address]

    wait_until(texts, portal)
    return texts()[0]


def wait_until(condition, portal, seconds=SECONDS_TO_START):
    deadline = time.monotonic() + seconds
    while not condition():
        assert portal.process.poll() is None, f"the portal ended:\n{portal.said.read_text()}"
        assert time.monotonic() < deadline, f"waited {seconds} s in vain:\n{portal.said.read_text()}"
        time.sleep(0.05)


@dataclass(frozen=True)
class Prepared:
    """A filled portal that is not running, to be copied: the folder, and on PostgreSQL the database."""

    data_dir: Path
    database: str = ""

    @contextmanager
    def copied(self, folder):
        """Yield the environment variables of a copy of its own in `folder`."""
        shutil.copytree(self.data_dir, folder / "data")
        with new_database(self.database) as address:
            yield {"DATABASE_URL": address} if address else {}


@contextmanager
def new_database(template):
    """Yield the address of a new copy of the database at `template` on the same server; none of none."""
    if not template:
        yield ""
        return
    import psycopg

    parts = urlsplit(template)
    name = f"live_{uuid.uuid4().hex[:8]}"
    login = {"host": unquote(parts.hostname), "user": parts.username, "password": parts.password, "port": parts.port}
    with psycopg.connect(dbname="postgres", autocommit=True, **login) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {parts.path.strip('/')}")
        yield parts._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def prepare(data_dir, database):
    """Do all that a start does before it starts."""
    variables = {"DATABASE_URL": database} if database else {}
    finished = subprocess.run(
        [sys.executable, "-c", "from welcome_ruhr.config.preparing import prepare; prepare()"],
        env=clean_environment(DATA_DIR=data_dir, BEGAN_AT=time.time() + AN_HOUR, **SETTINGS, **variables),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS_TO_PREPARE,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The portal with the content of `content/`, on SQLite or, when DATABASE_URL says so, on PostgreSQL."""
    server = os.environ.get("DATABASE_URL", "")
    # `make test` runs pytest several times; on SQLite the later ones take over what the first one filled.
    shared = os.environ.get("PREPARED_PORTAL", "")
    data_dir = Path(shared) if shared and not server else tmp_path_factory.mktemp("prepared")
    with new_database(server) as database:
        with (data_dir / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            prepare(data_dir, database)
        yield Prepared(data_dir, database)


@pytest.fixture(scope="session")
def live_portal(prepared, tmp_path_factory):
    """The running portal; what a test changes in it, the tests after it find."""
    folder = tmp_path_factory.mktemp("live")
    with (
        prepared.copied(folder) as variables,
        started(folder / "data", folder / "said.txt", **variables, BEGAN_AT=time.time()) as portal,
    ):
        yield portal


@pytest.fixture
def own_portal(prepared, tmp_path):
    """`own_portal()` starts another portal, for a test that breaks it or sets it up otherwise (`PRODUCTION="yes"`).

    It may be started again in the same folder; `port=…` gives it the same address, without which it stores anew.
    """
    with prepared.copied(tmp_path) as database:
        yield lambda **variables: started(tmp_path / "data", tmp_path / "said.txt", **database, **variables)
