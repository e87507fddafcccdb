import pytest

from welcome_ruhr.search.queries import find
from welcome_ruhr.search.words.keyboards import LATIN_KEYS, LAYOUTS, as_it_sounds, skeleton, typed_on_latin_keys


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("uk", "hj,jnf", "робота"),
        ("uk", "Rdfhnbhf", "квартира"),
        ("uk", "dspf d ysvtxxbye", "віза в німеччину"),
        ("uk", ":BNKJ", "житло"),
        ("ar", "ulg", "عمل"),
        ("ar", "lk.g", "منزل"),
        ("ar", "jHadvm", "تاشيرة"),
    ],
)
def test_keys_struck_on_a_latin_keyboard_are_read_as_meant(language, typed, meant):
    assert typed_on_latin_keys(typed, language) == meant


@pytest.mark.parametrize(
    ("language", "typed"), [("de", "hj,jnf"), ("fr", "abc"), ("uk", "робота"), ("uk", "abc робота"), ("ar", "12 345")]
)
def test_nothing_is_read_where_no_other_keyboard_can_be_meant(language, typed):
    assert typed_on_latin_keys(typed, language) == ""


@pytest.mark.parametrize("language", LAYOUTS)
def test_layout_has_a_letter_of_its_own_on_each_key(language):
    assert len(LAYOUTS[language]) == len(set(LAYOUTS[language])) == len(LATIN_KEYS)


@pytest.mark.parametrize(
    ("language", "heard", "german"),
    [
        ("uk", "анмельдунг", "anmeldung"),
        ("uk", "бюргерамт", "burgeramt"),
        ("uk", "шуфа", "schufa"),
        ("ar", "انميلدونغ", "anmildung"),
        ("ar", "كيندرغلد", "kindrgld"),
        ("de", "anmeldung", ""),
        ("uk", "anmeldung", ""),
        ("uk", "", ""),
    ],
)
def test_german_word_in_other_letters_is_written_as_it_sounds(language, heard, german):
    assert as_it_sounds(heard, language) == german


@pytest.mark.parametrize(
    ("german", "heard"),
    [
        ("ausländerbehörde", "auslanderbehorde"),
        ("anmeldung", "anmildung"),
        ("kindergeld", "kindrgld"),
        ("bürgeramt", "borgiramt"),
        ("finanzamt", "finansamt"),
        ("krankenkasse", "krankinkasa"),
    ],
)
def test_words_that_sound_alike_have_one_skeleton(german, heard):
    assert skeleton(german) == skeleton(heard) != ""


@pytest.mark.parametrize(("one", "other"), [("anmeldung", "abmeldung"), ("bürgeramt", "finanzamt"), ("kita", "amt")])
def test_other_words_have_another_skeleton(one, other):
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("language", "typed", "meant"), [("uk", "hj,jnf", "робота"), ("ar", "ulg", "عمل"), ("uk", ":bnkj", "житло")]
)
def test_document_is_found_by_keys_of_another_keyboard(shelf, language, typed, meant):
    shelf.put(meant, language=language)
    found = find(typed, language)
    assert ([one.plain_title for one in found.results], found.meant) == ([meant], meant)


def test_latin_word_that_is_known_is_not_read_as_other_keys(shelf):
    shelf.put("job", language="en"), shelf.put("ощи", language="uk")
    assert (found := find("job", "uk")).meant == ""
    assert [one.plain_title for one in found.results] == ["job"]


def test_word_known_by_chance_does_not_hide_that_the_others_were_typed_on_other_keys(shelf):
    shelf.put("arm", language="de"), shelf.put("ايجار شقة", language="ar")
    assert (found := find("hd[hv arm", "ar")).meant == "ايجار شقه"
    assert [one.plain_title for one in found.results] == ["ايجار شقة"]


@pytest.mark.parametrize(
    ("language", "heard"), [("uk", "анмельдунг"), ("uk", "анмелдунг"), ("ar", "انميلدونغ"), ("ar", "أنملدونج")]
)
def test_german_document_is_found_by_a_word_as_it_sounds(shelf, language, heard):
    shelf.put("Anmeldung")
    found = find(heard, language)
    assert [one.reasons for one in found.results] == [(f"{found.question.slots[0].word} → anmeldung (sound, de)",)]
