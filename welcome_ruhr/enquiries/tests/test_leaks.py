"""A word planted wherever people write is nowhere to be read but on the pages of those whom it concerns."""

import logging
import re
from itertools import chain
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings as portal_settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.enquiries import actions, tasks
from welcome_ruhr.enquiries.actions import Question, Receipt, Upload
from welcome_ruhr.enquiries.enums import Helped, Outcome, ReferralOutcome, ReplyBy, ScanState
from welcome_ruhr.enquiries.models import Attachment, Draft, Enquiry, Message, Referral, Reminder
from welcome_ruhr.foundation import audit, clock, outbox, schedule, uploads
from welcome_ruhr.foundation.models import AuditEntry, FailedAttempt, OutgoingMail
from welcome_ruhr.foundation.worker import Worker

from .asking import ADDRESS, send
from .factories import ask, fresh, make_adviser, make_supervisor, proposal, sorted_by, taken_by
from .visiting import Visitor, everything_stored

pytestmark = pytest.mark.django_db

CANARY = "Zimtschnecke7731"
FOUND = re.compile(rb"zimtschnecke", re.IGNORECASE)
EMAIL = f"{CANARY.lower()}@example.org"
EVIL = "https://evil.example/pixel.png"
BEACONS = (
    f'{EVIL} <img src="{EVIL}"> <a href="{EVIL}">x</a> ![x]({EVIL}) [x]({EVIL}) //evil.example/a '
    f'<link rel=stylesheet href={EVIL}> <style>@import "{EVIL}"</style> "><svg onload="fetch(\'{EVIL}\')"> '
    f"background:url({EVIL}) javascript:alert(1) http://evil.example:80/?{CANARY}"
)


@pytest.fixture
def nothing_on_schedule(monkeypatch):
    """The worker does what the enquiry asks for, and none of the portal's own tasks."""
    monkeypatch.setattr(schedule, "_import_declarations", lambda: None)
    monkeypatch.setattr(schedule, "_entries", {})


def upload():
    name, content = f"{CANARY}.txt", f"{CANARY} steht hier drin".encode()
    return Upload(uploads.inspect(SimpleUploadedFile(name, content)), content)


class Case:
    """An enquiry that went the whole way, with the word in everything that was written."""

    def __init__(self, text=CANARY, answered="", **fields):
        self.adviser, self.supervisor = make_adviser(), make_supervisor(email="chef@example.org")
        self.receipt = ask(
            f"{text} als Frage", reply_by=ReplyBy.EMAIL, email=EMAIL, uploads=[upload()], language="de", **fields
        )
        self.enquiry = taken_by(self.adviser, self.receipt.enquiry)
        Attachment.objects.update(scan=ScanState.CLEAN)
        doing = {"enquiry": self.enquiry, "by": self.adviser}
        actions.note(text=f"{text.replace('@', '')} @chef", **doing)
        actions.remind(due_on=clock.today(), text=text, **doing)
        actions.answer(text=f"{answered or text} als Antwort", uploads=[upload()], **doing)
        actions.write_back(enquiry=self.enquiry, text=f"{text} noch einmal", uploads=[upload()])
        actions.keep_draft(text=f"{text} als Entwurf", **doing)
        office = make_office("Amt", email="amt@example.org")
        self.referral = actions.ask_consent(proposal=proposal(office, passed_on=f"{text} weiter"), **doing)

    def refer(self):
        """Pass it on, and return the code that the office gets."""
        actions.give_consent(referral=self.referral)
        code = re.search(
            r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{5}\b", OutgoingMail.objects.get(kind="enquiries.referred").text
        )
        return code[0]

    def hear_of_office(self, text=CANARY):
        actions.answer_of_office(referral=self.referral, outcome=ReferralOutcome.TAKEN_UP, text=f"{text} vom Amt")

    def close(self, text=CANARY):
        sorted_by(self.adviser, self.enquiry)
        actions.look_at(enquiry=self.enquiry, by=self.adviser)
        actions.close(enquiry=self.enquiry, outcome=Outcome.REFERRED_TAKEN_UP, by=self.adviser)
        actions.say_whether_it_helped(enquiry=self.enquiry, helped=Helped.YES, note=text)

    @property
    def address(self):
        return f"/workspace/enquiries/{self.enquiry.pk}/"


def whole_way():
    case = Case()
    case.refer()
    case.hear_of_office()
    case.close()
    return case


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def files():
    return [path.read_bytes() for path in portal_settings.SEALED_FILES_DIR.rglob("*") if path.is_file()]


# --- what is stored -----------------------------------------------------------------------------------------------


