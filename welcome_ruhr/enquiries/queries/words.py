"""Words as the desk compares them: small letters without accents. Unlike the search of the portal it keeps no word."""

from __future__ import annotations

import unicodedata

BARE = str.maketrans("ıłøđ", "ilod")
"""Letters of which Unicode does not take the stroke away, or the missing dot."""


def plain(text: str) -> str:
    """Return the bare small letters of a text: "Ausländer" → "auslander", "diplomayı" → "diplomayi"."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(BARE)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def holds_all(text: str, words: list[str]) -> bool:
    """Whether a text holds all of these plain words, or words that have them inside."""
    bare = plain(text)
    return all(word in bare for word in words)


def around(text: str, word: str, most: int) -> str:
    """Return a plain word's first place in a text, with so many signs before and behind it, in one line."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    bare, places = "", []
    for place, sign in enumerate(line):
        letters = plain(sign)
        bare += letters
        places += [place] * len(letters)
    found = bare.find(word)
    if found < 0:
        return ""
    begin, end = places[found], places[found + len(word) - 1] + 1
    before, behind = line[max(0, begin - most) : begin], line[end : end + most]
    return ("… " if begin > most else "") + before + line[begin:end] + behind + (" …" if end + most < len(line) else "")
