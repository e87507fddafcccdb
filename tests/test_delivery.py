"""The running portal with its page store: what comes from it, what never does, and what happens when things break."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from welcome_ruhr.config.tests.processes import descendants, wait_until

from .live import ROOT, SETTINGS, clean_environment, started

HOME = "/de/"
ARTICLE = "/de/aufenthalt/blaue-karte-eu/"

PUBLISH = """
import json, sys
import django
django.setup()
from django.db import transaction
from wagtail.models import Page
from datetime import timedelta
from welcome_ruhr.delivery import changes
from welcome_ruhr.delivery.models import Change
from welcome_ruhr.foundation import clock
if sys.argv[2] == "killed":
    import os
    changes.Raising.__call__ = lambda self: os._exit(9)
page = Page.objects.get(slug="blaue-karte-eu").specific
page.summary = sys.argv[1]
with transaction.atomic():
    page.save_revision().publish()
    if sys.argv[2] == "killed":
        # The portal's clock stands still in these tests: a minute has to pass otherwise.
        Change.objects.update(made_at=clock.now() - timedelta(minutes=1))
"""


def publish(portal, summary, how="whole"):
    """Publish a new summary of the article in a process of its own, as the worker or another server process does."""
    return subprocess.run(
        [sys.executable, "-c", PUBLISH, summary, how],
        env=clean_environment(DATA_DIR=portal.data_dir, **portal.variables, **SETTINGS),
        cwd=ROOT,
        check=False,
        timeout=60,
    ).returncode


def stored_files(portal):
    return [path for path in (portal.data_dir / "pages").rglob("*") if path.is_file() and len(path.name) == 62]


def test_page_is_stored_and_told_apart_by_its_tag(live_portal):
    first = live_portal.get(ARTICLE)
    again = live_portal.get(ARTICLE, If_None_Match=first.headers["ETag"])
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Vary"] == "Accept-Encoding"
    assert (again.status, again.text) == (304, "")


def test_change_is_seen_at_once_by_every_process(own_portal):
    with own_portal(SERVER_PROCESSES="2") as portal:
        for number in range(3):
            assert publish(portal, f"Change number {number}") == 0
            answers = {portal.get(ARTICLE).text.count(f"Change number {number}") > 0 for _ in range(20)}
            assert answers == {True}


@pytest.mark.slow
def test_change_is_seen_on_another_machine_that_shares_the_database(own_portal, tmp_path):
    with own_portal(SEVERAL_MACHINES="yes") as one:
        database = one.variables.get("DATABASE_URL") or f"sqlite:///{one.data_dir / 'welcome.sqlite3'}"
        shutil.copytree(one.data_dir, tmp_path / "other", ignore=shutil.ignore_patterns("pages", "welcome.sqlite3*"))
        with started(tmp_path / "other", tmp_path / "said", SEVERAL_MACHINES="yes", DATABASE_URL=database) as two:
            assert "From the first machine" not in two.get(ARTICLE).text
            publish(one, "From the first machine")
            wait_until(lambda: "From the first machine" in two.get(ARTICLE).text)


@pytest.mark.slow
def test_change_of_a_publisher_who_was_killed_is_seen_after_the_next_start(own_portal):
    with own_portal() as portal:
        portal.get(ARTICLE)
        assert publish(portal, "Committed, never told", "killed") == 9
    with own_portal(port=portal.port) as portal:
        assert "Committed, never told" in portal.get(ARTICLE).text


@pytest.mark.slow
def test_killed_server_serves_what_it_had_stored(own_portal):
    with own_portal() as portal:
        tag = portal.get(ARTICLE).headers["ETag"]
        [server] = [pid for pid in descendants(portal.process.pid) if b"config.server" in command(pid)]
        os.kill(server, signal.SIGKILL)
        wait_until(lambda: answers(portal))
        assert portal.get(ARTICLE).headers["ETag"] == tag


def command(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def answers(portal):
    try:
        return portal.get("/").status == 302
    except OSError:
        return False


@pytest.mark.slow
def test_damaged_page_is_rendered_anew(own_portal):
    with own_portal() as portal:
        before = portal.get(ARTICLE)
        time.sleep(1)  # what is pressed behind the first reader is written once more
        damaged = stored_files(portal)
        for path in damaged:
            path.write_bytes(path.read_bytes()[:100])
    with own_portal(port=portal.port) as portal:
        after = portal.get(ARTICLE)
        assert (after.status, after.text) == (200, before.text)
        assert "A stored page was damaged and is rendered anew" in portal.said.read_text()
    assert damaged


@pytest.mark.slow
def test_pages_are_served_though_nothing_can_be_stored_and_it_is_said_once(own_portal):
    with own_portal() as portal:
        folder = portal.data_dir / "pages"
        for place in folder.iterdir():
            if place.is_dir():
                shutil.rmtree(place)
        for number in range(256):
            (folder / f"{number:02x}").write_text("a file where a folder belongs, as a full disk would refuse one")
        statuses = {portal.get(path).status for path in (HOME, ARTICLE, "/en/", "/ar/", HOME)}
        said = portal.said.read_text()
    assert statuses == {200}
    assert said.count("Pages cannot be stored on disk") == 1


def take_database_away(portal):
    for path in portal.data_dir.glob("welcome.sqlite3*"):
        path.rename(path.with_name(f"away-{path.name}"))
    if server := portal.variables.get("DATABASE_URL"):
        import psycopg

        parts = urlsplit(server)
        with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {parts.path.strip('/')} WITH (FORCE)")


@pytest.mark.slow
def test_stored_pages_are_served_without_the_database(own_portal):
    with own_portal() as portal:
        tag = portal.get(ARTICLE).headers["ETag"]
        take_database_away(portal)
        answer = portal.get(ARTICLE)
        assert (answer.status, answer.headers["ETag"]) == (200, tag)


def raw(portal, request):
    """Send bytes as they are; return the first line of the answer."""
    with socket.create_connection(("127.0.0.1", portal.port), timeout=20) as connection:
        connection.sendall(request)
        return connection.recv(65536).split(b"\r\n")[0].decode()


TRICKS = [
    "/de/..%2f..%2fetc/passwd",
    "/de/%2e%2e/admin/",
    "/de/../../etc/passwd",
    "/de/aufenthalt%2fblaue-karte-eu/",
    "/de/%c0%ae%c0%ae/",
    "/de/%ff%fe/",
    "/de/%00/",
    "/de/\\..\\",
    "//evil.example/de/",
    "/de//aufenthalt/blaue-karte-eu/",
    "/DE/",
    "/static/..%2f..%2fsecret_key",
    "/media/images/..%2f..%2fsecret_key",
]


def test_tricks_with_the_address_get_a_clean_answer_and_store_nothing(live_portal):
    before = set(stored_files(live_portal))
    statuses = {}
    for trick in TRICKS:
        first = raw(live_portal, f"GET {trick} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        statuses[trick] = int(first.split()[1])
    assert {trick: status for trick, status in statuses.items() if status not in {200, 301, 302, 400, 404}} == {}
    assert {trick for trick, status in statuses.items() if status == 200} <= {"/de//aufenthalt/blaue-karte-eu/"}
    assert set(stored_files(live_portal)) == before


@pytest.mark.parametrize("host", ["evil.example", "localhost:1:2", "local host", "", "[::1", "localhost/../"])
def test_other_host_is_refused(live_portal, host):
    live_portal.get(HOME)
    first = raw(live_portal, f"GET {HOME} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert first.split()[1] == "400"


def memory(pid):
    """Return the resident memory of a process in bytes."""
    fields = Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()
    return int(fields[0]) * 1024


@pytest.mark.slow
def test_many_query_strings_store_nothing_and_take_no_memory(own_portal):
    with own_portal() as portal:
        for path in (HOME, ARTICLE):
            portal.get(path)
        [server] = [pid for pid in descendants(portal.process.pid) if b"config.server" in command(pid)]
        ask(portal, range(300))  # whatever Django and Wagtail remember, they remember now
        stored, before = len(stored_files(portal)), memory(server)
        ask(portal, range(300, 1_500))
        assert len(stored_files(portal)) == stored
        assert memory(server) - before < 12 * 1024 * 1024


def ask(portal, numbers):
    for number in numbers:
        assert portal.get(f"{ARTICLE}?utm={number}").status == 200


def test_language_choice_redirects_and_slashes_are_never_stored(live_portal):
    chosen = live_portal.get("/", Accept_Language="uk")
    assert (chosen.status, chosen.headers["Location"]) == (302, "/uk/")
    assert "Accept-Language" in chosen.headers["Vary"]
    assert live_portal.get("/", Accept_Language="ar").headers["Location"] == "/ar/"
    slash = live_portal.get("/de/aufenthalt")
    assert (slash.status, slash.headers["Location"]) == (301, "/de/aufenthalt/")


def test_staff_see_their_drafts_and_readers_do_not(live_portal):
    assert live_portal.get("/admin/").status == 302
    assert json.dumps(live_portal.get("/admin/").headers.get("Cache-Control", "")).count("public") == 0
