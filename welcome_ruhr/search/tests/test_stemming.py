from concurrent.futures import ThreadPoolExecutor

import pytest

from welcome_ruhr.search.words.stemming import stem

TOGETHER = {
    "de": [
        "Wohnung Wohnungen",
        "Anmeldung anmelden Anmeldungen",
        "Kind Kinder Kindern",
        "Arbeit arbeiten arbeitet",
        "Haus Häuser Hauses",
        "Ausländerbehörde Ausländerbehörden auslanderbehorde Auslaenderbehoerde",
        "Führerschein Fuhrerschein Führerscheine",
        "Straße Strasse Straßen",
        "Pass Pässe",
        "anmelden angemeldet anzumelden angemeldete",
        "nachholen nachgeholt nachzuholen",
        "ablaufen abgelaufen abgelaufene",
        "Angebot Angebote",
        "Auszubildende Auszubildenden",
        "Angehörige Angehörigen",
    ],
    "en": [
        "work works working worked",
        "apply applying applied",
        "register registered registering",
        "permit permits",
        "tax taxes",
        "child children kid kids",
        "pay pays paid paying",
        "drive drove driven driving",
        "lose lost losing",
        "woman women",
        "license licence licences licensed",
        "center centre centres",
        "flat flats apartment apartments",
        "mum mom mums mother",
    ],
    "ar": [
        "إقامة الإقامة اقامه والإقامة بالإقامة إقامتي إقامات",
        "عمل العمل للعمل بالعمل والعمل وعمل",
        "تأشيرة التأشيرة تأشيرات التأشيرات",
        "شقة الشقة والشقة",
        "لغة اللغة باللغة",
        "تأمين التأمين والتأمين",
        "سكن السكن والسكن",
        "والدين الوالدين",
        "يدفع تدفع بيدفع بدفع دفع",
        "أعمل تعمل يعمل نعمل عمل",
        "إيجار الإيجار",
    ],
    "fr": [
        "travailler travaille",
        "logement logements",
        "étudiant étudiante étudiants etudiant",
        "école écoles ecole",
        "assurance assurances",
        "impôt impôts impot",
    ],
    "pl": [
        "ubezpieczenie ubezpieczenia ubezpieczeniem ubezpieczeń",
        "praca pracy pracę",
        "mieszkanie mieszkania mieszkań",
        "zdrowotna zdrowotną zdrowotnego zdrowotnej",
        "szkoła szkoły szkole szkola",
    ],
    "tr": [
        "sigorta sigortası sigortayı sigortam",
        "çalışma çalışmak çalışıyorum calisma",
        "çocuk çocuklar cocuk",
        "ehliyet ehliyetimi",
        "İkamet ikametgah",
        "okul okulu okula okulda okuldan okullar",
        "ev evim evimde evden",
        "iş işim işten",
        "eş eşim eşimi",
        "puan puanlı puanlar",
        "kira kiram kirası kirayı",
    ],
    "uk": [
        "робота роботи роботу роботою",
        "квартира квартири квартиру квартирою",
        "реєстрація реєстрації",
        "працювати працюю працює працюють",
        "лікар лікаря лікарі",
        "школа школи школу",
        "дитина дитини",
        "зарплата зарплати зарплату",
        "рахунок рахунку рахунки",
        "податок податку податки податків",
        "договір договору договори",
        "дозвіл дозволу",
    ],
}
APART = {
    "de": ["Angebot anbieten", "Miete Mitte", "Rente Rinder", "Steuer Stelle", "Kind Kunde", "Arbeit Arzt"],
    "en": ["rent parent", "university universe", "tax taxi", "child chilled", "work word", "permit permission"],
    "ar": ["إيجار نجار", "سكن سكر", "طفل طالب", "والدين دين", "مدرسة مدير"],
    "fr": ["impôt import", "enfant enfance", "logement logiciel", "travail travers"],
    "pl": ["praca prawo", "dziecko dzień", "szkoła szkoda"],
    "tr": ["ev evli", "iş ilan", "kira kireç", "okul okuma", "vize vazo"],
    "uk": ["рахунок рахувати", "школа шкода", "лікар лікарня", "віза вікно"],
}


@pytest.mark.parametrize(("language", "forms"), [(code, line) for code in TOGETHER for line in TOGETHER[code]])
def test_forms_of_a_word_share_a_stem(language, forms):
    assert len({stem(form, language) for form in forms.split()}) == 1, [stem(form, language) for form in forms.split()]


@pytest.mark.parametrize(("language", "pair"), [(code, line) for code in APART for line in APART[code]])
def test_other_words_have_another_stem(language, pair):
    assert len({stem(word, language) for word in pair.split()}) == 2


def test_stem_is_in_bare_small_letters():
    words = [("Ämter", "de"), ("Élèves", "fr"), ("ŁÓDŹ", "pl"), ("Öğrenci", "tr"), ("Їжа", "uk")]
    assert [stem(word, language) for word, language in words] == ["amt", "elev", "lodz", "ogren", "ижа"]


def test_variant_of_a_language_has_its_stems():
    assert stem("Wohnungen", "de-simple") == stem("Wohnung", "de")


@pytest.mark.parametrize("language", TOGETHER)
@pytest.mark.parametrize("word", ["a", "ß", "ة", "я", "44575", "b1", "x" * 300])
def test_every_word_has_a_stem(language, word):
    assert stem(word, language) != ""


def test_threads_find_the_same_stems():
    words = [(form, code) for code, lines in TOGETHER.items() for line in lines for form in line.split()] * 20
    expected = [stem(*word) for word in words]

    def stems(_number):
        # Past the cache: what is tested are the rules.
        return [stem.__wrapped__(*word) for word in words]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(stems, range(8))) == [expected] * 8
