import json

import pytest
from django.core.management import CommandError, call_command

from welcome_ruhr.search.index import index
from welcome_ruhr.search.models import IndexedDocument

from .factories import make_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def books(shelf):
    shelf.put("Miete", summary="Was Wohnen kostet.", facets=("topic:home",)), shelf.put("Mietvertrag")
    shelf.put("Rent", number=1, language="en", facets=("topic:home",))
    return shelf


def said(capsys, *arguments, **options):
    call_command("search", *arguments, **options)
    return capsys.readouterr().out


def test_answer_is_printed_with_ranks_scores_and_reasons(books, capsys):
    answer = json.loads(said(capsys, "meite"))
    assert (answer["query"], answer["language"], answer["languages_searched"]) == ("meite", "de", ["de", "en"])
    assert (answer["meant"], answer["corrections"]) == ("miete", {"meite": "miete"})
    first = answer["results"][0]
    assert first.pop("score") > 0
    assert first == {
        "rank": 1,
        "title": "Miete",
        "number": 1,
        "kind": "book",
        "name": "shelf:1",
        "href": "/de/1/",
        "language": "de",
        "excerpt": "Was Wohnen kostet.",
        "found_as": [],
        "facets": ["topic:home"],
        "reasons": ["meite → miete (correction, de)"],
        "is_pinned": False,
    }


def test_answer_names_what_was_looked_up_for_each_word(books, capsys):
    make_group(de=["Miete", "Kaltmiete"], en=["rent"])
    answer = json.loads(said(capsys, "how much is rent", language="en"))
    assert list(answer["looked_up"]) == ["rent"]
    assert answer["looked_up"]["rent"][:2] == ["rent (word, en, 1.00)", "Miete (synonym, de, 0.72)"]
    assert [one["rank"] for one in answer["results"]] == list(range(1, len(answer["results"]) + 1))


def test_several_texts_are_answered_one_a_line(books, capsys):
    lines = said(capsys, "Miete", "Mietvertrag", "Quetschkommode").splitlines()
    answers = [json.loads(line) for line in lines]
    assert [answer["query"] for answer in answers] == ["Miete", "Mietvertrag", "Quetschkommode"]
    assert [answer["results"][0]["title"] if answer["results"] else "" for answer in answers] == [
        "Miete",
        "Mietvertrag",
        "",
    ]


def test_answer_can_be_narrowed_shortened_and_left_as_typed(books, capsys):
    answers = [
        json.loads(said(capsys, "Miete", **options))
        for options in ({"facet": ["topic:home"]}, {"facet": ["topic:work"]}, {"most": 1}, {"as_typed": True})
    ]
    assert [[one["title"] for one in answer["results"]] for answer in answers] == [["Miete"], [], ["Miete"], ["Miete"]]


@pytest.mark.parametrize(
    "arguments", [["Miete", "--language", "xx"], ["Miete", "--language", "DE"], ["Miete", "--most", "0"], []]
)
def test_what_cannot_be_asked_is_refused(books, arguments):
    with pytest.raises(CommandError):
        call_command("search", *arguments)


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "🏭", "' OR 1=1 --"])
def test_odd_text_is_answered(books, capsys, text):
    assert json.loads(said(capsys, text))["results"] == []


def test_index_that_is_made_anew_gives_the_same_answers(books, capsys):
    make_group(de=["Miete", "Kaltmiete"])
    before = [said(capsys, text) for text in ("Kaltmiete", "meite", "Vertrag")]
    index().clear(), IndexedDocument.objects.all().delete()
    assert json.loads(said(capsys, "Miete"))["results"] == []
    call_command("index_search")
    assert capsys.readouterr().out == "3 documents in the index.\n"
    assert [said(capsys, text) for text in ("Kaltmiete", "meite", "Vertrag")] == before
