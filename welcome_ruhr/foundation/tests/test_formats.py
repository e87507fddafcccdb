from datetime import date

import pytest

from welcome_ruhr.foundation import formats


def test_english_dates_are_written_as_in_europe():
    assert formats.day(date(2026, 11, 22), "en") == "22 November 2026"


def test_german_dates_have_a_point_after_the_day():
    assert formats.day(date(2026, 11, 22), "de") == "22. November 2026"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-11-05", "5. November 2024"),
        ("2025-05", "Mai 2025"),
        ("2023", "2023"),
        ("2025-13", "2025-13"),
        ("2025-02-30", "2025-02-30"),
        ("", ""),
        ("undated", "undated"),
    ],
)
def test_partial_dates_say_what_is_known_and_nothing_else(text, words):
    assert formats.partial_day(text, "de") == words


@pytest.mark.parametrize(
    ("language", "words"), [("de", "A, B und C"), ("en", "A, B and C"), ("de-simple", "A, B und C"), ("ar", "A وB وC")]
)
def test_what_is_counted_up_is_joined_as_in_the_language(language, words):
    assert formats.listed(["A", "B", "C"], language) == words
    assert (formats.listed(["A"], language), formats.listed([], language)) == ("A", "")
