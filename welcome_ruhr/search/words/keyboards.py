"""Words typed with another keyboard than was meant, and German words written in other letters."""

from __future__ import annotations

import re

from .folding import without_marks

LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
LAYOUTS: dict[str, list[str]] = {
    "uk": list("'йцукенгшщзхїфівапролджєячсмитьбю."),
    "ar": list("ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوزظ"),
}
"""What the same keys write in the language's own layout, in the order of LATIN_KEYS; one Arabic key writes two."""
WITH_SHIFT = str.maketrans('~{}:"<>?', "`[];',./")
LATIN = re.compile(r"[a-z]", re.IGNORECASE)

CYRILLIC_SOUNDS = {
    "а": "a", "б": "b", "в": "w", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ж": "sch", "з": "s", "и": "i",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "sch", "ю": "u", "я": "a",
    "ы": "i", "э": "e", "ё": "e", "ь": "", "ъ": "",
}  # fmt: skip
ARABIC_SOUNDS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "s", "ج": "g", "ح": "h", "خ": "ch", "د": "d", "ذ": "s", "ر": "r", "ز": "s",
    "س": "s", "ش": "sch", "ص": "s", "ض": "d", "ط": "t", "ظ": "s", "ع": "a", "غ": "g", "ف": "f", "ق": "k", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i", "ء": "", "پ": "p", "چ": "tsch", "ڤ": "w", "گ": "g",
}  # fmt: skip
SOUNDS = {"uk": CYRILLIC_SOUNDS, "ar": ARABIC_SOUNDS}
VOWELS = re.compile("[aeiouyäöüjw]")
ALIKE = (
    ("sch", "s"), ("tsch", "s"), ("ch", "h"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("tz", "s"), ("z", "s"),
    ("v", "f"), ("p", "b"), ("c", "k"), ("q", "k"), ("x", "ks"), ("d", "t"), ("g", "k"),
)  # fmt: skip


def typed_on_latin_keys(text: str, language: str) -> str:
    """Return what `text`, typed while the keyboard stood on Latin, was meant to be; empty where that cannot be."""
    layout = LAYOUTS.get(language)
    if not layout or not LATIN.search(text) or any(ord(letter) > 0x2FF for letter in text):
        return ""
    keys = dict(zip(LATIN_KEYS, layout, strict=True))
    return "".join(keys.get(letter, letter) for letter in text.lower().translate(WITH_SHIFT))


def as_it_sounds(word: str, language: str) -> str:
    """Return a word of another alphabet in Latin letters, as a German would write what is heard; empty for Latin."""
    sounds = SOUNDS.get(language, {})
    return "".join(sounds.get(letter, "") for letter in word) if word and word[0] in sounds else ""


def skeleton(word: str) -> str:
    """Return the consonants of a Latin word in small letters, those heard alike as one: "ausländer" → "slntr"."""
    bare = without_marks(word)
    for letters, heard in ALIKE:
        bare = bare.replace(letters, heard)
    bare = VOWELS.sub("", bare)
    return re.sub(r"(.)\1+", r"\1", bare)
