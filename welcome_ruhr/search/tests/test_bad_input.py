from unicodedata import category

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from welcome_ruhr.search.queries import Found, cleaned, find, suggest

from .factories import make_group

TEXTS = {
    "ten thousand letters": "x" * 10_000,
    "ten thousand words": "miete " * 10_000,
    "five hundred words": " ".join(f"wort{number}" for number in range(500)),
    "five hundred slips": " ".join(f"meite{number}" for number in range(500)),
    "long compound": "miete" * 40,
    "run together": "mietekaution" * 16,
    "letters that grow": "ﷺ" * 200,
    "sharp s": "ß" * 200,
    "marks": "a" + "\u0301" * 5000,
    "tatweel": "ـ" * 5000,
    "apostrophes": "a'" * 5000,
    "AND": "miete AND kaution",
    "OR NOT NEAR": "OR miete NOT kaution NEAR(miete kaution, 5)",
    "only operators": "AND OR NOT NEAR",
    "star": "miet*",
    "caret": "^miete",
    "column": "title:miete",
    "brackets": "((miete",
    "hyphen": "-miete",
    "plus": "miete + kaution",
    "double quotes": '"miete',
    "single quotes": "miet'e''",
    "quotes in quotes": '"\'"\'"',
    "braces": "{miete kaution} : x",
    "only stop words": "wie ist das",
    "one stop word": "und",
    "emoji": "🏭 miete 👩‍👩‍👧",
    "only emoji": "🏭🏭",
    "NUL": "mie\x00te \x00",
    "controls": "\x01\x02\x1b[31m\x7f\x9f",
    "right-to-left marks": "\u202e\u200fmiete\u2067",
    "lone surrogate": "miete \ud800 \udfff",
    "not a character": "\ufffe\uffff\U0010ffff",
    "private use": "\ue000\U000f0000",
    "zero width": "mi\u200dete\u200c \u200b\u2060",
    "SQL": "'; DROP TABLE search_index; --",
    "SQL union": "miete' UNION SELECT 1, 2, 3 --",
    "FTS5": 'title : "miete" * NEAR(a b, 10) {title text}',
    "tsquery": "miete & !kaution | (a <-> b:*A) <2> c",
    "percent": "100% %s %(name)s",
    "underscore": "_ __ miete_kaution",
    "backslashes": "\\ \\\\ miete\\' \\0",
    "question marks": "? (?) $1 :name",
    "one letter": "m",
    "digits": "44575",
    "many digits": "9" * 500,
    "digits of another script": "٤٤٥٧٥",
    "HTML": "<script>alert('miete')</script>",
    "blanks": " \t\n\u3000\u00a0",
    "nothing": "",
    "Chinese": "租房合同",
    "Thai": "สัญญาเช่า",
}
LANGUAGES = ("de", "en", "ar", "uk", "tr", "fr", "pl", "de-simple")
FINDING = {
    "ten thousand words", "AND", "OR NOT NEAR", "star", "caret", "column", "brackets", "hyphen", "plus",
    "double quotes", "braces", "emoji", "right-to-left marks", "lone surrogate", "zero width", "SQL union",
    "FTS5", "tsquery", "underscore", "backslashes", "HTML",
}  # fmt: skip
"""Texts with the word "miete" among the signs."""


@pytest.fixture
def books(shelf):
    shelf.put("Miete", text="Kaution"), shelf.put("Rent", language="en"), shelf.put("إيجار", language="ar")
    make_group(de=["Miete", "Kaltmiete"], en=["rent"], ar=["إيجار"])
    return shelf


@pytest.mark.parametrize("name", TEXTS)
def test_whatever_is_typed_is_answered(books, name):
    for language in LANGUAGES:
        assert isinstance(find(TEXTS[name], language), Found)
        assert isinstance(find(TEXTS[name], language, as_typed=True, is_typing=True), Found)
        assert isinstance(suggest(TEXTS[name], language), list)


@pytest.mark.parametrize("name", sorted(FINDING))
def test_word_among_signs_is_found(books, name):
    assert find(TEXTS[name], "de").results[0].plain_title == "Miete"


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_shown_again_has_a_bound_and_nothing_unseen(name):
    text = cleaned(TEXTS[name])
    assert len(text) <= 200
    assert text == cleaned(text) == " ".join(text.split())
    assert {category(letter) for letter in text} & {"Cc", "Cf", "Co", "Cs"} == set()


def test_text_is_cut_and_not_refused(books):
    assert find("miete " + "x" * 10_000, "de").results[0].plain_title == "Miete"
    assert find("x" * 300 + " miete", "de").results == []


@pytest.mark.parametrize("name", ["AND", "five hundred words", "SQL", "run together", "five hundred slips", "percent"])
def test_bad_input_asks_the_database_no_more_often(books, name):
    find("miete", "de")
    assert queries(TEXTS[name]) <= queries("meite")


def test_as_many_queries_for_one_word_and_result_as_for_several(books):
    find("miete", "de")
    few = queries("miete")
    for number in range(20):
        books.put(f"Miete und Kaution {number}", facets=("topic:home",))
    find("miete", "de")
    assert len(find("miete", "de").results) == 10
    assert [queries("miete"), queries("wo ist die miete und kaution"), queries("rent")] == [few] * 3


def queries(text):
    with CaptureQueriesContext(connection) as asked:
        find(text, "de")
    return len(asked)
