"""A file that is not what its ending says is refused with a sentence, from editors and in content files alike."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from welcome_ruhr.portal import uploads

from .content_folder import ARTICLE
from .editors import article_with, working
from .test_content_refused import refusal

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\nform"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ" + bytes(100)
ENDINGS = ["csv", "docx", "odt", "pdf", "txt", "zip"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files on a disk, as in the running portal, not in memory."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "stored"}}
    settings.STORAGES = {**settings.STORAGES, "default": place}


def picture(kind="PNG"):
    file = io.BytesIO()
    Picture.new("RGB", (4, 4), "navy").save(file, kind)
    return file.getvalue()


def packed(*names, first=""):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packet:
        for name in names:
            packet.writestr(name, first if name == names[0] else "x")
    return file.getvalue()


ODT = packed("mimetype", "content.xml", first="application/vnd.oasis.opendocument.text")
DOCX = packed("[Content_Types].xml", "_rels/.rels", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("form.pdf", PDF),
        ("form.PDF", PDF),
        ("list.csv", "Straße;Ort\n".encode()),
        ("list.csv", "Straße;Ort\n".encode("latin-1")),
        ("note.txt", b"\xef\xbb\xbfHallo\r\n"),
        ("all.zip", packed("a.txt")),
        ("letter.odt", ODT),
        ("letter.docx", DOCX),
    ],
)
def test_file_that_is_what_its_ending_says_is_taken(name, content):
    uploads.refuse_false_document(ContentFile(content), name, ENDINGS)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("form.pdf", EXE, "This file ends in “.pdf”, but it is a file in the format EXE."),
        ("form.pdf", picture(), "but it is a file in the format PNG."),
        ("form.pdf", b"Hello", "but it is a file in the format TXT."),
        ("form.pdf", bytes(50), "but it is no such file."),
        ("form.pdf", b"", "The file is empty."),
        ("list.csv", PDF, "but it is a file in the format PDF."),
        ("list.csv", b"a\x00b", "but it is no such file."),
        ("note.txt", b" <!DOCTYPE html><script>alert(1)</script>", "but it is no such file."),
        ("note.txt", SVG, "but it is no such file."),
        ("letter.docx", packed("a.txt"), "but it is a file in the format ZIP."),
        ("letter.odt", DOCX, "but it is a file in the format DOCX."),
        ("page.html", b"<html>", "Files ending in “.html” are not taken. Possible are: csv, docx"),
        ("logo.svg", SVG, "Files ending in “.svg” are not taken."),
        ("form", PDF, "Files ending in “.” are not taken."),
        (f"{'a' * 97}.pdf", PDF, "The file name has more than 100 characters"),
    ],
)
def test_file_that_is_something_else_is_refused_with_a_sentence(name, content, reason):
    with override("en"), pytest.raises(ValidationError) as refused:
        uploads.refuse_false_document(ContentFile(content), name, ENDINGS)
    assert reason in refused.value.messages[0]


def test_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setitem(uploads.LARGEST, "document", 4)
    with override("en"), pytest.raises(ValidationError, match="larger than"):
        uploads.refuse_false_document(ContentFile(PDF), "form.pdf", ENDINGS)


def upload(address, name, content):
    article_with()
    client = working("editor")
    return client.post(reverse(address), {"title": "Datei", "file": SimpleUploadedFile(name, content), "collection": 1})


@pytest.mark.parametrize(("name", "content"), [("form.pdf", EXE), ("page.html", b"<html>"), ("note.txt", SVG)])
def test_editor_is_told_why_a_document_is_refused(name, content):
    answer = upload("wagtaildocs:add", name, content)
    assert not get_document_model().objects.exists()
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("name", "content"), [("photo.jpg", picture("PNG")), ("photo.png", PDF), ("logo.svg", SVG), ("photo.png", SVG)]
)
def test_editor_is_told_why_an_image_is_refused(name, content):
    upload("wagtailimages:add", name, content)
    assert not get_image_model().objects.exists()


def test_uploads_through_the_chooser_and_in_bulk_are_checked_as_well():
    article_with()
    client = working("editor")
    file = SimpleUploadedFile("form.pdf", EXE)
    client.post(reverse("wagtaildocs_chooser:create"), {"document-chooser-upload-title": "x", "file": file})
    bulk = client.post(
        reverse("wagtaildocs:add_multiple"), {"files[]": SimpleUploadedFile("form.pdf", EXE), "collection": 1}
    )
    assert bulk.json()["success"] is False
    assert "This file ends in “.pdf”" in bulk.json()["error_message"]
    assert not get_document_model().objects.exists()


def test_true_files_are_stored():
    upload("wagtaildocs:add", "form.pdf", PDF)
    upload("wagtailimages:add", "photo.png", picture())
    with get_document_model().objects.get().open_file() as file:
        assert file.read() == PDF
    assert get_image_model().objects.get().width == 4


def test_document_is_saved_by_browsers_never_opened_in_place(client):
    upload("wagtaildocs:add", "form.pdf", PDF)
    document = get_document_model().objects.get()
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert client.get(f"/media/{document.file.name}").status_code == 404


@pytest.mark.parametrize(
    ("part", "name", "content", "reason"),
    [
        (
            "image",
            "photo.jpg",
            picture("PNG"),
            "photo.jpg: This file ends in “.jpg”, but it is a",
        ),
        ("image", "logo.svg", SVG, "logo.svg: Files ending in “.svg” are not taken."),
        ("download", "form.pdf", EXE, "form.pdf: This file ends in “.pdf”, but it is a file in the format EXE."),
    ],
)
def test_false_file_of_a_content_folder_is_refused_with_its_line(folder, run_import, part, name, content, reason):
    folder.write(f"media/{name}", content)
    folder.change(ARTICLE, "Das Gehalt", f"::: {part} media/{name}\nWas man sieht\n:::\n\nDas Gehalt")
    [complaint] = refusal(run_import)
    assert complaint.startswith(f"{ARTICLE}:14: {reason}")
