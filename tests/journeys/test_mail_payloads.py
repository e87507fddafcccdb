"""Mails that want to act on the pages that show them: no script runs, no dialog opens, no other host hears of it."""

import re
from contextlib import suppress
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from playwright.sync_api import Error

from tests.browsers import DESKTOP, Watch
from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.enquiries.tests.factories import make_supervisor
from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.models import IncomingMail, OutgoingMail

from .payloads import HOST, IN_HTML, IN_LINES, IN_SVG

pytestmark = pytest.mark.journey

DESK = "/workspace/enquiries/"
PAYLOADS = 120
IN_ONE_MAIL = 20
CODE = re.compile(r"\b[0-9A-Z]{3,5}(?:-[0-9A-Z]{3,5}){3,}\b")
ACTS_ALONE = 45
"""so many payloads act at least in a page that shows them as they are, without a click"""


class Strict(Watch):
    """Watches a page for all that a stranger's mail could make it do."""

    def __init__(self):
        super().__init__()
        self.dialogs = []

    def look_at(self, page):
        super().look_at(page)
        page.on("dialog", self._note_dialog)

    def _note_dialog(self, dialog):
        self.dialogs.append(dialog.message)
        with suppress(Error):  # some payloads lead the page away at the same moment; it has been noted
            dialog.dismiss()

    @property
    def seen(self):
        return [*self.dialogs, *self.foreign_requests, *self.policy_violations, *self.script_errors]


