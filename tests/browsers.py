"""A real browser on a phone or a desktop, watched for what no page of ours may do."""

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from tools import machine

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
OURS = {"localhost", "127.0.0.1"}


@dataclass
class Watch:
    """What happened in a page that must not happen."""

    foreign_requests: list[str] = field(default_factory=list)
    policy_violations: list[str] = field(default_factory=list)
    script_errors: list[str] = field(default_factory=list)

    def look_at(self, page):
        page.on("request", self._note_request)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.script_errors.append(str(error)))

    def _note_request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in OURS:
            self.foreign_requests.append(request.url)

    def _note_console(self, message):
        if "Content Security Policy" in message.text:
            self.policy_violations.append(message.text)


@pytest.fixture(scope="session")
def browser():
    """Chromium as Debian packages it; it can reach this machine only."""
    from playwright.sync_api import sync_playwright

    # The driver's event loop stays in this thread, and Django would refuse its database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=machine.chromium(), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, live_portal):
    """`open_page()` opens a page on a phone, in German; keywords go to the browser's context.

    After the test no page may have asked another host, broken the content security policy or raised a script error.
    """
    contexts, watch = [], Watch()

    def open_one(device=PHONE, **options):
        context = browser.new_context(**{"base_url": live_portal.url, "locale": "de-DE", **device, **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        watch.look_at(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert watch == Watch()


@pytest.fixture
def page(open_page):
    """A page on a phone."""
    return open_page()


@pytest.fixture
def desktop_page(open_page):
    """A page on a desktop."""
    return open_page(DESKTOP)


@pytest.fixture
def still_page(open_page):
    """A page on a phone without JavaScript."""
    return open_page(java_script_enabled=False)


@pytest.fixture(scope="session")
def axe():
    """`axe(page)` returns the violations of accessibility rules on the page, one sentence each."""
    from axe_playwright_python.sync_playwright import Axe

    scanner = Axe()

    def scan(page):
        # What held is not asked for: the list of it would take longer than the scan.
        violations = scanner.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        return [
            f"{page.url}: {violation['id']} ({violation['impact']}): {violation['help']}: {node['html']}"
            for violation in violations
            for node in violation["nodes"]
        ]

    return scan


@pytest.fixture
def cookies():
    """`cookies(page)` returns the names of all cookies the browser holds in that page's context."""
    return lambda page: sorted(cookie["name"] for cookie in page.context.cookies())
