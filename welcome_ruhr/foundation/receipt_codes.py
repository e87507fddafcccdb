"""Codes that somebody keeps on paper and types in again: 100 random bits and a sign that catches slips.

    new()                              "7K3M-QX2D-9RTV-4HPB-8GWEH"
    cleaned("7k3m qx2d 9rtv 4hpb 8gweh")   "7K3MQX2D9RTV4HPB8GWEH"

The alphabet is Crockford's: no I, L, O or U, so that nothing can be mistaken for 1 or 0. The database holds a
fingerprint of a code (`vault.fingerprint`), never the code.
"""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS = 20
"""of 5 bits each"""
LENGTH = RANDOM_SIGNS + 1
GROUPS = (4, 4, 4, 4, 5)
# What people type instead: letters that look like digits, and Cyrillic and Greek ones that look like Latin ones.
_MEANT = str.maketrans("OILАВЕКМНРСТУХЅЈЗОІΑΒΕΖΗΚΜΝΡΤΥΧΟΙ", "011ABEKMHPCTYXSJ301ABEZHKMNPTYX01")
_LONGEST_TYPED = 200


def new() -> str:
    """Return a code in groups, to be shown once."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return in_groups(signs + _check_sign(signs))


def made_of(digits: str) -> str:
    """Return the code that 25 random hex digits make, always the same: for whoever asks for one receipt twice."""
    bits = int(digits[:25], 16)
    signs = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(RANDOM_SIGNS))
    return in_groups(signs + _check_sign(signs))


def cleaned(typed: str) -> str:
    """Return the code without groups, whatever way it was typed; "" when it is none: one slip is always noticed."""
    text = unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED]).upper()
    signs = "".join(_digit(sign) for sign in text if sign.isalnum()).translate(_MEANT)
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return ""
    return signs if _check_sign(signs[:-1]) == signs[-1] else ""


def in_groups(signs: str) -> str:
    parts, start = [], 0
    for size in GROUPS:
        parts.append(signs[start : start + size])
        start += size
    return "-".join(parts)


def _digit(sign: str) -> str:
    """Return the digit 0–9 of a digit in any script (٣ → 3)."""
    return str(unicodedata.digit(sign)) if sign.isdigit() else sign


def _check_sign(signs: str) -> str:
    """Return a sign that changes with every single wrong sign and whenever two different signs are swapped."""
    total = 0
    for sign in signs:
        total = _doubled(total ^ ALPHABET.index(sign))
    return ALPHABET[total]


def _doubled(number: int) -> int:
    """Return twice a number of the field with 32 elements (x⁵ + x² + 1), in which each place weighs differently."""
    return (number << 1) ^ (0b100101 if number & 0b10000 else 0)
