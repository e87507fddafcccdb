"""What somebody may have meant: other forms, slips, parts of words, words of the same group."""

import pytest

from welcome_ruhr.search.actions import save_group
from welcome_ruhr.search.queries import find, suggest

from .answers import only, titles
from .factories import make_group

pytestmark = pytest.mark.django_db

# --- words in other forms -----------------------------------------------------------------------


def test_part_of_a_compound_finds_the_whole(shelf):
    shelf.put("Aufenthaltserlaubnis"), shelf.put("Niederlassungserlaubnis")
    assert titles("Erlaubnis") == ["Aufenthaltserlaubnis", "Niederlassungserlaubnis"]
    assert only("Aufenthalt").reasons == ("aufenthalt → aufenthaltserlaubnis (related, de)",)


def test_compound_finds_its_parts(shelf):
    shelf.put("Wohnung"), shelf.put("Geld für die Wohnung"), shelf.put("Geld")
    result = find("Wohnungsgeld", "de").results[0]
    assert (result.plain_title, result.found_as) == ("Geld für die Wohnung", ("wohnung geld",))


def test_word_with_a_slip_finds_what_was_meant_and_says_so(shelf):
    shelf.put("Register your address", language="en")
    found = find("how do i regster my adress", "en")
    assert [one.plain_title for one in found.results] == ["Register your address"]
    assert (found.corrections, found.meant) == (
        {"regster": "register", "adress": "address"},
        "how do i register my address",
    )


def test_long_word_with_a_slip_is_no_word_of_a_language_the_page_is_not_in(shelf):
    shelf.put("Arbeitsvertrag"), shelf.put("Behörde")
    make_group(de=["Behörde"], tr=["arbaytsamt", "arbeitsamt"])
    assert (found := find("Arbeitsvetrag", "de")).meant == "arbeitsvertrag"
    assert [one.plain_title for one in found.results] == ["Arbeitsvertrag"]


def test_nothing_is_said_to_be_corrected_where_nothing_is_found(shelf):
    shelf.put("Anmeldung", facets=("topic:home",))
    found = find("Anmeldnug", "de", facets=("topic:work",))
    assert (found.results, found.corrections, found.meant) == ([], {}, "")


@pytest.mark.parametrize(
    ("language", "title", "typed"),
    [("pl", "Szukać", "szukac"), ("pl", "Żądać", "ZADAC"), ("fr", "Arrivée", "arrivee"), ("de", "Häuser", "hauser")],
)
def test_word_without_its_marks_is_no_slip(shelf, language, title, typed):
    shelf.put(title, language=language)
    found = find(typed, language)
    assert ([one.plain_title for one in found.results], found.corrections) == ([title], {})


@pytest.mark.parametrize("typed", ["arbeits vertrag", "Arbeitsvertrag", "arbeitsvertarg", "ARBEITS VERTRAG"])
def test_word_written_apart_or_with_a_slip_is_the_same(shelf, typed):
    shelf.put("Arbeitsvertrag")
    assert titles(typed) == ["Arbeitsvertrag"]


def test_parted_word_is_said_to_be_one(shelf):
    shelf.put("Arbeitsvertrag")
    assert find("mein arbeits vertrag fehlt", "de").meant == "mein arbeitsvertrag fehlt"


def test_what_was_typed_can_be_searched_as_it_is(shelf):
    shelf.put("Aufenthaltserlaubnis"), make_group(de=["Visum", "Aufenthaltserlaubnis"])
    for typed in ("aufenthaltserlaubnsi", "Visum", "Erlaubnis"):
        assert titles(typed) == ["Aufenthaltserlaubnis"]
        found = find(typed, "de", as_typed=True)
        assert (found.results, found.corrections, found.meant) == ([], {}, "")
    assert titles("aufenthaltserlaubnisse", as_typed=True) == ["Aufenthaltserlaubnis"]


def test_word_that_is_still_being_typed_finds_how_it_may_go_on(shelf):
    shelf.put("Ausländerbehörde"), shelf.put("Ausbildung"), shelf.put("Wohnung")
    assert titles("Auslä", is_typing=True) == ["Ausländerbehörde"]
    assert sorted(titles("aus", is_typing=True)) == ["Ausbildung", "Ausländerbehörde"]
    assert sorted(one.plain_title for one in suggest("Ausl", "de")) == ["Ausländerbehörde"]
    assert (titles("aus"), suggest("a", "de"), suggest("  ", "de")) == ([], [], [])


