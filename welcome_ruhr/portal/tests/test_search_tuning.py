"""The editors' side of the search: word groups, how people ask, pins, and what a change would do."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from welcome_ruhr.search.models import Asked, AskedAs, Phrase, Pin, WordGroup
from welcome_ruhr.search.queries import find

from .editors import working
from .factories import home_page, make_article, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    home_page()
    return make_article("Kindertagesstätte", topic=make_topic("familie"), content_id="childcare")


def titles(words, language="de"):
    return [one.plain_title for one in find(words, language).results]


LANGUAGES = ("de", "en", "ar", "fr", "pl", "tr", "uk", "de-simple")


def group_data(**words):
    form = {f"words_{code}": words.get(code, "") for code in LANGUAGES}
    return {"key": "childcare", **form}


def test_editor_adds_a_word_group_and_it_counts_at_once(article):
    editor = working("editor")
    address = reverse(WordGroup.snippet_viewset.get_url_name("add"))
    answer = editor.post(address, group_data(de="Kita\nKindertagesstätte"))
    assert answer.status_code == 302
    assert Phrase.objects.count() == 2
    assert titles("Kita") == ["Kindertagesstätte"]


def test_change_is_shown_before_and_after_and_is_not_made(article):
    data = {**group_data(de="Kita\nKindertagesstätte"), "try_words": "Kita", "try_language": "de"}
    answer = working("editor").post(reverse("search_try_change", args=["group"]), data)
    before, after = (answer.context[name] for name in ("before", "after"))
    assert ([one.plain_title for one in before.results], [one.plain_title for one in after.results]) == (
        [],
        ["Kindertagesstätte"],
    )
    assert (WordGroup.objects.count(), Phrase.objects.count(), titles("Kita")) == (0, 0, [])


def test_how_people_ask_is_tried_before_it_is_saved(article):
    data = {"page": article.pk, "phrases_de": "wer passt auf mein Baby auf"}
    trying = {**data, "try_words": "aufpassen baby", "try_language": "de"}
    answer = working("editor").post(reverse("search_try_change", args=["asked"]), trying)
    assert [one.plain_title for one in answer.context["after"].results] == ["Kindertagesstätte"]
    assert AskedAs.objects.count() == 0


def test_pin_puts_a_page_first_whatever_the_order_of_the_words(article):
    other = make_article("Elterngeld für Kinder", topic=make_topic("geld"))
    editor = working("editor")
    address = reverse(Pin.snippet_viewset.get_url_name("add"))
    data = {"language": "de", "words": "Kindertagesstätte Geld", "page": other.pk}
    assert editor.post(address, data).status_code == 302
    assert titles("geld kindertagesstätte")[0] == "Elterngeld für Kinder"
    again = editor.post(address, {**data, "words": "Geld, Kindertagesstätte"})
    assert "is pinned already" in str(again.context["form"].errors) or "bereits" in str(again.context["form"].errors)


def test_word_group_may_speak_any_language_but_must_speak_one(article):
    editor, address = working("editor"), reverse(WordGroup.snippet_viewset.get_url_name("add"))
    assert editor.post(address, group_data(ar="حضانة")).status_code == 302
    refused = editor.post(address, {**group_data(), "key": "empty"})
    assert "words" in refused.context["form"].errors
    assert list(WordGroup.objects.values_list("key", flat=True)) == ["childcare"]


def test_form_that_is_wrong_says_so_instead_of_trying(article):
    data = {**group_data(), "try_words": "Kita", "try_language": "de"}
    answer = working("editor").post(reverse("search_try_change", args=["group"]), data)
    assert answer.context["form"].errors
    assert "after" not in answer.context


def test_tuning_page_explains_results_and_lists_what_is_searched(article):
    row = {"month": date(2026, 11, 1), "language": "de", "last_on": date(2026, 11, 20)}
    Asked.objects.create(words="kita", times=5, in_vain=5, **row)
    Asked.objects.create(words="schule", times=4, followed=0, **row)
    Asked.objects.create(words="arbeit", times=9, followed=3, **row)
    Asked.objects.create(words="kim müller", times=1, in_vain=1, **row)
    answer = working("editor").get(reverse("search_tuning"), {"try_words": "kindertagesstätte", "try_language": "de"})
    most, vain, left = ([one["words"] for one in some["rows"]] for some in answer.context["lists"])
    assert (most, vain, left) == (["arbeit", "kita", "schule"], ["kita"], ["schule"])
    assert "(word, de)" in answer.content.decode()


@pytest.mark.parametrize("address", [reverse("search_tuning"), reverse("search_try_change", args=["group"])])
def test_strangers_are_sent_to_sign_in(address):
    home_page()
    for answer in (Client().get(address), Client().post(address)):
        assert (answer.status_code, "/account/login/" in answer.headers["Location"]) == (302, True)
