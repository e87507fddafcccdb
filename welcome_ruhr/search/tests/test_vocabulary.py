from concurrent.futures import ThreadPoolExecutor

import pytest

from welcome_ruhr.search.actions import learn, trial
from welcome_ruhr.search.models import Word
from welcome_ruhr.search.queries.rows import newest_word
from welcome_ruhr.search.words.vocabulary import Vocabulary, vocabularies


def of(*words, colourless=()):
    """Make a vocabulary; each word is its own stem."""
    vocabulary = Vocabulary()
    vocabulary.learn([(number, word, word) for number, word in enumerate(words, 1)], frozenset(colourless))
    return vocabulary


def current(language="de"):
    return vocabularies([language], newest_word())[language]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("anmeldng", [("anmeldung", 1)]),
        ("anmeldungg", [("anmeldung", 1)]),
        ("anmeldunk", [("anmeldung", 1)]),
        ("amneldung", [("anmeldung", 1)]),
        ("nmeldung", [("anmeldung", 1)]),
        ("anmeldung", [("anmeldung", 0)]),
        ("anmldng", [("anmeldung", 2)]),
        ("kiat", [("kita", 1)]),
        ("kia", [("kita", 1)]),
        ("kitaaa", [("kita", 2)]),
    ],
)
def test_word_with_a_slip_is_near_the_one_that_was_meant(typed, near):
    assert of("anmeldung", "kita", "steuer").nearest(typed) == near


@pytest.mark.parametrize("typed", ["ki", "k", "", "kxxa", "anmxxxxng", "steuxxx", "wohnung", "x" * 200])
def test_nothing_is_near_where_too_much_would_be_guessed(typed):
    assert of("anmeldung", "kita", "steuer").nearest(typed) == []


def test_numbers_are_never_taken_for_others():
    vocabulary = of("44575", "44627", "b1")
    assert [vocabulary.nearest(typed) for typed in ("44576", "4457", "b2", "a44575")] == [[], [], [], []]
    assert vocabulary.knows("44575")


def test_word_that_says_nothing_is_never_meant():
    vocabulary = of("meine", "miete", colourless=["meine"])
    assert (vocabulary.nearest("meinte"), vocabulary.knows("meine")) == ([("miete", 2)], True)
    assert vocabulary.starting_with("mei", 5) == []


def test_those_with_the_fewest_slips_are_near_and_with_the_same_first_letter_first():
    assert of("rente", "miete", "mieten").nearest("miet") == [("miete", 1)]
    assert of("bund", "hand", "hund", "kind").nearest("hnd") == [("hand", 1), ("hund", 1)]
    assert of("band", "sand", "hant").nearest("hand") == [("hant", 1), ("band", 1), ("sand", 1)]


def test_words_that_begin_or_end_so_come_the_shortest_first():
    vocabulary = of("aufenthaltserlaubnis", "erlaubnis", "erlauben", "arbeitserlaubnis", "laub")
    assert vocabulary.starting_with("erlaub", 9) == ["erlauben", "erlaubnis"]
    assert vocabulary.ending_with("erlaubnis", 9) == ["arbeitserlaubnis", "aufenthaltserlaubnis"]
    assert (vocabulary.starting_with("x", 9), vocabulary.ending_with("erlaubnis", 1)) == ([], ["arbeitserlaubnis"])


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("wohnungsgeld", ["wohnung", "geld"]),
        ("kindergeld", ["kind", "geld"]),
        ("krankenkasse", ["krank", "kasse"]),
        ("mietvertrag", ["miet", "vertrag"]),
        ("wohnungsgeldvertrag", ["wohnung", "geld", "vertrag"]),
        ("wohnungsgeldvertragskasse", []),
        ("wohnungsamt", []),
        ("wohnung", []),
        ("geldgeld", ["geld", "geld"]),
        ("x" * 200, []),
    ],
)
def test_compound_is_parted_into_words_that_are_known(compound, parts):
    vocabulary = of("wohnung", "geld", "kind", "krank", "kasse", "miet", "vertrag")
    assert vocabulary.parts_of(compound, are_linked=True) == parts


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("rentalcontract", ["rental", "contract"]),
        ("rentalcontrakt", ["rental", "contract"]),
        ("rentlcontract", ["rental", "contract"]),
        ("rentlcontrakt", []),
        ("rentalscontract", ["rental", "contract"]),
        ("rental", []),
    ],
)
def test_words_run_together_are_parted_though_one_has_a_slip(typed, parts):
    assert of("rental", "contract").parts_of(typed, are_linked=False) == parts


def test_words_are_found_by_their_consonants():
    vocabulary = of("anmeldung", "abmeldung", "anmeldungen")
    assert vocabulary.sounding_like("nmltnk") == ["anmeldung"]
    vocabulary.learn([(9, "unmildung", "unmildung")], frozenset())
    assert vocabulary.sounding_like("nmltnk") == ["anmeldung", "unmildung"]


def test_word_is_kept_with_the_stem_it_was_first_learnt_with():
    vocabulary = of("miete")
    vocabulary.learn([(2, "miete", "miet")], frozenset())
    assert (vocabulary.stems, vocabulary.newest) == ({"miete": "miete"}, 2)


@pytest.mark.django_db
def test_words_that_are_written_later_are_learnt():
    learn({("de", "miete"): "miet", ("en", "rent"): "rent"})
    assert (list(current().stems), list(current("en").stems)) == (["miete"], ["rent"])
    learn({("de", "rente"): "rent", ("de", "miete"): "miet"})
    assert current().stems == {"miete": "miet", "rente": "rent"}
    assert Word.objects.count() == 3


@pytest.mark.django_db
def test_word_whose_row_has_a_lower_number_than_the_newest_is_learnt():
    learn({("de", "miete"): "miet"})
    [late] = Word.objects.all()
    late.delete()
    learn({("de", "rente"): "rent"})
    assert list(current().stems) == ["rente"]
    late.save()
    learn({("de", "kasse"): "kass"})
    assert list(current().stems) == ["rente", "miete", "kasse"]


@pytest.mark.django_db
def test_words_of_another_database_are_forgotten():
    learn({("de", "miete"): "miet", ("de", "rente"): "rent"})
    assert len(current().stems) == 2
    Word.objects.filter(text="rente").delete()
    assert list(current().stems) == ["miete"]
    Word.objects.all().delete()
    assert current().stems == {}


@pytest.mark.django_db
def test_words_of_a_trial_are_forgotten():
    learn({("de", "miete"): "miet"})
    with trial():
        learn({("de", "rente"): "rent"})
        assert list(current().stems) == ["miete", "rente"]
    learn({("de", "kasse"): "kass"})
    assert list(current().stems) == ["miete", "kasse"]


def test_word_can_be_looked_for_in_one_thread_while_another_learns():
    words = [f"anmeldung{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    vocabulary = of(*words)
    sounding = vocabulary.sounding_like("nmltnk")

    def ask(number):
        for _ in range(50):
            vocabulary.learn([(number, f"wort{number}", "wort")], frozenset())
            assert vocabulary.nearest("anmeldng") == [(word, 2) for word in words[:3]]
            assert vocabulary.sounding_like("nmltnk") == sounding
        return number

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == list(range(8))