def test_nothing_that_was_written_stands_in_any_table_or_file(caplog, nothing_on_schedule):
    caplog.set_level(logging.DEBUG)
    whole_way()
    Worker().drain()
    assert FOUND.findall(everything_stored()) == []
    assert [FOUND.findall(data) for data in files()] == [[]] * 3
    assert FOUND.findall(caplog.text.encode()) == []


def test_nor_in_the_bytes_of_the_database_itself(shared_database):
    whole_way()
    stored = bytes_of(shared_database)
    assert b"enquiries.write_back" in stored
    assert FOUND.findall(stored) == []


def bytes_of(database):
    """Return the file with its log; of PostgreSQL, whose files are not ours to read, all rows of all tables."""
    if connection.vendor != "sqlite":
        return everything_stored()
    connection.close()
    path = Path(database.removeprefix("sqlite:///"))
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def test_word_in_the_database_would_be_found():
    whole_way()
    Enquiry.objects.update(about=CANARY)
    assert FOUND.findall(everything_stored()) == [b"Zimtschnecke"]


def test_after_erasure_not_even_the_sealed_words_are_left(django_capture_on_commit_callbacks):
    case = whole_way()
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(enquiry=case.enquiry, by=case.supervisor)
    assert files() == []
    assert [model.objects.count() for model in (Message, Attachment, Draft, Reminder)] == [0, 0, 0, 0]
    assert {mail.recipient + mail.subject + mail.text for mail in OutgoingMail.objects.all()} == {""}
    assert (fresh(case.enquiry).email, fresh(case.enquiry).email_key, Referral.objects.get().passed_on) == ("", "", "")


def test_arguments_of_tasks_and_entries_of_the_audit_are_numbers_and_words_of_ours():
    case = whole_way()
    arguments = chain.from_iterable(result.args_kwargs["args"] for result in DBTaskResult.objects.all())
    assert {type(argument) for argument in arguments} == {int}
    assert all(FOUND.search(str(entry.details).encode()) is None for entry in AuditEntry.objects.all())
    assert audit.of(case.enquiry.subject).count() > 8


def test_no_mail_names_anybody_or_says_a_word_but_to_whom_it_goes():
    whole_way()
    sent = list(OutgoingMail.objects.all())
    assert len(sent) > 5
    assert [FOUND.findall(f"{one.subject}{one.text}{one.html}{one.headers}".encode()) for one in sent] == [[]] * len(
        sent
    )


def test_what_programs_print_of_a_row_says_nothing():
    case = whole_way()
    rows = [
        row for model in apps.get_models() for row in model.objects.all()[:50] if model._meta.app_label != "wagtailcore"
    ]
    receipt = Receipt(case.enquiry, case.receipt.code)
    question = Question(text=CANARY, language="de", email=EMAIL, uploads=[upload()])
    made = [receipt, question, upload(), proposal(passed_on=CANARY)]
    printed = " ".join(f"{one!r} {one}" for one in [*rows, *made])
    assert (FOUND.findall(printed.encode()), case.receipt.code in printed) == ([], False)


# --- when something goes wrong ------------------------------------------------------------------------------------


@pytest.fixture
def broken_outbox(monkeypatch):
    """An error that nobody expects, in the middle of an action."""

    def fail(**_mail):
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(outbox, "send", fail)


def told_to_operators(caplog):
    """Return what the log says; errors go nowhere else: Django's mail to ADMINS would quote the form."""
    assert (portal_settings.ADMINS, mail.outbox) == ([], [])
    return caplog.text.encode()


def test_unexpected_error_while_asking_tells_the_log_nothing_of_the_form(caplog, broken_outbox):
    client = Client(raise_request_exception=False)
    answer = send(
        client, CANARY, reply_by="email", email=EMAIL, attachments=[SimpleUploadedFile(f"{CANARY}.txt", b"abc")]
    )
    told = told_to_operators(caplog)
    assert (answer.status_code, b"The disk is full." in told) == (500, True)
    assert (FOUND.findall(told), FOUND.findall(answer.content)) == ([], [])
    assert not Enquiry.objects.exists()


def test_nor_while_a_code_is_entered_or_an_answer_written(caplog, monkeypatch):
    case = Case()
    visitor, client = Visitor(case.receipt.code), signed_in(case.adviser)
    token = visitor.token

    def fail(*_fields, **_more):
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(audit, "record", fail)
    monkeypatch.setattr("welcome_ruhr.enquiries.mine.views.queries.enquiry_of_key", fail)
    visitor.client.raise_request_exception = client.raise_request_exception = False
    answers = [
        visitor.client.post(f"{visitor.address}reply/", {"visit": token, "text": CANARY}),
        visitor.enter(case.receipt.code, text=CANARY),
        client.post(f"{case.address}answer/", {"text": CANARY, "seen": "999999"}),
        client.post(f"{case.address}note/", {"text": CANARY}),
    ]
    told = told_to_operators(caplog)
    assert [answer.status_code for answer in answers] == [500] * 4
    assert (FOUND.findall(told), case.receipt.code.encode() in told) == ([], False)


