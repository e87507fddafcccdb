"""How a translation stands to its source, in both directions, and what nobody may overwrite."""

from datetime import date

import pytest
from django.utils import translation
from wagtail.models import Locale

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.portal import actions
from welcome_ruhr.portal.content.engine import Outcome
from welcome_ruhr.portal.enums import Maker, TranslationState
from welcome_ruhr.portal.models import ArticlePage, StandardPage, Translation
from welcome_ruhr.portal.translations import translation_status

from .content_folder import ARTICLE, ARTICLE_EN
from .factories import body, home_page, make_article, make_home, make_standard_page, publish, save_draft, translate

pytestmark = pytest.mark.django_db


def pair(direction):
    """A source and its translation: from German to English, or the other way round."""
    home_page(), make_home("en")
    source_language, language = direction
    source = make_standard_page("Source", language=source_language, body=body("Register your address."))
    return source, translate(source, language)


def state(page):
    return translation_status(page).state


BOTH_WAYS = pytest.mark.parametrize("direction", [("de", "en"), ("en", "de")], ids=" to ".join)


@BOTH_WAYS
def test_translation_by_machine_is_unchecked_and_its_source_is_no_translation(direction):
    source, translated = pair(direction)
    assert state(translated) == TranslationState.UNCHECKED
    assert translation_status(source) is None


@BOTH_WAYS
def test_changed_text_of_the_source_makes_the_translation_outdated(direction):
    source, translated = pair(direction)
    publish(source, body=body("Register your new address."))
    assert state(translated) == TranslationState.OUTDATED


@pytest.mark.parametrize("change", [{"title": "New title"}, {"summary": "New summary"}])
def test_changed_title_or_summary_counts_as_text(change):
    source, translated = pair(("de", "en"))
    publish(source, **change)
    assert state(translated) == TranslationState.OUTDATED


@BOTH_WAYS
def test_source_published_again_without_a_new_text_changes_nothing(direction):
    source, translated = pair(direction)
    same_text_new_ids = body("Register your address.")
    publish(source, checked_on=date(2026, 12, 1), body=same_text_new_ids)
    assert state(translated) == TranslationState.UNCHECKED


def test_draft_of_the_source_changes_nothing_until_it_is_public():
    source, translated = pair(("de", "en"))
    save_draft(source, title="Draft")
    assert state(translated) == TranslationState.UNCHECKED


def test_change_taken_back_makes_the_translation_up_to_date_again():
    source, translated = pair(("de", "en"))
    publish(source, title="New title")
    publish(source, title="Source")
    assert state(translated) == TranslationState.UNCHECKED


@BOTH_WAYS
def test_mended_typo_in_the_translation_leaves_it_outdated(direction):
    source, translated = pair(direction)
    publish(source, title="New title")
    translated = publish(translated, title="Typo mended")
    assert state(translated) == TranslationState.OUTDATED


def test_translation_does_not_make_its_source_outdated():
    source, translated = pair(("de", "en"))
    publish(translated, title="Another title")
    assert translation_status(source) is None


@BOTH_WAYS
def test_released_translation_is_current_and_names_who_answers_for_it(direction):
    source, translated = pair(direction)
    publish(source, title="New title")
    person = make_person("editor", first_name="Kim", last_name="Beispiel")
    record = actions.release_translation(page=translated, by=person)
    assert state(translated) == TranslationState.CURRENT
    assert (record.made_by, record.released_by_user) == (Maker.HUMAN, person)
    assert translation_status(translated).is_checked


def test_released_translation_is_outdated_by_the_next_change():
    source, translated = pair(("de", "en"))
    actions.release_translation(page=translated, by=make_person("editor"))
    publish(source, title="New title")
    assert state(translated) == TranslationState.OUTDATED


def test_source_cannot_be_released_as_a_translation():
    source, _translated = pair(("de", "en"))
    with pytest.raises(actions.NotATranslation):
        actions.release_translation(page=source, by=make_person("editor"))


@BOTH_WAYS
def test_translation_whose_source_is_not_public_says_so_and_cannot_be_released(direction):
    source, translated = pair(direction)
    source.unpublish()
    assert state(translated) == TranslationState.SOURCE_GONE
    with pytest.raises(actions.SourceNotPublic):
        actions.release_translation(page=translated, by=make_person("editor"))


def test_translation_whose_source_was_deleted_says_so():
    source, translated = pair(("de", "en"))
    source.delete()
    assert state(StandardPage.objects.get(pk=translated.pk)) == TranslationState.SOURCE_GONE


def test_status_holds_when_old_revisions_are_purged():
    source, translated = pair(("de", "en"))
    publish(source, checked_on=date(2026, 12, 1))
    Translation.objects.update(source_revision=None)
    assert state(translated) == TranslationState.UNCHECKED
    publish(source, title="New title")
    assert state(translated) == TranslationState.OUTDATED


@BOTH_WAYS
def test_fields_for_every_language_follow_the_source_when_it_is_published(direction):
    source, translated = pair(direction)
    publish(source, checked_on=date(2026, 12, 1), owner_role="editor_work")
    translated.refresh_from_db()
    assert (translated.checked_on, translated.owner_role) == (date(2026, 12, 1), "editor_work")


@BOTH_WAYS
def test_translation_cannot_bring_its_own_values_for_these_fields(direction):
    source, translated = pair(direction)
    publish(source, checked_on=date(2026, 12, 1))
    publish(translated, checked_on=date(2020, 1, 1))
    assert StandardPage.objects.get(pk=translated.pk).checked_on == date(2026, 12, 1)
    assert StandardPage.objects.get(pk=source.pk).checked_on == date(2026, 12, 1)


