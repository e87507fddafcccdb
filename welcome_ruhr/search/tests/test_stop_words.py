import pytest

from welcome_ruhr.search.queries.understanding import understand
from welcome_ruhr.search.words.folding import folded, without_marks
from welcome_ruhr.search.words.stop_words import FOLDER, is_colourless, stop_words

LANGUAGES = ("ar", "de", "en", "fr", "pl", "tr", "uk")
QUESTIONS = {
    "ar": ("كيف يمكنني تسجيل عنواني", ["تسجيل", "عنواني"]),
    "de": ("Wie kann ich mich anmelden?", ["anmelden"]),
    "en": ("How do I register my address, please?", ["register", "address"]),
    "fr": ("Comment est-ce que je peux m’inscrire à l’école ?", ["inscrire", "école"]),
    "pl": ("Jak mogę zameldować się w mieście?", ["zameldować", "mieście"]),
    "tr": ("Adresimi nasıl kaydettirebilirim?", ["adresimi", "kaydettirebilirim"]),
    "uk": ("Як мені зареєструвати адресу?", ["зареєструвати", "адресу"]),
}
ONLY_STOP_WORDS = {
    "ar": "كيف هو هذا",
    "de": "was ist das",
    "en": "how do I",
    "fr": "qu’est-ce que c’est",
    "pl": "jak to jest",
    "tr": "bu nasıl",
    "uk": "як це",
}
TELLING = {
    "ar": "عمل سكن طبيب مدرسة",
    "de": "Arbeit Wohnung Arzt Schule Geld Kind",
    "en": "work home doctor school money child free help",
    "fr": "travail logement médecin école argent enfant",
    "pl": "praca mieszkanie lekarz szkoła pieniądze dziecko",
    "tr": "iş ev doktor okul para çocuk",
    "uk": "робота житло лікар школа гроші дитина",
}


def telling(text, language, **how):
    return [slot.word for slot in understand(text, language, **how).slots]


def test_there_is_a_list_for_each_language_and_no_other():
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(LANGUAGES)
    assert [language for language in LANGUAGES if len(stop_words(language)) < 100] == []
    assert stop_words("xx") == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_is_in_order_and_names_each_word_once(language):
    listed = (FOLDER / f"{language}.txt").read_text().split()
    assert listed == sorted(set(listed))
    assert stop_words(language) == {without_marks(folded(word, language)) for word in listed}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_matter_are_in_no_list(language):
    assert [word for word in TELLING[language].split() if is_colourless(word, language)] == []


def test_word_is_colourless_however_it_is_written():
    assert all(is_colourless(word, "de") for word in ("für", "FÜR", "fur"))
    assert is_colourless("für", "de-simple")
    assert not is_colourless("für", "en")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_question_keeps_the_words_that_tell_the_matter(language):
    question, words = QUESTIONS[language]
    assert telling(question, language) == words


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_say_nothing_are_looked_up_where_there_are_no_others(language):
    words = telling(ONLY_STOP_WORDS[language], language)
    assert [word for word in words if is_colourless(word, language)] == words != []


def test_question_in_english_on_a_german_page_keeps_its_telling_word(shelf):
    shelf.put("Anmeldung")
    assert telling("how do I anmelden", "de") == ["anmelden"]


def test_word_that_says_nothing_abroad_stays_where_the_readers_language_has_it(shelf):
    assert telling("Will der Chef", "en") == ["chef"]
    shelf.put("Last will", language="de")
    assert telling("last will", "de") == ["last"]


def test_single_letter_says_nothing_and_a_single_digit_does(shelf):
    assert telling("Typ b oder 3", "de") == ["typ", "3"]
    assert telling("b", "de") == ["b"]
