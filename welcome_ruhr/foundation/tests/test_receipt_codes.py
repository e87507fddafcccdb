import re
from itertools import permutations

import pytest

from welcome_ruhr.foundation import receipt_codes
from welcome_ruhr.foundation.receipt_codes import ALPHABET, LENGTH, RANDOM_SIGNS, cleaned
from welcome_ruhr.foundation.tests.timing import seconds

CODES = ["7K3MQX2D9RTV4HPB8GWEH", "0123456789ABCDEFGHJKJ", "MNPQRSTVWXYZ01234567N"]
"""Each sign stands in one of them."""
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
CYRILLIC = str.maketrans("ABEKMHPCTYX30", "АВЕКМНРСТУХЗО")
GREEK = str.maketrans("ABEZHKMNPTYX", "ΑΒΕΖΗΚΜΝΡΤΥΧ")
FULL_WIDTH = {number: number + 0xFEE0 for number in range(0x30, 0x5B)}


def test_code_has_a_hundred_random_bits_and_comes_in_groups():
    assert 5 * RANDOM_SIGNS >= 100
    assert len(set(ALPHABET)) == 2**5
    codes = {receipt_codes.new() for _ in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch(rf"([{ALPHABET}]{{4}}-){{4}}[{ALPHABET}]{{5}}", one) for one in codes)
    # Each place takes each sign: nothing about a code can be foreseen.
    places = zip(*(one.replace("-", "")[:RANDOM_SIGNS] for one in codes), strict=True)
    assert all(set(place) == set(ALPHABET) for place in places)


def test_new_codes_are_codes():
    for _ in range(100):
        new = receipt_codes.new()
        assert receipt_codes.in_groups(cleaned(new)) == new


@pytest.mark.parametrize("code", CODES)
def test_code_is_understood_however_it_is_typed(code):
    typed = [
        code,
        code.lower(),
        f"  {receipt_codes.in_groups(code)}\n",
        " ".join(code),
        receipt_codes.in_groups(code).replace("-", " – "),
        *(code.translate(script) for script in (ARABIC, PERSIAN, CYRILLIC, GREEK, FULL_WIDTH)),
        code.translate(CYRILLIC).lower(),
        code.replace("0", "O").replace("1", "I"),
        code.lower().replace("0", "o").replace("1", "l"),
        f"\u200f{code}\u200e",
    ]
    assert [cleaned(one) for one in typed] == [code] * len(typed)


def test_every_single_wrong_sign_is_noticed():
    right = CODES[0]
    wrong = [
        right[:place] + sign + right[place + 1 :]
        for place in range(LENGTH)
        for sign in ALPHABET
        if sign != right[place]
    ]
    assert len(wrong) == LENGTH * 31
    assert [one for one in wrong if cleaned(one)] == []


def test_every_swap_of_neighbours_is_noticed():
    for first, second in permutations(ALPHABET, 2):
        pairs = (first + second) * (RANDOM_SIGNS // 2)
        right = next(pairs + sign for sign in ALPHABET if cleaned(pairs + sign))
        swapped = [right[:place] + right[place + 1] + right[place] + right[place + 2 :] for place in range(LENGTH - 1)]
        assert [one for one in swapped if one != right and cleaned(one)] == []


@pytest.mark.parametrize(
    "typed", ["", "7K3M", CODES[0][:-1], CODES[0] + "0", "U" * LENGTH, "م" * LENGTH, "ﷺ" * 9, "²" * LENGTH]
)
def test_what_is_no_code_is_none(typed):
    assert cleaned(typed) == ""


@pytest.mark.parametrize("sign", ["7", " ", "ﷺ", "\u0301", "-", "ß"])
def test_a_megabyte_of_text_is_refused_quickly(sign):
    assert cleaned(sign * 1_000_000) == ""
    assert seconds(cleaned, sign * 1_000_000) < 0.5
