"""What the journeys share: the portal with an event in it, and every page type in a language."""

import subprocess
import sys

import pytest

from tests.browsers import PHONE, Watch
from tests.live import ROOT, SETTINGS, clean_environment

CONTENT = ROOT / "content"

EVENT = """---
title: {title}
slug: {slug}
summary: {summary}
{shared}---
{text}
"""
SHARED = """starts_at: 2026-12-03T16:00:00+01:00
ends_at: 2026-12-03T19:00:00+01:00
place: Essen
registration_url: https://example.org/
owner_role: editor_region
checked_on: 2026-11-22
next_check_on: 2026-12-04
"""


@pytest.fixture(scope="session")
def portal_with_event(live_portal, tmp_path_factory):
    """The running portal, to which an event was added as an editor with files would do it: none is announced yet."""
    folder = tmp_path_factory.mktemp("content")
    for entry in CONTENT.iterdir():
        (folder / entry.name).symlink_to(entry)
    events = folder / "events"
    events.mkdir()
    german = EVENT.format(
        title="Tag der Beratung",
        slug="tag-der-beratung",
        summary="Stellen Sie Ihre Fragen.",
        shared=SHARED,
        text="Bringen Sie Ihre Papiere mit.",
    )
    english = EVENT.format(
        title="Advice day", slug="advice-day", summary="Ask your questions.", shared="", text="Bring your papers."
    )
    (events / "advice-day.de.md").write_text(german)
    (events / "advice-day.en.md").write_text(english)
    subprocess.run(
        [sys.executable, "manage.py", "import_content", str(folder)],
        env=clean_environment(DATA_DIR=live_portal.data_dir, **SETTINGS),
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return live_portal


@pytest.fixture(scope="module")
def long_page(browser, portal_with_event):
    """`long_page(**options)` opens a page on a phone that lasts for a module; it is watched as `open_page` does it."""
    contexts, watch = [], Watch()

    def open_one(**options):
        context = browser.new_context(**{"base_url": portal_with_event.url, "locale": "de-DE", **PHONE, **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        watch.look_at(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert watch == Watch()
