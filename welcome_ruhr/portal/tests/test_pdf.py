"""A page as a PDF: what it says, in three alphabets; that it is never stale, made once, and bounded."""

import os
import threading
import time
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.facts.models import FigureValue
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.queue import queue_length
from welcome_ruhr.foundation.retry import GiveUp
from welcome_ruhr.portal.pdf import fonts, making, ordering, store
from welcome_ruhr.portal.pdf.typesetting import typeset
from welcome_ruhr.portal.tasks import make_pdf, sweep_pdfs
from welcome_ruhr.portal.templatetags import reading_tools

from .factories import body, make_article, make_journey, make_journey_index, make_topic, part, publish, translate
from .reading import Page, read

pytestmark = pytest.mark.django_db
ADDRESS = "/de/pdf/article/blaue-karte/"


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def topic():
    return make_topic("aufenthalt")


@pytest.fixture
def figure():
    return make_figure("salary")


@pytest.fixture
def article(topic, figure):
    text = f"Mindestens {figure.as_token} und [[Anmeldung]]."
    return make_article("Blaue Karte", topic=topic, summary="Arbeiten mit Studium.", body=body(text))


@pytest.fixture
def queue(settings):
    """Tasks wait until a worker takes them, as in the running portal."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def pdf(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200, response.content[:500]
    assert response.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(b"".join(response.streaming_content)))


def listing(kind, heading, item):
    """A part with a heading and one item."""
    return part(kind, {"heading": heading, "items": [part("item", item)]})


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def as_seen(reader):
    """The pieces of text as an eye meets them from left to right, whatever their order in the file."""
    pieces = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *_: pieces.append((-cm[5] - tm[5], cm[4] + tm[4], text)))
    return "".join(text for _y, _x, text in sorted(pieces, key=lambda piece: piece[:2]))


def files(data_dir):
    return sorted(path.name for path in (data_dir / "pdf").glob("*/*") if path.parent.name != "fonts")


def test_pdf_says_what_the_page_says(client, article):
    reader = pdf(client)
    text = text_of(reader)
    for words in ("Blaue Karte", "Arbeiten mit Studium.", "50.700 €", "(2026)", "Anmeldung", "22. November 2026"):
        assert words in text
    assert "http://localhost:8000/de/aufenthalt/blaue-karte/" in text
    assert reader.metadata.title == "Blaue Karte"
    assert reader.root_object["/Lang"] == "de"
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_english_pdf_says_that_a_machine_translated_it(client, article, figure):
    translate(article, title="Blue Card", slug="blue-card", body=body(f"At least {figure.as_token}."))
    text = text_of(pdf(client, "/en/pdf/article/blaue-karte/"))
    assert "Blue Card" in text
    assert "€50,700" in text
    assert "Translated by machine, not yet checked by a person." in text


def test_arabic_pdf_keeps_numbers_and_phones_in_their_own_order(client, topic, figure):
    office = make_office("Ausländerbehörde Herne", phone="+49 2323 16-0")
    article = make_article("Karte", topic=topic, slug="blaue-karte")
    parts = body(f"الراتب {figure.as_token}", part("office", {"kind": "", "office": office.pk}))
    translate(article, "ar", title="البطاقة الزرقاء", body=parts)
    reader = pdf(client, "/ar/pdf/article/blaue-karte/")
    text = text_of(reader)
    # The library hands out glyphs as they stand on the page, so words are compared without regard to their order.
    assert set("البطاقةالزرقاء") <= set(text)
    assert "50,700" in text or "50.700" in text
    assert "+49 2323 16-0" in as_seen(reader)
    assert reader.metadata.title == "البطاقة الزرقاء"
    assert reader.root_object["/Lang"] == "ar"


def test_cyrillic_is_written(client, article):
    translate(article, "uk", title="Блакитна карта їжак ґ", slug="karta")
    assert "Блакитна карта їжак ґ" in text_of(pdf(client, "/uk/pdf/article/blaue-karte/"))


def test_every_part_of_a_page_stands_in_its_pdf(client, topic, figure):
    make_office("Ausländerbehörde Herne", phone="02323 16-0")
    make_article(
        "Blaue Karte",
        topic=topic,
        body=body(
            "<b>Text</b>",
            listing("steps", "So geht es", {"title": "Antrag", "text": "<p>Stellen</p>"}),
            listing("checklist", "Mitbringen", "<p>Reisepass</p>"),
            part("notice", {"date": "2026-11-01", "heading": "Neue Regel", "text": "<p>Ab heute</p>"}),
            listing("figures", "Beträge", figure.pk),
            part("office", {"kind": OfficeKind.FOREIGNERS_OFFICE, "office": None}),
            listing("links", "Mehr", {"title": "Bund", "url": "https://example.org/", "text": ""}),
            listing("questions", "Fragen", {"question": "Wann?", "answer": "<p>Bald</p>"}),
        ),
    )
    reader = pdf(client)
    text = text_of(reader)
    for words in ("So geht es", "Antrag Stellen", "Reisepass", "Neue Regel", "Beträge", "50.700", "Ausländerbehörde"):
        assert words in text
    for words in ("Bund", "https://example.org/", "Wann?", "Bald"):
        assert words in text
    links = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])]
    assert "https://example.org/" in links


def test_journey_has_its_steps_with_deadline_and_papers(client, article):
    steps = [{"title": "Anmelden", "deadline": "In zwei Wochen", "papers": ["Reisepass"], "article": article.pk}]
    make_journey("Ankommen", index=make_journey_index(), steps=steps)
    text = text_of(pdf(client, "/de/pdf/journey/ankommen/"))
    for words in ("Die Schritte", "Anmelden", "In zwei Wochen", "Reisepass", "Blaue Karte"):
        assert words in text


def test_topic_holds_its_text_and_all_its_articles_of_that_language(client, topic, article):
    make_article("Zweiter", topic=topic)
    make_article("Draußen", topic=make_topic("andere"))
    translate(article, title="Blue Card")
    german = text_of(pdf(client, "/de/pdf/topic/aufenthalt/"))
    assert ["Blaue Karte" in german, "Zweiter" in german, "Draußen" in german] == [True, True, False]
    english = text_of(pdf(client, "/en/pdf/topic/aufenthalt/"))
    assert ["Blue Card" in english, "Zweiter" in english] == [True, False]


def test_changed_figure_makes_another_file_and_removes_the_old_one(client, article, data_dir):
    assert "50.700 €" in text_of(pdf(client))
    before = files(data_dir)
    FigureValue.objects.update(value=Decimal("51000"))
    assert "51.000 €" in text_of(pdf(client))
    assert len(files(data_dir)) == 1
    assert files(data_dir) != before


def test_expired_figure_is_told_the_day_it_expires(client, article):
    assert "der neue Wert ist noch nicht bekannt" not in text_of(pdf(client))
    FigureValue.objects.update(valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    with clock.fixed(clock.now() + timedelta(days=60)):
        assert "der neue Wert ist noch nicht bekannt" in text_of(pdf(client))


def test_changed_page_makes_another_file_and_an_unchanged_one_none(client, article, data_dir):
    pdf(client)
    stamp = (data_dir / "pdf" / "de" / files(data_dir)[0]).stat().st_mtime_ns
    pdf(client)
    assert (data_dir / "pdf" / "de" / files(data_dir)[0]).stat().st_mtime_ns == stamp
    publish(article, title="Die Blaue Karte")
    assert "Die Blaue Karte" in text_of(pdf(client))


def test_browser_that_has_it_is_told_so(client, article):
    first = client.get(ADDRESS)
    tag = first.headers["ETag"]
    assert b"".join(first.streaming_content).startswith(b"%PDF")
    response = client.get(ADDRESS, headers={"if-none-match": tag})
    assert response.status_code == 304
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_first_reader_waits_on_a_page_that_reloads_by_itself(client, article, queue):
    response = client.get(ADDRESS)
    assert response.status_code == 202
    page = Page(response.content.decode())
    assert page.all("meta", http_equiv="refresh")[0]["content"] == f"3; url={ADDRESS}?reloads=1"
    assert page.robots() == ["noindex, follow"]
    make_pdf.call(article.pk)
    assert "50.700 €" in text_of(pdf(client))


def test_many_demands_are_one_task(client, article, queue):
    for _ in range(5):
        assert client.get(ADDRESS).status_code == 202
    client.head(ADDRESS)
    assert queue_length(make_pdf) == 1


def test_looking_for_the_head_alone_makes_nothing(client, article, queue):
    assert client.head(ADDRESS).status_code == 202
    assert queue_length(make_pdf) == 0


def test_page_that_waits_too_long_stops_reloading(client, article, queue):
    page = Page(client.get(f"{ADDRESS}?reloads=20").content.decode())
    assert page.all("meta", http_equiv="refresh") == []
    assert "/de/aufenthalt/blaue-karte/?print=yes" in page.links()


def test_crawler_cannot_fill_the_queue(client, topic, queue, monkeypatch):
    monkeypatch.setattr(ordering, "MOST_WAITING", 2)
    articles = [make_article(topic=topic) for _ in range(3)]
    answers = [client.get(f"/de/pdf/article/{one.content_id}/").status_code for one in articles]
    assert answers == [202, 202, 429]
    assert queue_length(make_pdf) == 2


def test_one_reader_cannot_order_without_end_and_others_still_can(client, topic, queue, monkeypatch):
    monkeypatch.setattr(ordering, "ORDERS_PER_HOUR", 1)
    first, second = (f"/de/pdf/article/{make_article(topic=topic).content_id}/" for _ in range(2))
    assert [client.get(first).status_code, client.get(second).status_code] == [202, 429]
    assert client.get(second, REMOTE_ADDR="192.0.2.7").status_code == 202


def test_two_makers_at_once_leave_one_whole_file(article, data_dir):
    with override("de"):
        document = making.document_of(article)
        place = making.place_of(article, document)
    content = typeset(document)
    both = [threading.Thread(target=store.keep, args=(place, content)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert files(data_dir) == [place.path.name]
    assert place.path.read_bytes() == content


def test_maker_called_twice_makes_once(article, data_dir):
    assert make_pdf.call(article.pk)
    assert not make_pdf.call(article.pk)
    assert len(files(data_dir)) == 1


def test_text_no_font_can_write_is_refused_in_words_and_not_tried_again(client, article, queue):
    publish(article, title="Karte 中文")
    with pytest.raises(GiveUp):
        make_pdf.call(article.pk)
    response = client.get(ADDRESS)
    assert response.status_code == 404
    assert "Von dieser Seite gibt es kein PDF" in response.content.decode()
    assert queue_length(make_pdf) == 0
    publish(article, title="Karte")
    assert client.get(ADDRESS).status_code == 202


def test_language_without_a_font_is_told_so_on_the_page_and_gets_no_link(client, article, monkeypatch):
    assert ADDRESS in read(client, "/de/aufenthalt/blaue-karte/").links()
    monkeypatch.setattr(fonts, "SCRIPTS", {"Arab"})
    monkeypatch.setattr(reading_tools, "_can_write", fonts.can_write)  # as in a process that starts then
    page = read(client, "/de/aufenthalt/blaue-karte/")
    assert ADDRESS not in page.links()
    assert "In dieser Sprache gibt es kein PDF" in page.html
    response = client.get(ADDRESS)
    assert response.status_code == 404
    assert "Druckansicht" in response.content.decode()


@pytest.mark.parametrize(
    ("language", "script"), [("de", "Latn"), ("de-simple", "Latn"), ("ar", "Arab"), ("uk", "Cyrl"), ("zh", "Hans")]
)
def test_script_of_a_language_is_known(language, script):
    assert fonts.script_of(language) == script
    assert fonts.can_write(language) is (script != "Hans")


@pytest.mark.parametrize(
    "path", ["article/nichts/", "page/home/", "town/herne/", "article/blaue-karte/x/", "topic/blaue-karte/"]
)
def test_pdf_of_what_is_not_there_is_a_missing_page(client, article, path):
    assert client.get(f"/de/pdf/{path}").status_code == 404


def test_page_that_is_not_public_has_no_pdf(client, article, data_dir):
    pdf(client)
    article.unpublish()
    assert client.get(ADDRESS).status_code == 404


def test_reader_of_another_language_gets_the_pdf_of_the_page_he_sees(client, article):
    translate(article, title="Blue Card", slug="blue-card")
    response = client.get("/ar/pdf/article/blaue-karte/")
    assert (response.status_code, response.headers["Location"]) == (302, "/en/pdf/article/blaue-karte/")


def test_sweeping_removes_what_nobody_needs(client, article, topic, data_dir):
    other = make_article("Anderes", topic=topic)
    pdf(client), pdf(client, "/de/pdf/article/anderes/")
    folder = data_dir / "pdf" / "de"
    (folder / "article-blaue-karte.x.pdf.1-1.part").write_text("half")
    long_ago = time.time() - timedelta(hours=2).total_seconds()
    os.utime(folder / "article-blaue-karte.x.pdf.1-1.part", (long_ago, long_ago))
    other.unpublish()
    assert sweep_pdfs.call() == 2
    assert [name.partition(".")[0] for name in files(data_dir)] == ["article-blaue-karte"]


def test_crawlers_are_told_to_leave_pdfs_alone(client, article):
    assert "Disallow: /de/pdf/" in client.get("/robots.txt").content.decode()
