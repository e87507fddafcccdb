"""What somebody wrote, as a mail carries it: directions of writing and links, and not a sign of markup."""

import pytest

from welcome_ruhr.foundation.mail.paragraphs import direction_of, in_direction, paragraphs
from welcome_ruhr.foundation.tests.timing import seconds

RLM = "\N{RIGHT-TO-LEFT MARK}"


def html(text, language="en"):
    return [str(one.html) for one in paragraphs(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("نعم، يمكنك.", "ar", "rtl"),
        ("BAMF: نعم، يمكنك.", "ar", "rtl"),
        ("https://example.org/", "ar", "ltr"),
        ("12.03.2026", "ar", "rtl"),
        ("Ja, das dürfen Sie.", "de", "ltr"),
        ("Ja: نعم", "de", "ltr"),
        ("نعم: ja", "de", "rtl"),
        ("12.03.2026", "de", "ltr"),
    ],
)
def test_each_paragraph_runs_as_its_words_do(text, language, direction):
    assert direction_of(text, language) == direction
    assert [one.direction for one in paragraphs(text, language)] == [direction]


def test_in_plain_text_a_mark_says_so_where_the_first_letter_would_say_otherwise():
    text = "BAMF: نعم\n\nنعم\nhttps://example.org/"
    assert in_direction(text, "ar") == f"{RLM}BAMF: نعم\n\nنعم\nhttps://example.org/"
    assert in_direction("Ja: نعم\nنعم: ja", "de") == "Ja: نعم\nنعم: ja"


def test_empty_lines_part_paragraphs_and_lines_stay_lines():
    assert html("One.\r\nTwo.\r\n \r\n\r\nThree.\n") == ["One.<br>\nTwo.", "Three."]
    assert html(" \n\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg/onload=alert(1)>',
        "https://example.org/?<script>alert(1)</script>",
        "https://example.org/'onmouseover='alert(1)",
        "javascript:alert(1)",
        "data:text/html,<b>",
        "&lt;script&gt;",
    ],
)
def test_no_sign_of_a_text_becomes_markup(text):
    (shown,) = html(text)
    without_links = shown.replace("<a href=", "").replace(' dir="ltr">', "").replace("</a>", "")
    assert "<" not in without_links
    assert "javascript:" not in shown.partition("href=")[2]


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("See https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&amp;c=2"),
        ("(see https://example.org/a)", "https://example.org/a"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("“https://example.org/a”", "https://example.org/a"),
        ("HTTP://EXAMPLE.ORG/؟", "HTTP://EXAMPLE.ORG/"),
    ],
)
def test_an_address_can_be_followed_without_the_sentence_around_it(text, href):
    (shown,) = html(text)
    assert f'<a href="{href}" dir="ltr">{href}</a>' in shown


@pytest.mark.parametrize("text", ["ftp://example.org/", "javascript:alert(1)", "www.example.org", "amal@example.org"])
def test_nothing_else_is_a_link(text):
    assert html(text) == [text]


@pytest.mark.parametrize("piece", ["https://a.", "https://", ")", "https://a" + ")" * 90 + " ", "\n \n", "א a"])
def test_a_long_text_takes_no_longer_than_it_is_long(piece):
    text = (piece * 100_000)[:100_000]
    assert seconds(paragraphs, text, "ar") + seconds(in_direction, text, "ar") < 2
