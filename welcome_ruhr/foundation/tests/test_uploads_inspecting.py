import hashlib
import tracemalloc
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.utils.translation import override

from welcome_ruhr.foundation import uploads
from welcome_ruhr.foundation.tests.timing import seconds

from . import strangers_files as files


def inspected(data, name):
    return uploads.inspect(SimpleUploadedFile(name, data))


def refusal(data, name):
    with pytest.raises(uploads.Refused) as refused, override("en"):
        inspected(data, name)
    return refused.value


def test_file_is_described_from_its_bytes():
    file = SimpleUploadedFile("Mein Bescheid.PDF", files.PDF, content_type="text/html")
    assert uploads.inspect(file) == uploads.Inspected(
        content_type="application/pdf",
        extension="pdf",
        size=len(files.PDF),
        sha256=hashlib.sha256(files.PDF).hexdigest(),
        name="Mein Bescheid.pdf",
    )
    assert file.read() == files.PDF


def test_large_file_that_django_keeps_on_the_disk_is_described_alike():
    file = TemporaryUploadedFile("a.txt", "text/plain", 300_000, None)
    file.write(b"a" * 300_000)
    found = uploads.inspect(file)
    assert (found.sha256, found.extension) == (hashlib.sha256(b"a" * 300_000).hexdigest(), "txt")
    file.close()


@pytest.mark.parametrize(
    ("data", "name", "content_type"),
    [
        (files.JPG, "a.jpeg", "image/jpeg"),
        (files.PNG, "a.png", "image/png"),
        (files.WEBP, "a.webp", "image/webp"),
        (files.HEIC, "a.heic", "image/heic"),
        (files.heif(b"mif1"), "a.heif", "image/heic"),
        (files.heif(b"mif1", b"heic"), "a.heif", "image/heic"),
        (files.DOCX, "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (files.ODT, "a.odt", "application/vnd.oasis.opendocument.text"),
        (files.TXT, "a.txt", "text/plain; charset=utf-8"),
        (b"\xef\xbb\xbf" + files.TXT, "a.txt", "text/plain; charset=utf-8"),
        (b"BMW in Bochum", "a.txt", "text/plain; charset=utf-8"),
        (b"I <3 Bochum", "a.txt", "text/plain; charset=utf-8"),
    ],
)
def test_kinds_that_are_taken(data, name, content_type):
    assert inspected(data, name).content_type == content_type


def test_picture_under_another_pictures_name_gets_its_own():
    found = inspected(files.WEBP, "IMG_2041.jpg")
    assert (found.name, found.content_type) == ("IMG_2041.webp", "image/webp")


def test_file_without_an_ending_gets_one():
    assert inspected(files.JPG, "image").name == "image.jpg"
    assert inspected(files.PDF, "Bescheid vom 12. März").name == "Bescheid vom 12. März.pdf"


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.svg", "svg"), ("a.html", "html"), ("a.pdf.exe", "exe"), ("a.zip", "zip"), ("a\u202egpj.exe", "exe"),
     ("a.docm", "docm"), ("../../a.php", "php"), (r"C:\a.js", "js")],
)  # fmt: skip
def test_other_endings_are_refused_whatever_is_inside(name, ending):
    refused = refusal(files.PDF, name)
    known = "pdf, jpg, png, webp, heic, docx, odt, txt"
    assert str(refused) == f"Files ending in “.{ending}” are not taken. Possible are: {known}."
    assert refused.code == "kind"


