"""Pages back to files: a round trip changes nothing, an editor's change comes out alone."""

import gc
import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from welcome_ruhr.directory.models import Municipality, Office
from welcome_ruhr.facts.models import Figure, LegalBasis
from welcome_ruhr.portal.actions import export_content
from welcome_ruhr.portal.content.engine import Outcome
from welcome_ruhr.portal.content.writing import page_text
from welcome_ruhr.portal.models import ArticlePage, ContentRecord, NewsPage, PortalPage, Translation
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from .content_folder import ARTICLE, ARTICLE_EN, FIGURES, add_journey, add_news, small_folder
from .factories import body, make_article, part, publish

pytestmark = pytest.mark.django_db

EVERY_PART = """\
Mit **Abschluss** und [Gehalt](article:blue-card) ab {{ fact:salary }}. Und [dort](https://example.org/a).

## Zwei Worte

### Drei

- eins
- zwei
  - innen

1. erstens
2. zweitens

::: steps So geht es
1. **Termin holen.** Rufen Sie [hier](article:blue-card) an.
2. **Hingehen.** Kosten: {{ fact:salary }}.
:::

::: checklist Das brauchen Sie
- Pass
- **Vertrag** oder [Zusage](https://example.org/b)
:::

::: notice 2026-02-01 Was neu ist
Seit Februar gilt etwas anderes.
:::

::: figures Gehalt
- salary
:::

::: office foreigners_office
:::

::: office abh-herne
:::

::: links Mehr
- [Gesetz](https://example.org/18g): der Wortlaut
- [Ohne Text](https://example.org/c)
:::

::: faq Fragen
### Muss ich?
Ja, und [so](article:blue-card).

### Wann?
Bald.
:::

::: image media/kiosk.png
Ein Kiosk

Büdchen in Herne
:::

::: download media/form.pdf
Antrag
:::
"""


def png():
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "orange").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def full(folder):
    """A folder with every part of a page and every kind of page."""
    folder.write("media/kiosk.png", png())
    folder.write("media/form.pdf", b"%PDF-1.4 form")
    folder.change(ARTICLE, "Das Gehalt ist mindestens {{ fact:salary }}.\n", EVERY_PART)
    folder.page(
        "legal/about.en.md", "title: About us\nslug: about\nsource: true", "Written in English, with [[Anmeldung]].\n"
    )
    folder.page("legal/about.de.md", "title: Über uns\nslug: ueber-uns\ntranslation: human\nreleased_by: Kim")
    folder.write("redirects.csv", "old_path,target\n/alt/,article:blue-card\n")
    add_news(folder)
    add_journey(folder)
    return folder


def texts():
    """Every page of the portal in the form of its file."""
    pages = Page.objects.filter(depth__gt=1).specific()
    return {(page.key, page.language): page_text(page) for page in pages if isinstance(page, PortalPage)}


def forget_everything():
    for page in Page.objects.filter(depth=2):
        page.delete()
    for model in (ContentRecord, Redirect, Figure, LegalBasis, Office, Municipality, Audience, Phase, Topic):
        model.objects.all().delete()


def test_every_part_comes_out_as_it_went_in(full, run_import):
    run_import()
    text = page_text(ArticlePage.objects.get(slug="blaue-karte"))
    written = text.partition("---\n\n")[2]
    assert [line for line in written.splitlines() if line] == [line for line in EVERY_PART.splitlines() if line]


def test_round_trip_into_the_same_database_changes_nothing(full, run_import, tmp_path):
    run_import()
    before = texts()
    written = export_content(folder=full.path, everything=True)
    assert len(written) > 15
    assert set(run_import().outcomes) == {Outcome.UNCHANGED}
    assert texts() == before


def test_round_trip_into_an_empty_database_gives_the_same_texts(full, run_import):
    run_import()
    before, translations = texts(), list(Translation.objects.values_list("source_digest", "made_by", "released_by"))
    export_content(folder=full.path, everything=True)
    exported = full.files()
    forget_everything()
    assert set(run_import().outcomes) == {Outcome.CREATED}
    assert texts() == before
    assert list(Translation.objects.values_list("source_digest", "made_by", "released_by")) == translations
    export_content(folder=full.path, everything=True)
    assert full.files() == exported


def test_export_without_a_change_writes_nothing(imported, capsys):
    before = imported.files()
    call_command("export_content", str(imported.path))
    assert capsys.readouterr().out == "No entry differs from its file.\n"
    assert imported.files() == before


