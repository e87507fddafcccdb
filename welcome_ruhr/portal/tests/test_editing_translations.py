"""Translations: how each page stands, who may start and release one, and the source beside the editor."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.portal import actions
from welcome_ruhr.portal.editing.standings import standings
from welcome_ruhr.portal.enums import Maker, TranslationState
from welcome_ruhr.portal.models import ArticlePage, HomePage, PublishedText, Translation
from welcome_ruhr.portal.translations import translation_status

from .editors import article_with, form_of, said, send, working
from .factories import body, make_article, make_home, make_topic, publish, save_draft, translate

pytestmark = pytest.mark.django_db

OVERVIEW = "/admin/translations/"


def states(page):
    """Return language → state of a page's translations."""
    return {row.language: row.state for row in standings() if row.source and row.source.pk == page.pk}


def release(client, page):
    return client.post(reverse("portal_release_translation", args=[page.pk]))


def start(client, page, language="en"):
    return client.post(reverse("portal_start_translation", args=[page.pk, language]))


def beside(client, page):
    return client.get(reverse("portal_side_by_side", args=[page.pk]))


@pytest.fixture
def pair():
    """An article and its English version, made by machine."""
    source = article_with("Melden Sie sich an.")
    return source, translate(source, body=body("Register."))


def test_machine_made_translation_is_unchecked(pair):
    assert states(pair[0]) == {"en": TranslationState.UNCHECKED}


def test_released_translation_is_current(pair):
    source, translation = pair
    actions.release_translation(page=translation, by=make_person())
    assert states(source) == {"en": TranslationState.CURRENT}


def test_changed_source_makes_its_translation_outdated(pair):
    source, translation = pair
    actions.release_translation(page=translation, by=make_person())
    publish(source, body=body("Melden Sie sich ab."))
    assert states(source) == {"en": TranslationState.OUTDATED}


def test_draft_of_the_source_changes_nothing(pair):
    source, translation = pair
    actions.release_translation(page=translation, by=make_person())
    save_draft(source, body=body("Melden Sie sich ab."))
    assert states(source) == {"en": TranslationState.CURRENT}


def test_source_published_again_with_the_same_text_changes_nothing(pair):
    source, translation = pair
    actions.release_translation(page=translation, by=make_person())
    publish(source)
    assert states(source) == {"en": TranslationState.CURRENT}


def test_translation_of_a_source_that_was_taken_down_says_so(pair):
    source, _translation = pair
    source.unpublish()
    assert states(source) == {"en": TranslationState.SOURCE_GONE}


def test_translation_of_a_deleted_source_is_still_listed(pair):
    source, translation = pair
    source.delete()
    assert [(row.page.pk, row.state) for row in standings() if row.source is None] == [
        (translation.pk, TranslationState.SOURCE_GONE)
    ]


def test_page_is_missing_in_an_open_language():
    make_home()
    make_home("en")
    source = make_article(topic=make_topic())
    assert states(source) == {"en": TranslationState.MISSING}


def test_language_that_is_not_open_is_offered_for_the_home_page_only(pair):
    home = HomePage.objects.get(locale__language_code="de")
    assert states(home)["ar"] == TranslationState.MISSING
    assert "ar" not in states(pair[0])


def test_page_that_is_not_public_is_not_offered_for_translation():
    make_home()
    make_home("en")
    source = make_article(topic=make_topic())
    source.unpublish()
    assert states(source) == {}


def test_overview_and_page_tell_the_same_state(pair):
    source, translation = pair
    for change in (lambda: None, lambda: actions.release_translation(page=translation, by=make_person())):
        change()
        assert states(source)["en"] == translation_status(translation).state
    publish(source, summary="Neu.")
    assert states(source)["en"] == translation_status(translation).state == TranslationState.OUTDATED


def test_overview_knows_a_source_whose_text_was_never_noted(pair):
    source, _translation = pair
    publish(source, body=body("Melden Sie sich ab."))
    PublishedText.objects.all().delete()
    assert states(source) == {"en": TranslationState.OUTDATED}


def test_overview_takes_as_many_queries_for_three_pages_as_for_one(pair):
    client = working("editor")
    publish(pair[0], body=body("Anders."))
    queries_for(client)  # what is remembered for ever is read once
    counted = queries_for(client)
    for _ in range(2):
        source = article_with()
        translate(source)
        publish(source, body=body("Anders."))
    assert queries_for(client) == counted


def queries_for(client):
    with CaptureQueriesContext(connection) as queries:
        client.get(OVERVIEW)
    return len(queries)


NOT_BEGUN = dict.fromkeys(("ar", "fr", "pl", "tr", "uk"), 1)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"en": 2, **NOT_BEGUN}),
        ({"language": "ar"}, {"ar": 1}),
        ({"language": "de-simple"}, {"de-simple": 1}),
        ({"state": "missing"}, NOT_BEGUN),
        ({"words": "START"}, NOT_BEGUN),
        ({"language": "en", "state": "current"}, {}),
        ({"language": "tlh"}, {"en": 2, **NOT_BEGUN}),
    ],
)
def test_overview_is_narrowed_down(pair, asked, shown):
    rows = working("editor").get(OVERVIEW, asked).context["rows"].object_list
    languages = [row.language for row in rows]
    assert {code: languages.count(code) for code in set(languages)} == shown


