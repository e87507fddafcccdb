"""Mails made to stop the reader: it takes time in proportion to their length, little memory, and never gives up."""

import subprocess
import sys
import time

import pytest
from django.conf import settings

from welcome_ruhr.foundation.incoming import Mail, formatted, read
from welcome_ruhr.foundation.tests.timing import seconds

from .bombs import BOMBS
from .corpus import MAILS
from .corpus.writing import html, joined, mail, multipart, part, plain, whole
from .mutations import mutated

MEGABYTE = 1_000_000
MOST_SECONDS = 8
"""of a processor for a megabyte, on the slowest machine; what it should take is measured by the bench"""


def read_and_shown(raw):
    formatted(read(raw).html)


def grows_as_the_length_does(name):
    """Whether four times the length takes no more than seven times as long."""
    raws = [BOMBS[name](size) for size in (MEGABYTE // 4, MEGABYTE)]
    quarter, whole_one = (seconds(read_and_shown, raw) for raw in raws)
    return whole_one < MOST_SECONDS and whole_one < 7 * max(quarter, 0.02)


FEW = [
    *(name for name in BOMBS if name.startswith("quotes/")),
    *("pages/tags_begun", "pages/tags_open", "pages/comments_begun", "pages/colours", "pages/quotations_open"),
    *("heads/words", "heads/comments", "heads/references", "heads/parameters", "heads/many_boundaries"),
]


@pytest.mark.parametrize("name", FEW)
def test_time_grows_as_the_length_does(name):
    assert grows_as_the_length_does(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in BOMBS if name not in FEW])
def test_time_grows_as_the_length_does_whatever_is_repeated(name):
    assert grows_as_the_length_does(name)


def test_three_thousand_parts_are_read():
    found = read(whole(of=multipart("mixed", plain("Anfang"), *[plain(f"Teil {n}") for n in range(3_000)])))
    assert (found.text.splitlines()[0], "Teil 2999" in found.text) == ("Anfang", True)


def test_three_thousand_files_are_read():
    files = [
        part("Content-Type: image/png", f"Content-Disposition: attachment; filename={n}.png") for n in range(3_000)
    ]
    raw = whole(of=multipart("mixed", plain("Anfang"), *files))
    assert seconds(read_and_shown, raw, tries=1) < 3
    assert [read(raw).files[n].name for n in (0, 2_999)] == ["0.png", "2999.png"]


def nested(levels, kind):
    """Return a mail with this many containers, one in the other, and words in the innermost."""
    opened = b"".join(b"Content-Type: %s; boundary=b%d\r\n\r\n--b%d\r\n" % (kind.encode(), n, n) for n in range(levels))
    return mail().removesuffix(b"\r\n") + opened + b"\r\nInnen\r\n"


@pytest.mark.parametrize("kind", ["multipart/mixed", "multipart/alternative", "multipart/digest", "multipart/report"])
def test_two_thousand_levels_are_read(kind):
    raw = nested(2_000, kind)
    assert seconds(read_and_shown, raw, tries=1) < 2
    found = read(raw)
    assert (found.subject, found.sender) == ("Frage", "mara@example.org")
    assert "Innen" in found.text or any(b"Innen" in file.data for file in found.files)


def test_two_thousand_mails_in_mails_are_one_file():
    raw = b"Content-Type: message/rfc822\r\n\r\n" * 2_000 + mail(body="Innen")
    found = read(mail().removesuffix(b"\r\n") + raw)
    assert (found.subject, [b"Innen" in file.data for file in found.files]) == ("Frage", [True])


def test_a_hundred_thousand_references_are_cut_short():
    line = "References: " + " ".join(f"<{n}@example.org>" for n in range(100_000))
    found = read(mail(line, "In-Reply-To: <99999@example.org>", body="Hallo"))
    assert found.references[0] == "<99999@example.org>"
    assert 50 <= len(found.references) <= 1_000


def test_fields_have_a_length_that_can_be_stored():
    long = "ä" * 100_000
    found = read(mail(f"Subject: {long}", f"From: {long} <{long}@{long}>", f"Message-ID: <{long}@x>", body="Hallo"))
    assert max(len(found.subject), len(found.message_id)) <= 1_000
    assert (found.sender, len(found.sender_name) <= 5_000, found.text) == ("", True, "Hallo")


@pytest.mark.slow
def test_fifty_megabytes_of_words_are_read():
    raw = mail("Content-Type: text/plain; charset=utf-8", body=b"Ein Wort noch.\r\n" * (50 * MEGABYTE // 16))
    assert seconds(read_and_shown, raw, tries=1) < 10
    assert read(raw).text.startswith("Ein Wort noch.\nEin Wort noch.\n")


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["<p>Wort</p>", "<b>Wort", "&amp;", '<div class="gmail_quote">'])
def test_fifty_megabytes_of_html_are_read(unit):
    assert seconds(read_and_shown, whole(of=html(unit * (50 * MEGABYTE // len(unit)))), tries=1) < 20


@pytest.mark.slow
def test_fifty_megabytes_of_files_arrive_whole():
    data = b"QUJD" * 19 + b"\r\n"
    parts = [
        part("Content-Type: image/heic", "Content-Transfer-Encoding: base64", body=data * 64_000) for _n in range(10)
    ]
    raw = whole(of=part('Content-Type: multipart/mixed; boundary="=_"', body=joined("=_", *parts)))
    assert seconds(read_and_shown, raw, tries=1) < 10
    assert [file.size for file in read(raw).files] == [57 * 64_000] * 10


def test_twenty_five_megabytes_take_five_seconds_and_200_megabytes_at_most():
    ran = subprocess.run(
        [sys.executable, "-m", f"{__package__}.memory_of_reading"],
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    took, grown, text, size = ran.stdout.split()
    assert (text, int(size)) == ("Anbei.", (25 * 1024 * 1024 // 78) * 57)
    assert (float(took) <= 5, float(grown) <= 200) == (True, True)


FROM = b"\r\nFrom: Mara Muster <mara@example.org>\r\n"


def test_a_thousand_broken_mails_are_read_each_within_five_seconds():
    for _name, raw in mutated(1_000):
        began_at = time.monotonic()
        found = read(raw)
        formatted(found.html)
        words = [found.subject, found.sender_name, found.text, found.quoted, *(file.name for file in found.files)]
        assert "\n".join(words).encode()
        assert time.monotonic() - began_at < 5


def test_a_broken_mail_keeps_the_sender_whose_line_is_whole():
    whole_lines = [raw for _name, raw in mutated(3_000) if FROM in b"\r\n" + raw and FROM + b" " not in b"\r\n" + raw]
    known = [raw for raw in whole_lines if read(raw).sender == "mara@example.org"]
    assert len(whole_lines) > 1_000
    assert len(known) > 0.995 * len(whole_lines)


@pytest.mark.parametrize("name", ["attachments/winmail_alone", "structure/apple_html_around_an_inline_pdf"])
def test_a_mail_cut_off_anywhere_is_read(name):
    raw = MAILS[name].raw
    for length in range(0, len(raw), 3):
        assert isinstance(read(raw[:length]), Mail)
