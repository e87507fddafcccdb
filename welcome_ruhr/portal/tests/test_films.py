"""A film is shown, saved and checked; until there is one, the page says so."""

import json
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from welcome_ruhr.portal import actions, films
from welcome_ruhr.portal.enums import TranslationState
from welcome_ruhr.portal.models import Film, StandardPage
from welcome_ruhr.portal.translations import translation_status

from .content_folder import ARTICLE
from .editors import working
from .factories import make_home, make_standard_page, part, publish, translate
from .reading import read
from .small_films import VTT, box, mp4
from .test_content_refused import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files on a disk, as in the running portal, not in memory."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "stored"}}
    settings.STORAGES = {**settings.STORAGES, "default": place}


def make_film(content=None, name="sign.mp4", captions=b""):
    film = Film(title="Gebärdensprache")
    file = ContentFile(content or mp4(), name=name)
    film.read(file)
    film.file.save(name, file, save=False)
    if captions:
        film.captions.save("sign.vtt", ContentFile(captions), save=False)
    film.save()
    return film


def film_part(film=None):
    return json.dumps([part("film", {"title": "Unser Film", "film": film.pk if film else None})])


def page_with(film=None):
    make_home()
    return make_standard_page("Gebärdensprache", slug="dgs", body=film_part(film))


def test_page_says_honestly_that_the_film_is_being_produced(client):
    page_with()
    page = read(client, "/de/dgs/")
    assert page.all("video") == []
    assert "Der Film wird gerade produziert." in " ".join(page.text("main").split())


def test_film_is_shown_with_its_size_and_length_and_can_be_saved(client):
    film = make_film(mp4(seconds=65, width=320, height=240), captions=VTT)
    page_with(film)
    page = read(client, "/de/dgs/")
    [video] = page.all("video")
    assert (video["width"], video["height"], "controls" in video) == ("320", "240", True)
    assert page.all("source")[0]["src"] == film.href
    assert page.all("source")[0]["type"] == "video/mp4"
    [track] = page.all("track")
    assert (track["kind"], track["srclang"], track["src"]) == ("captions", "de", film.captions_href)
    assert f"{film.href}?download" in page.links()
    assert "1:05 Minuten" in page.text("figcaption")
    assert "KB" in page.text("figcaption")


def test_translation_shows_the_film_of_its_source(client):
    film = make_film()
    page = page_with(film)
    translate(page, "en", slug="dgs-en", body=film_part())
    assert read(client, "/en/dgs-en/").all("source")[0]["src"] == film.href


def test_film_uploaded_later_does_not_put_the_translations_behind(client):
    page = page_with()
    english = translate(page, "en", slug="dgs-en", body=film_part())
    publish(page, body=film_part(make_film()))
    assert translation_status(english).state == TranslationState.UNCHECKED


def test_page_with_a_film_lets_no_other_site_play(client):
    page_with(make_film())
    assert "media-src 'self'" in client.get("/de/dgs/").headers["Content-Security-Policy"]


def get(client, film, headers=None, query=""):
    response = client.get(f"{film.href}{query}", headers=headers or {})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response, content


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=10-", 10, None), ("bytes=-5", -5, None), ("bytes=0-99999999", 0, None)],
)
def test_browser_gets_the_piece_it_asks_for(client, asked, first, last):
    film, content = make_film(), mp4()
    response, piece = get(client, film, {"range": asked})
    assert response.status_code == 206
    assert piece == content[first : None if last is None else last + 1]
    start = first % len(content)
    assert response["Content-Range"] == f"bytes {start}-{start + len(piece) - 1}/{len(content)}"
    assert response["Content-Length"] == str(len(piece))


@pytest.mark.parametrize("asked", ["", "bytes=9-5", "bytes=-", "bytes=0-1,3-4", "lines=1-2"])
def test_everything_else_gets_the_whole_film(client, asked):
    response, content = get(client, make_film(), {"range": asked, "accept-encoding": "gzip"})
    assert (response.status_code, content) == (200, mp4())
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == str(len(content))


