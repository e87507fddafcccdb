import pytest

from welcome_ruhr.search.words.plain_text import beginning, without_tags


def test_tags_and_figures_are_no_words():
    assert without_tags("<p>Kinder &amp; Eltern</p>{{ fact:salary }}<b>hier</b>").split() == [
        "Kinder",
        "&",
        "Eltern",
        "hier",
    ]


@pytest.mark.parametrize(
    ("rich", "read"),
    [
        ("<p>Die <b>Miete</b>, bitte.</p>", "Die Miete, bitte."),
        ("<ul><li>Pass</li><li>Foto</li></ul>", "Pass · Foto ·"),
        ("<h2>Was?</h2><p>Das.</p>", "Was? Das."),
        ("Mindestens {{ fact:salary }} im Jahr", "Mindestens {{fact:salary}} im Jahr"),
        ("Die [[Duldung auf Probe]]", "Die Duldung auf Probe"),
    ],
)
def test_beginning_is_what_a_reader_reads(rich, read):
    assert beginning(rich, 100) == read


def test_beginning_ends_with_a_whole_word_and_no_piece_of_a_tag():
    assert beginning("<p>eins zwei drei</p>", 10) == "eins zwei"
    assert beginning('<p>eins</p><a href="https://example.org/lang">zwei</a>', 10) == "eins"