LIES = {
    "svg": files.SVG,
    "html": files.HTML,
    "html after spaces": b"\xef\xbb\xbf \n\t<ScRiPt>",
    "exe": files.EXE,
    "gif": files.GIF,
    "bmp": files.BMP,
    "rtf": files.RTF,
    "postscript": b"%!PS-Adobe-3.0",
    "script": b"#!/bin/sh\nrm -rf /",
    "latin-1": "März".encode("latin-1"),
    "utf-16": "März".encode("utf-16"),
    "control characters": b"a\x1b[2Jb",
    "control characters far behind": b"a" * 100_000 + b"\0",
    "avif": files.heif(b"avif", b"mif1"),
    "film": files.heif(b"mp42", b"isom"),
    "zip": files.archive("evil.exe"),
    "spreadsheet": files.archive("[Content_Types].xml", "xl/workbook.xml"),
    "presentation": files.odt(kind=b"application/vnd.oasis.opendocument.presentation"),
    "template": files.odt(kind=b"application/vnd.oasis.opendocument.text-template"),
    "web page before an archive": files.HTML + files.DOCX,
    "web page behind an archive": files.DOCX + files.HTML,
    "web page in an archive": files.DOCX[:-22] + files.HTML + files.DOCX[-22:],
    "archive with a comment": files.archive(*files.WORD, comment=files.HTML),
    "macros not counted": files.saying(3, files.archive(*files.WORD, "word/vbaProject.bin")),
    "files counted too many": files.saying(4, files.DOCX),
    "beginning of an archive": b"PK\3\4",
    "cut archive": files.DOCX[:-30],
    "cut directory": files.DOCX.replace(b"PK\1\2", b"PK\1\3"),
    "very many files": files.archive(*files.WORD, *(f"{number:0200}" for number in range(1500))),
}


@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.docx", "a.odt", "a.txt"])
@pytest.mark.parametrize("data", LIES.values(), ids=LIES)
def test_file_that_is_not_what_its_name_says_is_refused(data, name):
    refused = refusal(data, name)
    ending = name.rpartition(".")[2]
    sentence = f"This file ends in “.{ending}”, but is something else. Please save it in the right format."
    assert (refused.code, str(refused)) == ("content", sentence)


@pytest.mark.parametrize("data", LIES.values(), ids=LIES)
def test_file_of_another_kind_is_refused_without_an_ending_too(data):
    assert refusal(data, "a").code == "kind"


@pytest.mark.parametrize(("data", "name"), [(files.PDF, "a.txt"), (files.DOCX, "a.odt"), (files.TXT, "a.pdf")])
def test_one_kind_does_not_pass_for_another(data, name):
    assert refusal(data, name).code == "content"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (files.archive(*files.WORD, "word/vbaProject.bin"), "a.docx"),
        (files.odt("Basic/Standard/Module1.xml"), "a.odt"),
        (files.odt("Scripts/python/evil.py"), "a.odt"),
    ],
)
def test_document_with_macros_is_refused(data, name):
    refused = refusal(data, name)
    sentence = "This document holds macros, which are programs. Please save it as a PDF file."
    assert (refused.code, str(refused)) == ("macros", sentence)


def test_empty_and_too_large_files_are_refused():
    most = uploads.MAX_BYTES
    assert (refusal(b"", "a.txt").code, str(refusal(b"", "a.txt"))) == ("empty", "The file is empty.")
    assert str(refusal(b"a" * (most + 1), "a.txt")) == "The file is larger than 10 MB."
    assert inspected(b"a" * most, "a.txt").size == most


def test_picture_with_a_web_page_behind_it_is_taken_for_the_picture():
    """It is refused nowhere, because its beginning is right: `download` sees to it that nobody opens it here."""
    assert inspected(files.PNG + files.HTML, "a.png").content_type == "image/png"


def test_bomb_is_looked_at_without_going_off():
    bomb = files.bomb()
    assert seconds(inspected, bomb, "a.docx") < 0.5
    tracemalloc.start()
    assert inspected(bomb, "a.docx").extension == "docx"
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


WORST = {
    "spaces": b" " * 10_000_000,
    "text": "ä".encode() * 5_000_000,
    "archive": b"PK\3\4" + b"PK\1\2" * 2_500_000,
    "film": b"\0\x98\x96\x00ftypmif1" + b"mif1" * 2_490_000,
    "name": files.TXT,
}


@pytest.mark.parametrize("case", WORST)
def test_the_worst_ten_megabytes_take_no_time(case):
    file = SimpleUploadedFile("a", WORST[case])
    # Django's own upload handlers shorten a name; a mail's attachment has no such luck.
    file._name = "a." * 500_000 + "a" if case == "name" else "a"
    assert seconds(_inspected_or_refused, file) < 0.5


def _inspected_or_refused(file):
    with suppress(uploads.Refused):
        uploads.inspect(file)