def test_piece_behind_the_end_is_refused_with_the_length(client):
    response, _content = get(client, make_film(), {"range": "bytes=999999-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(mp4())}")


def test_film_is_saved_under_its_name(client):
    response, _content = get(client, make_film(), query="?download")
    assert response["Content-Disposition"] == 'attachment; filename="sign.mp4"'


def test_address_with_another_name_is_unknown(client):
    film = make_film(captions=VTT)
    captions = client.get(film.captions_href)
    assert (captions["Content-Type"], b"".join(captions.streaming_content)) == ("text/vtt; charset=utf-8", VTT)
    assert client.get(f"/films/{film.pk}/other.mp4").status_code == 404
    assert client.get("/films/4711/sign.mp4").status_code == 404
    assert client.post(film.href).status_code == 405
    assert client.get("/media/films/sign.mp4").status_code == 404


def test_facts_of_a_film_are_read_from_its_bytes():
    facts = films.read_film(BytesIO(mp4(width=1280, height=720, frames_per_second=50, seconds=3)), "a.mp4")
    assert (facts.width, facts.height, float(facts.frames_per_second), facts.seconds) == (1280, 720, 50.0, 3)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (mp4(), "film.avi", "A film ends in .mp4 or .webm."),
        (mp4(), "film.webm", "no film in the format that its ending .webm says"),
        (b"%PDF-1.4 form", "film.mp4", "no film in the format that its ending .mp4 says"),
        (b"", "film.mp4", "no film in the format"),
        (box(b"ftyp", b"isom", bytes(4), b"isommp42"), "film.mp4", "no film in the format"),
        (mp4(codec=b"mp4v"), "film.mp4", "Not every browser plays films in MPEG-4 Visual"),
        (mp4(width=318), "film.mp4", "318 × 360 pixels; signs need at least 320 × 240."),
        (mp4(height=238), "film.mp4", "640 × 238 pixels"),
        (mp4(frames_per_second=20), "film.mp4", "20 frames per second; signs need at least 25."),
    ],
)
def test_film_on_which_signs_cannot_be_read_is_refused_with_a_sentence(content, name, reason):
    with override("en"), pytest.raises(ValidationError) as refused:
        films.read_film(BytesIO(content), name)
    assert reason in " ".join(refused.value.messages)


def test_film_too_large_is_refused_before_it_is_read():
    file = ContentFile(b"", name="film.mp4")
    file.size = films.LARGEST_FILM + 1
    with override("en"), pytest.raises(ValidationError, match="larger than 300 MB"):
        films.read_film(file, "film.mp4")


@pytest.mark.parametrize("content", [b"", b"Hello", b"WEBVTT", b"\xff\xfe00 --> 11"])
def test_captions_that_are_none_are_refused(content):
    with override("en"), pytest.raises(ValidationError, match="These are no captions"):
        films.read_captions(BytesIO(content))


def send(client, **files):
    named = {name: SimpleUploadedFile(*file) for name, file in files.items()}
    return client.post(reverse(Film.snippet_viewset.get_url_name("add")), {"title": "Film", **named})


def test_editor_uploads_a_film_and_nobody_types_its_facts():
    send(working("editor"), file=("sign.mp4", mp4(seconds=7)), captions=("sign.vtt", VTT))
    film = Film.objects.get()
    assert (film.width, film.height, film.seconds, film.size) == (640, 360, 7, len(mp4(seconds=7)))
    assert film.captions_href.endswith(".vtt")


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"file": ("sign.mp4", b"%PDF-1.4")}, "no film in the format"),
        ({"file": ("sign.exe", mp4())}, "A film ends in .mp4 or .webm."),
        ({"file": ("sign.mp4", mp4()), "captions": ("sign.vtt", b"nothing")}, "These are no captions"),
        ({"file": ("sign.mp4", mp4()), "captions": ("sign.srt", VTT)}, "not allowed"),
    ],
)
def test_editor_is_told_why_an_upload_is_no_film(files, reason):
    answer = send(working("editor"), **files)
    assert reason in answer.content.decode()
    assert not Film.objects.exists()


def test_film_goes_in_out_and_in_again(folder, run_import, tmp_path):
    folder.write("media/sign.mp4", mp4())
    folder.write("media/sign.vtt", VTT)
    folder.change(ARTICLE, "Das Gehalt", "::: film media/sign.mp4\nUnser Film\n:::\n\nDas Gehalt")
    run_import()
    film = Film.objects.get()
    assert film.width == 640
    assert {outcome.name for outcome in run_import().outcomes} == {"UNCHANGED"}
    actions.export_content(folder=tmp_path / "out", everything=True)
    assert (tmp_path / "out/media/sign.mp4").read_bytes() == mp4()
    assert (tmp_path / "out/media/sign.vtt").read_bytes() == VTT
    assert "::: film media/sign.mp4\nUnser Film\n:::" in (tmp_path / "out" / ARTICLE).read_text()


def test_part_without_a_film_goes_in_and_out(folder, run_import, tmp_path):
    folder.change(ARTICLE, "Das Gehalt", "::: film\nUnser Film\n:::\n\nDas Gehalt")
    run_import()
    actions.export_content(folder=tmp_path / "out", everything=True)
    assert "::: film\nUnser Film\n:::" in (tmp_path / "out" / ARTICLE).read_text()


def test_file_that_is_no_film_is_refused_with_its_line(folder, run_import):
    folder.write("media/sign.mp4", b"%PDF-1.4")
    folder.change(ARTICLE, "Das Gehalt", "::: film media/sign.mp4\nUnser Film\n:::\n\nDas Gehalt")
    [complaint] = refusal(run_import)
    assert complaint.startswith(f"{ARTICLE}:14: sign.mp4: ")
    assert not StandardPage.objects.exists()
