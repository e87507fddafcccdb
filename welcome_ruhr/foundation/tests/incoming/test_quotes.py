"""What of an answer stays visible, by program and language."""

import pytest

from welcome_ruhr.foundation.incoming import read

from .quotes import SHAPES

PROGRAMS = {"gmail", "apple", "iphone", "outlook", "thunderbird", "yahoo", "proton", "k9", "gmx"}
LANGUAGES = {"de", "en", "tr", "fr", "ar", "uk", "ru", "pl", "ro", "es"}


@pytest.mark.parametrize("name", SHAPES)
def test_only_what_is_repeated_is_folded_away(name):
    assert SHAPES[name].seen(read(SHAPES[name].raw)) == SHAPES[name].expected()


@pytest.mark.parametrize("name", [name for name in SHAPES if not name.startswith("pages/")])
def test_folding_loses_no_word(name):
    written = SHAPES[name].raw.partition(b"\r\n\r\n")[2].decode()
    mail = read(SHAPES[name].raw)
    assert sorted(f"{mail.text} {mail.quoted}".split()) == sorted(written.split())


def test_shapes_cover_every_program_and_language():
    words = {word for name in SHAPES for word in name.partition("/")[2].split("_")}
    assert (words & PROGRAMS, words & LANGUAGES) == (PROGRAMS, LANGUAGES)


def test_at_least_25_of_26_shapes_are_right():
    right = sum(shape.seen(read(shape.raw)) == shape.expected() for shape in SHAPES.values())
    assert right * 26 >= len(SHAPES) * 25