def test_only_the_last_word_may_go_on(shelf):
    shelf.put("Wohnung suchen"), shelf.put("Wohngeld")
    assert titles("woh such", is_typing=True) == titles("such", is_typing=True) == ["Wohnung suchen"]


# --- word groups --------------------------------------------------------------------------------


def test_words_of_a_group_find_each_other_within_a_language(shelf):
    shelf.put("Kita"), make_group(de=["Kita", "Kindergarten", "Krippe"])
    result = only("Krippe")
    assert (result.plain_title, result.found_as, result.reasons) == (
        "Kita",
        ("Kita",),
        ("krippe → Kita (synonym, de)",),
    )


def test_words_of_a_group_find_each_other_across_languages(shelf):
    shelf.put("Kita"), make_group(de=["Kita"], en=["nursery", "day care"], tr=["kreş"])
    assert [titles("nursery", "en"), titles("day care", "en"), titles("kreş", "tr"), titles("kreş", "ar")] == [
        ["Kita"]
    ] * 4


def test_words_that_led_to_a_result_are_told_in_languages_that_the_reader_can_know(shelf):
    shelf.put("Visa", language="en"), make_group(de=["Visum"], en=["Visa"], tr=["vize"])
    assert (only("Visum", "de").found_as, only("vize", "tr").found_as, only("Visum", "en").found_as) == (
        (),
        (),
        ("Visa",),
    )


def test_own_word_counts_more_than_one_of_its_group(shelf):
    shelf.put("Kindergarten"), shelf.put("Kita"), make_group(de=["Kita", "Kindergarten"])
    assert (titles("Kita"), titles("Kindergarten")) == (["Kita", "Kindergarten"], ["Kindergarten", "Kita"])


@pytest.mark.parametrize(
    "typed", ["boss pay wages", "wages: does my boss pay?", "my boss has to pay the wages", "pay wages boss please"]
)
def test_phrase_of_a_group_is_known_in_any_order_and_with_words_between_that_say_nothing(shelf, typed):
    shelf.put("Lohn"), make_group(de=["Lohn"], en=["boss pay wages"])
    assert titles(typed, "en") == ["Lohn"]


@pytest.mark.parametrize("typed", ["boss", "pay", "boss pay", "boss will pay many high wages"])
def test_part_of_a_phrase_is_not_the_phrase(shelf, typed):
    shelf.put("Lohn"), make_group(de=["Lohn"], en=["boss pay wages"])
    assert titles(typed, "en") == []


def test_phrase_with_a_word_of_no_colour_is_not_its_other_word_alone(shelf):
    shelf.put("Lohn"), make_group(de=["Lohn"], en=["not paid", "unpaid"])
    assert (titles("paid", "en"), titles("unpaid", "en")) == ([], ["Lohn"])


def test_phrase_is_found_only_where_all_its_words_stand(shelf):
    shelf.put("Health card", language="en"), shelf.put("Bank card", language="en")
    make_group(en=["insurance proof", "health card"])
    assert titles("insurance proof", "en") == ["Health card"]


def test_word_of_a_group_may_have_a_slip(shelf):
    shelf.put("Kita"), make_group(de=["Kita", "Kindergarten"])
    found = find("Kindergratne", "de")
    assert ([one.plain_title for one in found.results], found.meant) == (["Kita"], "kindergarten")


def test_group_that_has_lost_a_word_no_longer_leads_there(shelf):
    shelf.put("Kita")
    group = make_group(de=["Kita", "Krippe"], en=["nursery"])
    group.words = {"de": "Kita", "en": "nursery"}
    save_group(group=group, languages=["de"])
    assert (titles("Krippe"), titles("nursery", "en")) == ([], ["Kita"])


def test_word_longer_than_any_is_kept_cut(shelf):
    shelf.put("Kita"), make_group(de=["Kita", "x" * 200], en=["y" * 100 + " z" * 50])
    assert titles("Kita") == ["Kita"]