def test_task_that_fails_keeps_no_word_in_its_traceback(monkeypatch, nothing_on_schedule):
    case = Case()
    tasks.scan_attachments.enqueue(Message.objects.first().pk)
    Attachment.objects.update(scan=ScanState.HELD)

    def fail(data):
        raise RuntimeError("The scanner died.")

    monkeypatch.setattr("welcome_ruhr.enquiries.actions.scanning.scanning.scan", fail)
    Worker().drain()
    tracebacks = " ".join(FailedAttempt.objects.values_list("traceback", flat=True))
    assert "The scanner died." in tracebacks
    assert (FOUND.findall(tracebacks.encode()), FOUND.findall(everything_stored())) == ([], [])
    assert case.receipt.code not in tracebacks


# --- pages --------------------------------------------------------------------------------------------------------


def pages_of(case):
    """Return every page that shows what was written, each with who sees it."""
    visitor, adviser, supervisor = Visitor(case.receipt.code), signed_in(case.adviser), signed_in(case.supervisor)
    desk = ["", "refer/", f"refer/{case.referral.office_id}/", "guides/", "conversation/", "news/"]
    found = {f"desk {place}": adviser.get(f"{case.address}{place}") for place in desk}
    found |= {f"inbox {view}": adviser.get(f"/workspace/enquiries/?view={view}") for view in ("for-me", "waiting")}
    found["search"] = adviser.post("/workspace/enquiries/search/", {"q": CANARY}, follow=True)
    found["supervisor"] = supervisor.get(case.address)
    found |= {f"mine {place}": visitor.get(place) for place in ("", "delete/")}
    return found


def test_titles_of_pages_say_the_number_and_no_word():
    case = Case()
    pages = pages_of(case)
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert FOUND.search(pages["desk "].content)
    titles = {name: BeautifulSoup(page.content, "html.parser").title for name, page in pages.items()}
    assert [name for name, title in titles.items() if title and FOUND.search(title.text.encode())] == []
    assert case.enquiry.number in titles["desk "].text


def test_no_page_tells_another_site_where_somebody_was():
    case = Case()
    office = Client()
    found = pages_of(case) | {
        "ask": office.get(ADDRESS),
        "office": office.get("/de/office-answer/"),
        "receipt": send(Client(), "Frage"),
        "file": Visitor(case.receipt.code).get(f"files/{Attachment.objects.first().pk}/"),
        "desk file": signed_in(case.adviser).get(f"{case.address}files/{Attachment.objects.first().pk}/"),
    }
    said = {name: page["Referrer-Policy"] for name, page in found.items()}
    assert {policy for name, policy in said.items() if name.startswith(("mine", "office", "file"))} == {"no-referrer"}
    # Elsewhere older browsers have to say in the Referer or Origin that a form was sent from our own page.
    assert set(said.values()) <= {"no-referrer", "same-origin", "strict-origin-when-cross-origin"}
    addresses = [page.request["PATH_INFO"] + page.request["QUERY_STRING"] for page in found.values()]
    assert FOUND.search(" ".join(addresses).encode()) is None


def loads(page):
    """Return the attributes of a page in which an address of the stranger stands, other than what they typed."""
    return [
        (tag.name, name, value)
        for tag in BeautifulSoup(page.content, "html.parser").find_all(True)
        for name, value in tag.attrs.items()
        if "evil.example" in str(value) and not (tag.name == "input" and name == "value")
    ]


def test_no_page_loads_or_links_what_an_enquirer_or_an_office_wrote():
    case = Case(BEACONS, answered="Gern")  # addresses in an answer of ours lead where they say
    pages = pages_of(case)
    assert b"evil.example" in pages["desk "].content
    assert b"evil.example" in pages["mine "].content
    pages["office"] = Client().post("/de/office-answer/", {"code": case.refer()})
    assert b"evil.example" in pages["office"].content
    case.hear_of_office(BEACONS)
    pages |= {f"after {name}": page for name, page in pages_of(case).items()}
    assert {name: loads(page) for name, page in pages.items()} == {name: [] for name in pages}
    held = [tag.text for page in pages.values() for tag in BeautifulSoup(page.content, "html.parser").find_all("style")]
    assert held == []


def test_what_comes_back_with_an_error_loads_nothing_either():
    answer = send(Client(), BEACONS, place=BEACONS[:80], email=BEACONS, reply_by="email", about=BEACONS)
    assert (answer.status_code, loads(answer)) == (422, [])
    page = send(Client(), BEACONS[:4000])
    assert (page.status_code, loads(page)) == (200, [])