def test_copied_fields_are_only_those_that_hold_for_every_language():
    source, translated = pair(("de", "en"))
    publish(source, title="New title", slug="new-slug")
    translated.refresh_from_db()
    assert (translated.title, translated.slug) == ("Source (en)", "source-en")


# --- from files -----------------------------------------------------------------------------------


def english():
    return ArticlePage.objects.get(content_id="blue-card", locale__language_code="en")


def german():
    return ArticlePage.objects.get(content_id="blue-card", locale__language_code="de")


def test_imported_translation_is_unchecked_until_a_person_answers_for_it(imported):
    assert state(english()) == TranslationState.UNCHECKED
    assert Translation.objects.get(page=english()).source_revision == german().live_revision


def test_imported_translation_by_a_person_is_current(folder, run_import):
    folder.change(ARTICLE_EN, "title: Blue Card", "translation: human\nreleased_by: Kim\ntitle: Blue Card")
    run_import()
    assert state(english()) == TranslationState.CURRENT


def test_correction_by_an_editor_survives_the_next_import_with_its_status(imported, run_import):
    publish(english(), title="EU Blue Card")
    actions.release_translation(page=english(), by=make_person("editor"))
    imported.change(ARTICLE_EN, "The salary", "Your salary")
    assert run_import().count(Outcome.CONFLICT) == 1
    assert english().title == "EU Blue Card"
    assert state(english()) == TranslationState.CURRENT


def test_source_changed_in_its_file_makes_the_translation_outdated(imported, run_import):
    imported.change(ARTICLE, "Das Gehalt", "Ihr Gehalt")
    run_import()
    assert state(english()) == TranslationState.OUTDATED


def test_both_files_changed_together_belong_together(imported, run_import):
    imported.change(ARTICLE, "Das Gehalt", "Ihr Gehalt")
    imported.change(ARTICLE_EN, "The salary", "Your salary")
    run_import()
    assert state(english()) == TranslationState.UNCHECKED


def test_later_change_of_the_translation_alone_confirms_nothing(imported, run_import):
    imported.change(ARTICLE, "Das Gehalt", "Ihr Gehalt")
    run_import()
    imported.change(ARTICLE_EN, "The salary", "The pay")
    run_import()
    assert state(english()) == TranslationState.OUTDATED


def test_only_the_date_of_the_check_changed_in_the_file(imported, run_import):
    imported.change(ARTICLE, "checked_on: 2026-11-22", "checked_on: 2026-11-30")
    run_import()
    assert english().checked_on == date(2026, 11, 30)
    assert state(english()) == TranslationState.UNCHECKED


def test_entry_written_in_english_has_a_german_translation(folder, run_import):
    folder.change(ARTICLE_EN, "title: Blue Card", "source: true\nchecked_on: 2026-11-22\ntitle: Blue Card")
    folder.change(ARTICLE, "checked_on: 2026-11-22\n", "")
    run_import()
    assert translation_status(english()) is None
    assert state(german()) == TranslationState.UNCHECKED
    folder.change(ARTICLE_EN, "The salary", "Your salary")
    run_import()
    assert state(german()) == TranslationState.OUTDATED


def test_translation_started_by_an_editor_is_a_draft_made_by_a_person():
    home_page(), make_home("en")
    source = make_standard_page("Impressum", body=body("Text."))
    locale = Locale.objects.get(language_code="en")
    draft = actions.start_translation(page=source, locale=locale, by=make_person("editor"))
    record = Translation.objects.get(page_id=draft.pk)
    assert (draft.live, record.made_by, record.source_revision) == (False, Maker.HUMAN, source.live_revision)


# --- what the reader is told ----------------------------------------------------------------------


def told(client, page):
    html = client.get(f"/{page.language}/{page.url_path.split('/', 2)[2]}").content.decode()
    sentences = (
        "Translated by machine, not yet checked by a person.",
        "Checked by a person and released by",
        "The original has changed since",
        "The original is not public any more.",
    )
    return [sentence for sentence in sentences if sentence in html]


def test_reader_is_told_how_the_translation_stands(client):
    source, translated = pair(("de", "en"))
    assert told(client, translated) == ["Translated by machine, not yet checked by a person."]
    actions.release_translation(page=translated, by=make_person("editor"))
    assert told(client, translated) == ["Checked by a person and released by"]
    publish(source, title="New title")
    assert told(client, translated) == ["Checked by a person and released by", "The original has changed since"]
    source.unpublish()
    assert told(client, translated)[-1] == "The original is not public any more."


def test_source_page_says_nothing_of_translations(client):
    source, _translated = pair(("en", "de"))
    assert told(client, source) == []


def test_status_is_the_same_whatever_the_reader_speaks():
    source, translated = pair(("de", "en"))
    publish(source, title="New title")
    for language in ("de", "en", "ar"):
        with translation.override(language):
            assert state(translated) == TranslationState.OUTDATED


def test_article_keeps_its_links_to_entries_apart_from_numbers_of_the_database():
    """Links count by stable id: the same text with another target is a change, the same target is none."""
    first, second = make_article("Eins"), make_article("Zwei")
    link = '<a linktype="page" id="{}">dort</a>'
    source = make_article("Quelle", body=body(link.format(first.pk)))
    translated = translate(source)
    publish(source, body=body(link.format(first.pk)))
    assert state(translated) == TranslationState.UNCHECKED
    publish(source, body=body(link.format(second.pk)))
    assert state(translated) == TranslationState.OUTDATED
