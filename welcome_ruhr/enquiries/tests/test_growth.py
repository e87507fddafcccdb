"""What somebody sends takes time and room as its length does, not as its square; what is meant to burst does not."""

import tracemalloc
import zlib
from contextlib import suppress
from struct import pack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.errors import CannotBeCalled
from welcome_ruhr.enquiries.models import Attachment, Draft, Enquiry, Message
from welcome_ruhr.enquiries.queries import case
from welcome_ruhr.enquiries.queries.searching import find
from welcome_ruhr.foundation import receipt_codes
from welcome_ruhr.foundation.tests.strangers_files import bomb
from welcome_ruhr.foundation.tests.timing import seconds

from .asking import ADDRESS, OURS, problems, send
from .factories import ask, make_adviser, taken_by
from .visiting import Visitor

pytestmark = pytest.mark.django_db

SHORT, LONG = 100_000, 1_000_000
MOST_TIMES = 15
"""as much work for ten times as much text: 10 would be linear, 100 quadratic"""
REFUSED = (400, 403, 413, 422)
MOST_SECONDS = 0.5
A_MEGABYTE = 1024**2


def growth(act, piece):
    """Return how many times more seconds of the processor `act` takes for ten times as long a text made of `piece`."""
    shorter, longer = ((piece * (length // len(piece) + 1))[:length] for length in (SHORT, LONG))
    return seconds(act, longer) / max(seconds(act, shorter), 0.002)


@pytest.mark.parametrize("piece", ["\r\n?", "<", "a\u0301", "{a"], ids=["lines", "markup", "accents", "braces"])
def test_a_long_question_is_refused_in_time_that_grows_as_it_does(client, piece):
    assert growth(lambda text: send(client, text), piece) <= MOST_TIMES
    assert send(client, piece * (LONG // len(piece))).status_code == 422
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("field", "piece"),
    [
        ("email", "a@"),
        ("email", "a."),
        ("place", "ä "),
        ("permit_ends_on", "1."),
        ("about", "article:"),
        ("attempt", "a"),
        ("opened", "1:"),
        ("proof", "ey"),
        ("homepage", "x"),
    ],
)
def test_every_other_field_grows_no_faster(client, monkeypatch, field, piece):
    monkeypatch.setattr("welcome_ruhr.enquiries.asking.sending.MOST_PER_HOUR", 1000)
    said = {"reply_by": "email"} if field == "email" else {}
    assert growth(lambda text: send(client, **said, **{field: text}), piece) <= MOST_TIMES
    if field == "email":
        assert not Enquiry.objects.exists()


@pytest.mark.parametrize("address", ["/de/my-enquiry/", "/de/office-answer/"])
def test_a_code_of_a_megabyte_is_refused_unread(client, address):
    assert growth(lambda text: client.post(address, {"code": text}, headers=OURS), "٣K") <= MOST_TIMES
    assert client.post(address, {"code": "K" * LONG}, headers=OURS).status_code == 413
    assert seconds(lambda: client.post(address, {"code": "K" * LONG}, headers=OURS)) < MOST_SECONDS


def test_a_reply_of_a_megabyte_is_refused():
    visitor = Visitor(ask().code)
    token, before = visitor.token, Message.objects.count()
    address = f"{visitor.address}reply/"
    sent = growth(lambda text: visitor.client.post(address, {"visit": token, "text": text}, headers=OURS), "é\n")
    assert sent <= MOST_TIMES
    assert visitor.send("reply/", text="é" * LONG).status_code == 422
    assert Message.objects.count() == before


def test_a_code_is_read_no_further_than_codes_are_long():
    assert growth(receipt_codes.cleaned, "Ⅷ٣") <= MOST_TIMES
    assert receipt_codes.cleaned("K" * LONG) == ""


@pytest.mark.parametrize("piece", ["@", "@a", "@a@a@a ", "@\u200b", "@" + "a" * 79])
def test_calls_in_a_note_are_found_in_time_that_grows_as_it_does(piece):
    adviser = make_adviser(email="kim@example.org")
    enquiry = taken_by(adviser)

    def noted(text):
        with suppress(CannotBeCalled):
            actions.note(enquiry=enquiry, text=text, by=adviser)

    assert growth(noted, piece) <= MOST_TIMES


@pytest.fixture
def desk():
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    client = Client()
    client.force_login(adviser)
    return client, f"/workspace/enquiries/{enquiry.pk}/"


@pytest.mark.parametrize(("place", "status"), [("answer/", 422), ("note/", 422), ("draft/", 200), ("insert/", 200)])
@pytest.mark.parametrize("piece", ["@a ", "{place}\n"], ids=["calls", "placeholders"])
def test_at_the_desk_too(desk, place, status, piece):
    client, address = desk
    assert growth(lambda text: client.post(f"{address}{place}", {"text": text, "seen": "9" * 9}), piece) <= MOST_TIMES
    said = {"text": piece * (LONG // len(piece)), "seen": "9" * 9}
    assert client.post(f"{address}{place}", said).status_code == status
    assert max((len(draft.text) for draft in Draft.objects.all()), default=0) <= 20_000


def test_placeholders_are_filled_in_time_that_grows_as_the_template_does():
    adviser = make_adviser()
    enquiry = taken_by(adviser)

    def fill(text):
        template = actions.write_template(title="Lang", topic=None, texts={"de": text}, by=adviser)
        return case.filled(template, enquiry, adviser)

    assert max(growth(fill, piece) for piece in ("{a", "{place}", "{" * 50 + "a" * 50)) <= MOST_TIMES


def test_a_long_search_is_cut_off():
    adviser = make_adviser()
    taken_by(adviser, text="Zimtschnecke " * 300)
    assert growth(lambda text: find(text, adviser), "schnecke ") <= MOST_TIMES


# --- files --------------------------------------------------------------------------------------------------------


def chunk(name, data):
    return pack("!L", len(data)) + name + data + pack("!L", zlib.crc32(name + data))


def picture_bomb():
    """Return a PNG of 50 kB that would be 50,000 × 50,000 dots large."""
    head = chunk(b"IHDR", pack("!2L5B", 50_000, 50_000, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 48 * A_MEGABYTE, 9)) + chunk(b"IEND", b"")


def most_memory(act):
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("name", "made"), [("lease.docx", bomb), ("pass.png", picture_bomb)])
def test_what_would_burst_when_it_is_unpacked_is_never_unpacked(client, name, made):
    data = made()
    client.get(ADDRESS)
    used = most_memory(lambda: send(client, attachments=[SimpleUploadedFile(name, data)]))
    assert (Attachment.objects.get().size, len(data) < 100_000) == (len(data), True)
    assert used < 10 * A_MEGABYTE


class Unread:
    """The body of a request that nobody may begin to read."""

    def read(self, *_arguments):
        raise AssertionError("The body was read.")

    readline = read


def announced(client, address, size):
    return client.generic(
        "POST",
        address,
        content_type="multipart/form-data; boundary=x",
        headers=OURS,
        **{"CONTENT_LENGTH": str(size), "wsgi.input": Unread()},
    )


@pytest.mark.parametrize(
    ("address", "size"),
    [
        (ADDRESS, 60 * A_MEGABYTE),
        (f"{ADDRESS}help/", A_MEGABYTE),
        ("/en/my-enquiry/", A_MEGABYTE),
        ("/en/my-enquiry/reply/", 60 * A_MEGABYTE),
        ("/en/office-answer/", A_MEGABYTE),
        ("/en/no-mail/12-abc/", A_MEGABYTE),
    ],
)
def test_what_says_that_it_is_too_large_is_refused_unread(client, address, size):
    assert announced(client, address, size).status_code == 413


def test_a_file_of_fifty_megabytes_is_refused_with_a_sentence_and_nothing_is_kept(client, settings):
    response = send(client, attachments=[SimpleUploadedFile("film.pdf", b"%PDF-1.7\n" + b"\0" * 50 * A_MEGABYTE)])
    assert response.status_code == 422
    [problem] = problems(response)
    assert problem.startswith("“film.pdf”: ")
    assert not Enquiry.objects.exists()
    assert [path for path in settings.SEALED_FILES_DIR.rglob("*") if path.is_file()] == []


def test_a_thousand_files_in_one_form_are_refused(client):
    files = [SimpleUploadedFile(f"{number}.txt", b"a") for number in range(1000)]
    assert send(client, attachments=files).status_code == 413
    visitor = Visitor(ask().code)
    before = Message.objects.count()
    for file in files:
        file.seek(0)
    answer = visitor.client.post(
        f"{visitor.address}reply/", {"visit": visitor.token, "text": "Hier", "attachments": files}, headers=OURS
    )
    assert answer.status_code in REFUSED
    assert (Message.objects.count(), Attachment.objects.count()) == (before, 0)
