"""docs/content.md says what the files say."""

from django.core.management import call_command

from welcome_ruhr.portal.content.overview import overview
from welcome_ruhr.portal.content.rules import read_content

from .content_folder import ARTICLE_EN, FIGURES, add_journey


def text_of(folder):
    return overview(read_content(folder.path)).splitlines()


def test_every_page_stands_with_its_languages_words_and_next_check(folder):
    add_journey(folder)
    lines = text_of(folder)
    assert "| page | de | en | next check |" in lines
    assert "| `article:blue-card` | source 5 | machine 6 | 2027-05-22 |" in lines
    assert [line for line in lines if line.startswith("| `journey:first-days` | source ")] != []
    assert "| article | 1 | 1 | 1 |" in lines


def test_released_translation_and_missing_language_are_told_apart(folder):
    folder.change(ARTICLE_EN, "slug: blue-card", "slug: blue-card\ntranslation: human\nreleased_by: A. Muster")
    folder.page("pages/home.ar.md", "title: ع\nslug: ar\nlead: ع")
    assert "| `article:blue-card` | source 5 | released 6 | – | 2027-05-22 |" in text_of(folder)


def test_every_printed_figure_stands_with_value_validity_and_source(folder):
    source = "[AufenthG § 18g](https://example.org/18g)"
    lines = text_of(folder)
    assert f"| `salary` | 50700 | eur | 2026 | law | {source} | 2026-04-29 |" in lines
    assert "rumour" not in " ".join(lines)
    folder.change(FIGURES, "2026-01-01,2026-12-31", "2026-02-01,2026-12-31")
    assert "| `salary` | 50700 | eur | 2026-02-01 to 2026-12-31 |" in " ".join(text_of(folder))


def test_command_writes_the_overview(folder, settings, tmp_path):
    settings.CONTENT_DIR = folder.path
    call_command("write_content_docs", str(tmp_path / "content.md"))
    assert (tmp_path / "content.md").read_text() == overview(read_content(folder.path))
