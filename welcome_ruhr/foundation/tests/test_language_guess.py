"""Which language somebody wrote in: short texts, mixed ones, other people's letters, and what nobody knows."""

import subprocess
import sys

import pytest
from django.conf import settings

from welcome_ruhr.foundation import language_guess
from welcome_ruhr.foundation.language_guess import guess
from welcome_ruhr.foundation.languages import direction, name_of, own_name

SENTENCES = {
    "de": "Guten Tag, wo melde ich mich an?",
    "en": "May I work with my visa?",
    "tr": "Adresimi nereye kaydettirmeliyim?",
    "fr": "Bonjour, je cherche du travail",
    "ar": "هل يمكنني العمل بهذه التأشيرة؟",
    "uk": "Де мені зареєструватися?",
    "ru": "Добрый день, нужна помощь",
    "pl": "Gdzie mam się zameldować?",
    "ro": "Bună ziua, caut de lucru",
    "es": "Puedo trabajar con mi visado?",
    "fa": "کجا باید ثبت نام کنم؟",
    "vi": "Xin chào, tôi tìm việc làm",
    "zh": "我想在德国工作需要什么签证",
    "sq": "Përshëndetje, kërkoj punë",
    "el": "Καλημέρα, ψάχνω δουλειά",
    "it": "Buongiorno, cerco lavoro",
}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_one_sentence_tells_its_language(language, sentence):
    assert guess(sentence) == language


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_in_another_language_than_the_form_is_told(language, sentence):
    others = [code for code, _name in settings.LANGUAGES if not code.startswith(language)]
    assert {guess(sentence, prior=prior) for prior in others} == {language}


@pytest.mark.parametrize("text", ["", "   ", "Hallo Kim!", "شكرا لكم", "12345678901234567890", "?!?!?!?!?!?!?!"])
def test_fewer_than_twelve_letters_tell_nothing_also_with_a_form(text):
    assert (guess(text), guess(text, prior="de")) == ("", "")


def test_addresses_and_numbers_are_no_words():
    assert guess("https://example.org/wo-melde-ich-mich-an amal.mustermann@example.org 0201 000000") == ""


@pytest.mark.parametrize(
    "text",
    [
        "mar7aba kifak ana bade so2al 3an el iqama",
        "salam chetori man donbale kar migardam",
        "privet ya ischu rabotu v germanii",
        "dobryi den menya zovut Olga",
        "asdf qwer jklö uiop yxcv",
        "Mohammed Al-Hassan",
    ],
)
def test_other_letters_names_and_nonsense_are_unknown_and_believed_to_be_in_the_language_of_the_form(text):
    assert (guess(text), guess(text, prior="uk")) == ("", "uk")


def test_the_form_wins_where_no_other_language_is_clearly_better():
    assert guess("residence permit renewal") == ""
    assert guess("residence permit renewal", prior="en") == "en"
    assert guess("Termin Ausländerbehörde", prior="de") == "de"


def test_a_variant_of_the_language_stays_what_it_was():
    assert guess(SENTENCES["de"], prior="de-simple") == "de-simple"


def test_in_a_mixed_text_the_larger_part_counts():
    mixed = "Hello! Ich habe eine Frage zu meiner Anmeldung und zu meinem Visum. Wo muss ich hin? Thank you!"
    assert (guess(mixed), guess(f"{SENTENCES['ar'] * 5} Anmeldung Bürgeramt Herne")) == ("de", "ar")


def test_of_a_very_long_text_the_beginning_is_enough():
    assert guess(SENTENCES["tr"] * 500_000) == "tr"


@pytest.mark.parametrize("language", sorted(language_guess.LANGUAGES))
def test_every_language_that_is_told_has_a_name_and_a_direction(language):
    assert own_name(language)
    assert name_of(language) not in ("", language)
    assert direction(language) == ("rtl" if language in ("ar", "fa", "he", "ps", "ur") else "ltr")


def test_nothing_of_the_library_is_loaded_before_it_is_needed():
    code = (
        "import sys, django; django.setup()\n"
        "from welcome_ruhr.foundation import language_guess\n"
        "import welcome_ruhr.config.wsgi, welcome_ruhr.config.urls\n"
        "sys.exit('numpy' in sys.modules or 'py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=settings.ROOT, check=False).returncode == 0
