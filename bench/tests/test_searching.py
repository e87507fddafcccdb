"""What the search is asked, and how its answers are judged; nothing here takes time."""

import csv
from collections import Counter
from random import Random

import pytest
from django.conf import settings

from bench.judged_queries import (
    DIFFICULTIES,
    FOLDER,
    Answered,
    Judged,
    judged_queries,
    met_by_difficulty,
    share_alike,
    share_met,
    write_missed,
)
from bench.portals import ROOT
from bench.questions import Asked, questions, with_slip
from bench.searching import judged_rows
from bench.yardstick import Yardstick
from welcome_ruhr.search.documents import Document

LANGUAGES = [code for code, _name in settings.LANGUAGES]
FEWEST_QUERIES = 60
FOLDERS = {
    "articles": "article",
    "audiences": "audience",
    "journeys": "journey",
    "legal": "legal",
    "news": "news",
    "pages": "page",
    "phases": "phase",
    "topics": "topic",
}
ROWS = {
    "municipalities.csv": ("town", "slug"),
    "offices.csv": ("office", "key"),
    "institutions.csv": ("institution", "key"),
}
JOBS, RENT, TAX = (
    Answered(Judged("en", "jobs", "plain", ("article:find-a-job",)), ("article:find-a-job", "topic:work")),
    Answered(Judged("en", "rent up front", "colloquial", ("article:deposit",)), ("a", "b", "c", "article:deposit")),
    Answered(Judged("de", "Steuer", "plain", ("article:tax-id", "topic:tax")), ("x", "y", "topic:tax")),
)


# --- questions to the seeded site ------------------------------------------------------------


def test_questions_are_the_same_every_time():
    assert questions(30, LANGUAGES) == questions(30, LANGUAGES)


def test_every_language_gets_questions_of_each_kind_in_their_shares():
    kinds = Counter((one.language, one.kind) for one in questions(600, LANGUAGES))
    shares = {"short": 25, "middle": 25, "whole": 15, "slip": 10}
    assert kinds == {(language, kind): count for language in LANGUAGES for kind, count in shares.items()}


@pytest.mark.parametrize(("kind", "fewest", "most"), [("short", 1, 2), ("middle", 3, 5), ("whole", 7, 10)])
def test_question_has_as_many_words_as_its_kind_says(kind, fewest, most):
    lengths = {len(one.text.split()) for one in questions(600, LANGUAGES) if one.kind == kind}
    assert lengths == set(range(fewest, most + 1))


@pytest.mark.parametrize("number", range(20))
def test_slip_changes_one_of_the_longer_words(number):
    words = ["an", "Anmeldung", "Wohnung"]
    slipped = with_slip(Random(number), words)
    assert slipped[0] == "an"
    assert [one == other for one, other in zip(slipped, words, strict=True)].count(False) == 1


def test_half_typed_question_ends_in_the_middle_of_its_last_word():
    assert Asked("de", "short", "neue Wohnung").half_typed == ("neue Wohn", "de")
    assert Asked("de", "short", "Amt").half_typed == ("Am", "de")


# --- judged queries ----------------------------------------------------------------------------


def test_query_with_several_ids_is_met_by_any_of_them_in_the_first_three():
    assert [one.is_met for one in (JOBS, RENT, TAX)] == [True, False, True]


def test_queries_met_are_counted():
    assert share_met([JOBS, RENT, TAX, JOBS]) == 0.75
    assert met_by_difficulty([JOBS, RENT, TAX]) == "plain 2/2, colloquial 0/1"


def test_only_the_first_three_results_have_to_be_alike():
    longer = Answered(RENT.judged, (*RENT.names, "more"))
    swapped = Answered(TAX.judged, ("y", "x", "topic:tax"))
    assert share_alike([JOBS, RENT, TAX, JOBS], [JOBS, longer, swapped, JOBS]) == 0.75


def test_queries_not_met_are_listed_with_what_came_first(tmp_path):
    write_missed(tmp_path / "missed.csv", [JOBS, RENT, TAX])
    assert (tmp_path / "missed.csv").read_text() == (
        "language,query,difficulty,expected,found\nen,rent up front,colloquial,article:deposit,a | b | c\n"
    )


def test_worse_of_both_databases_is_the_one_that_counts():
    nothing = Answered(TAX.judged, ())
    rows = {row.what: row for row in judged_rows([JOBS, TAX], [JOBS, nothing], [nothing, TAX])}
    assert rows["judged queries, de: met by the first three"].value == 0
    assert rows["judged queries, en: met by the first three"].value == 1
    assert rows["judged queries, plain: met by the first three"].note == "2 in all languages; missed: de Steuer"
    assert rows["judged queries: first three alike on both databases"].value == 0.5
    assert rows["judged queries: ours / tantivy"].value == 2


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_language_has_enough_queries_of_every_difficulty(path):
    found = [one for one in judged_queries() if one.language == path.stem]
    assert path.stem in LANGUAGES
    assert len({one.query for one in found}) == len(found) >= FEWEST_QUERIES
    assert {one.difficulty for one in found} == set(DIFFICULTIES)


def test_what_is_expected_stands_in_the_content_files():
    expected = {name for one in judged_queries() for name in one.expected}
    assert expected - _ids_of_content() == set()


def _ids_of_content():
    content = ROOT / "content"
    ids = {
        f"{kind}:{path.name.partition('.')[0]}"
        for folder, kind in FOLDERS.items()
        for path in (content / folder).rglob("*.*")
    }
    for name, (kind, key) in ROWS.items():
        with (content / name).open(encoding="utf-8", newline="") as file:
            ids |= {f"{kind}:{row[key]}" for row in csv.DictReader(file) if row.get("published", "yes") == "yes"}
    return ids


# --- tantivy -------------------------------------------------------------------------------------


def document(name, language, title, text=""):
    return Document("page", 1, language, name, name, "article", title=title, text=text)


def test_yardstick_finds_in_the_reader_s_languages_the_titles_first():
    yardstick = Yardstick(
        [
            document("a", "de", "Wohnen", "Wohnungen und Anmeldung"),
            document("b", "de", "Anmeldung der Wohnung"),
            document("c", "fr", "Anmeldung"),
        ],
        LANGUAGES,
    )
    assert yardstick.names("anmeldungen?", "uk") == ["b", "a"]
    assert set(yardstick.names('anmeldung (" : -', "fr")) == {"a", "b", "c"}
