import unicodedata

import pytest

from welcome_ruhr.search.words.folding import folded, without_marks, words

SAME = [
    ("de", "Straße", "strasse"),
    ("de", "STRAẞE", "strasse"),
    ("de", "Behörde", "behorde"),
    ("fr", "Élève", "eleve"),
    ("fr", "œuvre", "oeuvre"),
    ("pl", "Łódź", "lodz"),
    ("pl", "ŻÓŁĆ", "zolc"),
    ("tr", "İstanbul", "istanbul"),
    ("tr", "ISPARTA", "isparta"),
    ("tr", "ışık", "isik"),
    ("de", "İstanbul", "istanbul"),
    ("en", "naïve", "naive"),
    ("de", "ﬁrma", "firma"),
    ("ar", "أوراق", "اوراق"),
    ("ar", "إقامة", "اقامه"),
    ("ar", "آسف", "اسف"),
    ("ar", "ٱسم", "اسم"),
    ("ar", "مستشفى", "مستشفي"),
    ("ar", "مسؤول", "مسوول"),
    ("ar", "عائلة", "عايله"),
    ("ar", "تأشیرة", "تاشيره"),
    ("ar", "کتاب", "كتاب"),
    ("ar", "مُدَرِّسَة", "مدرسه"),
    ("ar", "عـــمل", "عمل"),
    ("uk", "їжа", "ижа"),
    ("uk", "єдиний", "единии"),
    ("uk", "ґрунт", "грунт"),
    ("uk", "школьный", "школнии"),
]


@pytest.mark.parametrize(("language", "written", "bare"), SAME)
def test_word_has_one_bare_spelling(language, written, bare):
    assert without_marks(folded(written, language)) == bare


@pytest.mark.parametrize(("language", "written", "bare"), SAME)
def test_letters_with_marks_written_apart_are_the_same(language, written, bare):
    [word] = words(unicodedata.normalize("NFD", written), language)
    assert (word, without_marks(word)) == (folded(written, language), bare)


def test_dotless_i_is_another_letter_in_turkish_alone():
    assert [folded("ILIK", language) for language in ("tr", "en")] == ["ılık", "ilik"]
    assert folded("İYİ", "tr") == "iyi"


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_ukrainian_word_is_one_with_any_apostrophe_and_without(apostrophe):
    assert words(f"моя сім{apostrophe}я", "uk") == ["моя", "сімя"]
    assert folded("сім’я", "uk") == folded("сімя", "uk")


def test_ukrainian_and_russian_letters_are_taken_for_each_other():
    pairs = [("мрія", "мрия"), ("язык", "язик"), ("ёлка", "елка"), ("объява", "обява"), ("это", "ето")]
    assert [pair for pair in pairs if len({without_marks(folded(word, "uk")) for word in pair}) > 1] == []


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_french_article_is_a_word_of_its_own(apostrophe):
    assert words(f"L{apostrophe}assurance d{apostrophe}été", "fr") == ["l", "assurance", "d", "été"]


def test_english_genitive_stays_with_its_word():
    assert words("the landlord’s flat, don't", "en") == ["the", "landlords", "flat", "dont"]


def test_words_with_digits_are_whole_and_signs_part_words():
    assert words("Kurs B1/B2, §18g; A1-Bescheinigung 44575", "de") == [
        "kurs",
        "b1",
        "b2",
        "18g",
        "a1",
        "bescheinigung",
        "44575",
    ]
    assert words("snake_case e-mail 24/7", "en") == ["snake", "case", "e", "mail", "24", "7"]


@pytest.mark.parametrize("digits", ["٤٤٥٧٥", "۴۴۵۷۵", "４４５７５"])
def test_postcode_is_the_same_in_the_digits_of_another_script(digits):
    assert words(digits, "ar") == ["44575"]


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_sign_that_nobody_sees_does_not_part_a_word(hidden):
    assert words(f"Aufenthalts{hidden}titel", "de") == ["aufenthaltstitel"]


@pytest.mark.parametrize("text", ["", "   ", "?!", "🏭", "_", "\u0301", "-\u200f-", "ـــ", "ʼ"])
def test_text_without_letters_has_no_words(text):
    assert [words(text, language) for language in ("de", "ar", "uk")] == [[], [], []]
