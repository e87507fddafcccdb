"""The search of the running portal while another process changes pages: nothing old is found, and nothing too early."""

import json
import subprocess
import sys
from urllib.parse import quote

from .live import ROOT, SETTINGS, clean_environment

CHANGE = """
import sys, time
import django
django.setup()
from django.db import transaction
from wagtail.models import Page
page = Page.objects.get(slug="blaue-karte-eu", locale__language_code="de").specific
with transaction.atomic():
    if sys.argv[1] == "unpublish":
        page.unpublish()
    elif sys.argv[1] == "publish":
        page.title = sys.argv[2]
        page.save_revision().publish()
    elif sys.argv[1] == "move":
        page.move(Page.objects.get(slug="arbeit", locale__language_code="de"), pos="last-child")
    if "wait" in sys.argv:
        print("done, not committed", flush=True)
        sys.stdin.readline()
"""


def found(portal, words):
    """Return address → title of what is found."""
    answer = portal.get(f"/de/search/suggestions/?q={quote(words)}", User_Agent="test")
    return {item["href"]: item["title"] for item in json.loads(answer.text)["items"]}


def change(portal, *arguments, **options):
    """Change the article in a process of its own."""
    environment = clean_environment(DATA_DIR=portal.data_dir, **portal.variables, **SETTINGS)
    command = [sys.executable, "-c", CHANGE, *arguments]
    return subprocess.Popen(command, env=environment, cwd=ROOT, text=True, **options)


def test_results_follow_another_process_with_its_commit(own_portal):
    with own_portal(SERVER_PROCESSES="2") as portal:
        assert "/de/aufenthalt/blaue-karte-eu/" in found(portal, "blaue karte")

        assert change(portal, "publish", "Quarzuhr").wait(60) == 0
        for _ in range(6):  # whichever of the two processes answers
            assert found(portal, "quarzuhr") == {"/de/aufenthalt/blaue-karte-eu/": "Quarzuhr"}

        assert change(portal, "move").wait(60) == 0
        for _ in range(6):
            assert found(portal, "quarzuhr") == {"/de/arbeit/blaue-karte-eu/": "Quarzuhr"}

        assert change(portal, "unpublish").wait(60) == 0
        for _ in range(6):
            assert "/de/arbeit/blaue-karte-eu/" not in found(portal, "quarzuhr")


def test_what_is_not_committed_is_not_found(own_portal):
    with own_portal() as portal:
        other = change(portal, "publish", "Quarzuhr", "wait", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert other.stdout.readline() == "done, not committed\n"
        assert found(portal, "quarzuhr") == {}
        other.communicate("\n", timeout=60)
        assert list(found(portal, "quarzuhr").values()) == ["Quarzuhr"]