def test_started_translation_is_a_draft_beside_its_source():
    source = article_with("Melden Sie sich an.")
    translate(source.get_parent().specific)
    response = start(working("editor"), source)
    draft = ArticlePage.objects.get(locale__language_code="en")
    assert response.url == reverse("portal_side_by_side", args=[draft.pk])
    assert (draft.live, draft.portal_translation.made_by, draft.key) == (False, Maker.HUMAN, source.key)
    assert states(source) == {"en": TranslationState.UNCHECKED}


def test_translation_needs_the_page_above_it_first():
    make_home("de")
    make_home("en")
    topic = make_topic()
    source = make_article(topic=topic)
    assert said(start(working("editor"), source)) == [f"First translate the page above it: “{topic.title}”."]
    assert not ArticlePage.objects.filter(locale__language_code="en").exists()


def test_page_that_is_not_public_cannot_be_translated():
    source = article_with(title="Konto")
    translate(source.get_parent().specific)
    source.unpublish()
    assert said(start(working("editor"), source)) == ["Publish “Konto” first; then it can be translated."]


def test_page_is_not_translated_twice(pair):
    assert said(start(working("editor"), pair[0])) == [f"“{pair[0].title}” has been translated into this language."]


@pytest.mark.parametrize("language", ["tlh", "de-hard"])
def test_unknown_language_cannot_be_started(pair, language):
    client = working("editor")
    assert start(client, pair[0], language).status_code == 404


def test_translation_is_never_a_source(pair):
    client = working("editor")
    assert start(client, pair[1], "ar").status_code == 404


def test_only_administrators_open_a_language(pair):
    home = HomePage.objects.get(locale__language_code="de")
    start(working("reviewer"), home, "ar")
    assert not HomePage.objects.filter(locale__language_code="ar").exists()
    administrator = working("administrator")
    start(administrator, home, "ar")
    opened = HomePage.objects.get(locale__language_code="ar")
    assert opened.permissions_for_user(administrator.person).can_publish()


def test_reviewer_releases_a_translation(pair):
    _source, translation = pair
    client = working("reviewer")
    assert said(release(client, translation)) == [f"Released: “{translation.title}” says what its source says today."]
    record = Translation.objects.get(page_id=translation.pk)
    assert (record.released_by_user, record.made_by) == (client.person, Maker.HUMAN)


def test_editor_may_not_release(pair):
    release(working("editor"), pair[1])
    assert states(pair[0]) == {"en": TranslationState.UNCHECKED}


def test_release_is_refused_while_a_draft_of_the_translation_waits(pair):
    source, translation = pair
    save_draft(translation, body=body("Sign in."))
    sentence = "Publish this translation first: readers do not see this text yet."
    assert said(release(working("reviewer"), translation)) == [sentence]
    assert states(source) == {"en": TranslationState.UNCHECKED}


def test_release_is_refused_while_the_source_is_not_public(pair):
    pair[0].unpublish()
    sentence = "The source is not public, so there is nothing to compare with."
    assert said(release(working("reviewer"), pair[1])) == [sentence]


def test_source_itself_cannot_be_released(pair):
    client = working("reviewer")
    assert release(client, pair[0]).status_code == 404


def test_editor_stands_beside_what_has_changed_in_the_source(pair):
    source, translation = pair
    publish(source, body=body("Melden Sie sich ab."))
    shown = beside(working("editor"), translation)
    changes = [(piece.kind, piece.text) for line in shown.context["source_lines"] for piece in line]
    assert changes[-4:] == [("same", "Melden Sie sich "), ("gone", "an"), ("new", "ab"), ("same", ".")]
    assert "<del>an</del><ins>ab</ins>" in shown.content.decode()


def test_source_without_changes_is_shown_as_it_is(pair):
    shown = beside(working("editor"), pair[1])
    assert {piece.kind for line in shown.context["source_lines"] for piece in line} == {"same"}
    assert "Melden Sie sich an." in shown.content.decode()


def test_saving_beside_the_source_keeps_a_draft_and_stays_there(pair):
    _source, translation = pair
    client = working("editor")
    address = reverse("portal_side_by_side", args=[translation.pk])
    response = client.post(address, form_of(translation, "Sign up."))
    assert response.url == address
    assert "Sign up." in "".join(Page.objects.get(pk=translation.pk).get_latest_revision_as_object().texts())


def test_publishing_beside_the_source_stays_there(pair):
    _source, translation = pair
    address = reverse("portal_side_by_side", args=[translation.pk])
    form = {**form_of(translation, "Sign up."), "action-publish": "yes"}
    assert working("reviewer").post(address, form).url == address
    assert not ArticlePage.objects.get(pk=translation.pk).has_unpublished_changes


def test_source_page_has_nothing_beside_it(pair):
    assert beside(working("editor"), pair[0]).url == reverse("wagtailadmin_pages:edit", args=[pair[0].pk])


def test_release_button_waits_until_the_translation_is_public(pair):
    _source, translation = pair
    client = working("reviewer")
    assert not beside(client, translation).context["not_public"]
    send(client, translation, form_of(translation, "Sign up."))
    assert beside(client, translation).context["not_public"]


def test_editor_of_the_source_names_its_translations(pair):
    source, translation = pair
    shown = working("editor").get(reverse("wagtailadmin_pages:edit", args=[source.pk])).content.decode()
    assert reverse("portal_side_by_side", args=[translation.pk]) in shown