@pytest.fixture(autouse=True)
def as_in_life(settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.SEALED_FILES_DIR = tmp_path / "sealed"


def mail(*, subject="Frage", name="Amal", text="Meine Frage steht im Anhang.", html="", files=(), **headers):
    """Return a mail as a stranger's program would write it, without asking whether that is allowed."""
    message = EmailMessage()
    message["From"], message["To"] = "amal@example.org", "fragen@example.org"
    for header, value in headers.items():
        message[header.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for file_name, kind, data in files:
        maintype, _slash, subtype = kind.partition("/")
        message.add_attachment(data, maintype=maintype, subtype=subtype, filename=file_name)
    quoted = name.replace('"', '\\"')
    heads = f'Subject: {subject}\r\nFrom: "{quoted}" <amal@example.org>'
    return bytes(message).replace(b"From: amal@example.org", heads.encode(), 1)


def mails():
    """Yield mails that hold each payload once, in each place where it would act."""
    for begin in range(0, len(IN_HTML), IN_ONE_MAIL):
        together = IN_HTML[begin : begin + IN_ONE_MAIL]
        yield mail(text="\n".join(together), subject=IN_LINES[0])
        yield mail(html="\n".join(f"<div>{payload}</div>" for payload in together))
    yield mail(files=[(f"{number}.svg", "image/svg+xml", svg.encode()) for number, svg in enumerate(IN_SVG)])
    yield mail(files=[(f"{name}.pdf", "application/pdf", b"%PDF-1.7") for name in IN_LINES])
    yield mail(files=[(f"{name}.svg", "image/svg+xml", IN_SVG[0].encode()) for name in IN_LINES])
    for line in IN_LINES:
        yield mail(subject=line, name=line, text=f"{line}\n\nAm 20.11.2026 schrieb {line}:\n> {line}\n")
    together = "\n".join((*IN_HTML, *IN_SVG, *IN_LINES))
    yield mail(subject=IN_LINES[1], name=IN_LINES[2], text=together, html=together, Auto_Submitted="auto-replied")


@pytest.fixture
def taken_in(live_server):
    """Every payload has arrived."""
    for raw in mails():
        actions.take_in(mailbox.put(raw).pk)
    states = sorted(IncomingMail.objects.values_list("state", flat=True))
    assert states == ["set_aside"] + ["taken"] * (len(states) - 1)
    return list(Enquiry.objects.order_by("pk"))


@pytest.fixture
def open_for(browser, live_server):
    """`open_for(person)` opens a page of the browser as somebody who is signed in; returns it with what is seen."""
    contexts = []

    def opened(person=None, **options):
        context = browser.new_context(**{"base_url": live_server.url, **DESKTOP, **options})
        contexts.append(context)
        if person:
            client = Client()
            client.force_login(person)
            session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([session])
        page, watch = context.new_page(), Strict()
        watch.look_at(page)
        return page, watch

    yield opened
    for context in contexts:
        context.close()


def show(page, address):
    """Open a page, unfold what is folded, and give what wants to act the time for it."""
    answer = page.goto(address)
    assert answer.ok, address
    if "sandbox" not in answer.headers["content-security-policy"]:  # there, nobody could unfold it with a script
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    page.wait_for_timeout(30)
    return answer.text()


def test_there_are_enough_payloads_and_they_act_where_nobody_stops_them(open_for):
    page, watch = open_for()
    page.route("**/*", _nowhere)
    acted = [payload for payload in IN_HTML if _acts(page, watch, payload)]
    assert len({*IN_HTML, *IN_SVG}) + 2 * len(set(IN_LINES)) == PAYLOADS
    assert len(acted) >= ACTS_ALONE, sorted(set(IN_HTML) - set(acted))


def test_no_page_of_the_workspace_lets_a_mail_act(open_for, taken_in):
    supervisor = make_supervisor(language="en")
    page, watch = open_for(supervisor)
    shown = {DESK: show(page, DESK), f"{DESK}?view=new": show(page, f"{DESK}?view=new")}
    for enquiry in taken_in:
        shown[enquiry.number] = show(page, f"{DESK}{enquiry.pk}/")
    for message in Message.objects.exclude(mail=None):
        for part in ("formatted", "framed"):
            show(page, f"{DESK}{message.enquiry_id}/mails/{message.pk}/{part}/")
    assert watch.seen == []
    assert all(any(payload in _read(content) for content in shown.values()) for payload in ("alert(1)", HOST))


def test_nor_a_page_of_those_who_look_after_mail(open_for, taken_in):
    page, watch = open_for(make_person("administrator", is_demo=True, language="en"))
    show(page, f"{DESK}incoming/")
    aside = IncomingMail.objects.get(state="set_aside")
    content = show(page, f"{DESK}incoming/{aside.pk}/")
    assert watch.seen == []
    assert HOST in _read(content)


def test_nor_the_page_of_whoever_asked(open_for, taken_in):
    page, watch = open_for()
    page.goto("/en/my-enquiry/")
    page.locator("#id_code").fill(CODE.search(OutgoingMail.objects.earliest("pk").text)[0])
    page.locator("main form button").first.click()
    page.wait_for_selector(".conversation")
    page.wait_for_timeout(30)
    assert watch.seen == []
    assert "alert(1)" in page.locator(".conversation").inner_text()


def test_links_of_a_mail_are_pressed_and_no_script_runs(open_for, taken_in):
    page, watch = open_for(make_supervisor(language="en"))
    pressed = 0
    for message in Message.objects.exclude(mail=None).order_by("pk")[:8]:
        show(page, f"{DESK}{message.enquiry_id}/mails/{message.pk}/framed/")
        for link in page.locator("a").all():
            link.click(force=True, no_wait_after=True)
            pressed += 1
    assert (pressed > 0, watch.dialogs, watch.script_errors) == (True, [], [])


def test_what_is_given_out_is_saved_and_holds_no_page(client, taken_in):
    client.force_login(make_supervisor(language="en"))
    answer = client.post(f"{DESK}persons/export/", {"who": "amal@example.org"})
    assert answer["Content-Disposition"].startswith("attachment;")
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        endings = {name.rpartition(".")[2] for name in archive.namelist()}
        assert endings <= {"txt", "json", "csv", "pdf", "eml"}
        assert [name for name in archive.namelist() if name.startswith("/") or ".." in name] == []
    message = Message.objects.exclude(mail=None).first()
    original = client.get(f"{DESK}{message.enquiry_id}/mails/{message.pk}/original/")
    assert (original["Content-Type"], original["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert original["Content-Disposition"].startswith("attachment;")


def _nowhere(route):
    """Answer for every host, so that none is asked."""
    route.fulfill(body="", content_type="text/html", status=200)


def _acts(page, watch, payload):
    page.goto("http://localhost/empty")
    watch.dialogs.clear(), watch.foreign_requests.clear()
    page.evaluate("html => document.write('<!doctype html><body>' + html)", payload)
    page.wait_for_timeout(60)
    return bool(watch.dialogs or watch.foreign_requests)


def _read(content):
    return content.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
