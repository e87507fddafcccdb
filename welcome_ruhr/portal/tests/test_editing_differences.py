"""The source's text for a translator, and what has changed in it, word by word."""

import pytest
from django.utils.translation import override

from welcome_ruhr.portal.content.writing import translatable_text
from welcome_ruhr.portal.editing.differences import Piece, compare
from welcome_ruhr.portal.editing.reading import readable

from .factories import body, make_article, make_home, make_journey, make_journey_index, part


def test_changed_word_stands_between_the_words_that_stay():
    [line] = compare("Sie haben 14 Tage Zeit.", "Sie haben 7 Tage Zeit.")
    assert line == [
        Piece("same", "Sie haben "),
        Piece("gone", "14"),
        Piece("new", "7"),
        Piece("same", " Tage Zeit."),
    ]


def test_token_changes_as_a_whole():
    [line] = compare("Ab {{ fact:old_fee }} im Jahr.", "Ab {{ fact:new_fee }} im Jahr.")
    assert line[1:3] == [Piece("gone", "{{ fact:old_fee }}"), Piece("new", "{{ fact:new_fee }}")]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("A eins.\nB zwei.", "A eins.\nB zwei.", [[("same", "A eins.")], [("same", "B zwei.")]]),
        ("A eins.", "A eins.\nGanz anderer Satz.", [[("same", "A eins.")], [("new", "Ganz anderer Satz.")]]),
        ("A eins.\nGanz anderer Satz.", "A eins.", [[("same", "A eins.")], [("gone", "Ganz anderer Satz.")]]),
        ("Kurz: ja", "Völlig neue Zeile hier", [[("new", "Völlig neue Zeile hier")], [("gone", "Kurz: ja")]]),
        ("", "Neu.", [[("new", "Neu.")]]),
    ],
)
def test_lines_are_the_same_new_or_gone(before, after, lines):
    assert [[(piece.kind, piece.text) for piece in line] for line in compare(before, after)] == lines


def test_nothing_is_lost_between_two_texts():
    before, after = "Eins zwei.\nDrei vier fünf.\n\nSechs.", "Eins drei.\nSieben.\nDrei vier sechs.\nSechs."
    lines = compare(before, after)
    for kind, text in (("gone", before), ("new", after)):
        told = ["".join(piece.text for piece in line if piece.kind in ("same", kind)) for line in lines]
        assert [line for line in told if line] == [line for line in text.splitlines() if line]


@pytest.mark.django_db
def test_article_is_read_with_labels_in_place_of_marks():
    make_home()
    steps = part(
        "steps", {"heading": "So geht es", "items": [part("item", {"title": "Termin", "text": "<p>Anrufen.</p>"})]}
    )
    page = make_article("Konto: so", summary="Kurz.", body=body("Ein Satz.", steps))
    with override("en"):
        lines = readable(translatable_text(page)).splitlines()
    assert lines == [
        "Title: Konto: so",
        "Summary: Kurz.",
        "Ein Satz.",
        "Steps: So geht es",
        "1. **Termin.** Anrufen.",
    ]


@pytest.mark.django_db
def test_steps_of_a_journey_are_read_in_order():
    make_home()
    step = {"title": "Anmelden", "text": "<p>Gehen Sie hin.</p>", "deadline": "14 Tage", "papers": ["Pass"]}
    journey = make_journey("Weg", index=make_journey_index(), steps=[step, {"title": "Konto"}])
    with override("en"):
        lines = readable(translatable_text(journey)).splitlines()
    assert lines[-5:] == ["1. Anmelden", "Gehen Sie hin.", "Deadline: 14 Tage", "Paper: Pass", "2. Konto"]


def test_text_that_is_no_yaml_is_shown_as_it_is():
    assert readable("title: 'offen\nEin Satz.\n\n- id: : :\n").endswith("Ein Satz.\n- id: : :")