def test_change_of_an_editor_is_exported_alone_and_then_known(imported, run_import):
    publish(ArticlePage.objects.get(slug="blaue-karte"), title="Blaue Karte EU")
    assert export_content(folder=imported.path) == [ARTICLE]
    assert "title: Blaue Karte EU\n" in imported.read(ARTICLE)
    assert set(run_import().outcomes) == {Outcome.UNCHANGED}


def test_export_says_which_source_a_translation_was_made_from(imported):
    publish(ArticlePage.objects.get(slug="blue-card"), title="EU Blue Card")
    export_content(folder=imported.path)
    record = Translation.objects.get(page__slug="blue-card")
    assert f"source_digest: {record.source_digest}\n" in imported.read(ARTICLE_EN)
    assert "checked_on" not in imported.read(ARTICLE_EN)


def test_export_of_a_corrected_translation_keeps_it_outdated(imported, run_import):
    publish(ArticlePage.objects.get(slug="blaue-karte"), body=body("Neuer Text."))
    publish(ArticlePage.objects.get(slug="blue-card"), title="EU Blue Card")
    before = Translation.objects.get(page__slug="blue-card").source_digest
    export_content(folder=imported.path)
    run_import()
    assert Translation.objects.get(page__slug="blue-card").source_digest == before


def test_changed_row_rewrites_its_file_with_all_rows(imported, run_import):
    Figure.objects.filter(key="rumour").update(rule="gehört")
    assert export_content(folder=imported.path) == [FIGURES]
    assert [line.partition(",")[0] for line in imported.read(FIGURES).splitlines()] == ["key", "rumour", "salary"]
    assert set(run_import().outcomes) == {Outcome.UNCHANGED}


def test_page_made_by_an_editor_gets_a_file_of_its_own(imported, run_import):
    topic = ArticlePage.objects.get(slug="blaue-karte").get_parent().specific
    make_article("Neues Visum", topic=topic, body=body("Text."))
    assert export_content(folder=imported.path) == ["articles/residence/neues-visum.de.md"]
    assert set(run_import().outcomes) == {Outcome.UNCHANGED}


def test_picture_and_document_come_in_with_their_texts(full, run_import):
    run_import()
    page = ArticlePage.objects.get(slug="blaue-karte")
    [picture] = [block.value for block in page.body if block.block_type == "picture"]
    [download] = [block.value for block in page.body if block.block_type == "download"]
    assert (picture["alt"], picture["caption"], picture["image"].width) == ("Ein Kiosk", "Büdchen in Herne", 8)
    assert download["document"].file.read() == b"%PDF-1.4 form"


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Wagtail leaves the file of a new rendition to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_picture_is_shown_with_its_alternative_text_and_caption(full, run_import, client):
    run_import()
    html = client.get("/de/aufenthalt/blaue-karte/").content.decode()
    gc.collect()
    assert 'alt="Ein Kiosk"' in html
    assert '<figcaption class="figure-image__caption">Büdchen in Herne</figcaption>' in html


def test_picture_that_changed_is_stored_anew_when_its_page_is_imported(full, run_import):
    run_import()
    full.write("media/form.pdf", b"%PDF-1.4 new form")
    full.change(ARTICLE, "Antrag", "Neuer Antrag")
    run_import()
    assert [document.file.read() for document in get_document_model().objects.all()] == [b"%PDF-1.4 new form"]


def test_picture_an_editor_added_is_exported_with_its_file(imported, run_import):
    image = get_image_model().objects.create(title="Eine Halde", file=ContentFile(png(), "heap.png"))
    picture = part("picture", {"image": image.pk, "alt": "Eine Halde", "caption": ""})
    publish(ArticlePage.objects.get(slug="blaue-karte"), body=body("Text.", picture))
    export_content(folder=imported.path)
    assert "::: image media/heap.png\n" in imported.read(ARTICLE)
    assert (imported.path / "media/heap.png").read_bytes() == png()
    assert set(run_import().outcomes) == {Outcome.UNCHANGED}


def test_news_item_keeps_its_date_and_event_its_moments(full, run_import):
    run_import()
    export_content(folder=full.path, everything=True)
    assert "published_on: 2026-11-01\n" in full.read("news/wage.de.md")
    assert NewsPage.objects.get().published_on.isoformat() == "2026-11-01"
    assert "place: Essen\n" in full.read("events/day.de.md")


def test_exported_files_are_the_same_every_time(full, run_import, tmp_path):
    run_import()
    export_content(folder=full.path, everything=True)
    first = full.files()
    export_content(folder=full.path, everything=True)
    assert full.files() == first


def test_small_folder_is_what_the_format_says(tmp_path, run_import):
    assert set(small_folder(tmp_path / "again").files()) >= {ARTICLE, ARTICLE_EN, FIGURES}
