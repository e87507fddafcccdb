"""Words as they are compared: one spelling for what people write in several ways.

words("L’assurance maladie", "fr")   → ["l", "assurance", "maladie"]
folded("Ausländerbehörde", "de")     → "ausländerbehörde"; without marks "auslanderbehorde"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Signs within a word that nobody sees: where it may be parted, which letters join."""
MARKS = f"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640{UNSEEN}"
"""Signs that belong to a letter: accents written apart, Arabic vowels and the lengthening stroke."""
LETTER = r"[^\W_ʼ\u0640]"
WORD = re.compile(rf"{LETTER}+(?:[{MARKS}]+{LETTER}*)*")
KEPT_WHOLE = re.compile(rf"{WORD.pattern}(?:['’ʼ`]{WORD.pattern})*")
"""With an apostrophe inside a word: "сім’я", "landlord’s"."""
APOSTROPHE_IN_WORDS = frozenset({"uk", "en"})
ONE_MARK = re.compile(f"[{MARKS}]")
ONE_UNSEEN = re.compile(f"[{UNSEEN}]")
NOT_COMPARED = re.compile(f"['’ʼ`{UNSEEN}]")

ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "گ": "ك", "ؤ": "و", "ئ": "ي"}
) | str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
CYRILLIC = str.maketrans({"і": "и", "ї": "и", "ы": "и", "є": "е", "э": "е", "ё": "е", "ґ": "г", "ъ": "", "ь": ""})
"""One letter for those that speakers of Ukrainian and Russian take for each other."""
LATIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})


def pattern_of(language: str) -> re.Pattern[str]:
    """Return what is one word in a language."""
    return KEPT_WHOLE if language in APOSTROPHE_IN_WORDS else WORD


def spans(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each word of `text` begins and ends, and the word as it stands there."""
    for match in pattern_of(language).finditer(text):
        yield match.start(), match.end(), match[0]


def words(text: str, language: str) -> list[str]:
    """Return the words of `text` in order, in small letters."""
    return [folded(word, language) for _start, _end, word in spans(unicodedata.normalize("NFKC", text), language)]


@lru_cache(50_000)
def folded(word: str, language: str) -> str:
    """Return a word in small letters and one spelling; its accents stay, because the rules of stems know them."""
    word = unicodedata.normalize("NFKC", word)
    if language == "tr":
        word = word.replace("İ", "i").replace("I", "ı")
    word = NOT_COMPARED.sub("", word).casefold()
    if language == "ar":
        word = ONE_MARK.sub("", word).translate(ARABIC)
    return unicodedata.normalize("NFC", word)


@lru_cache(50_000)
def without_marks(word: str) -> str:
    """Return the bare letters of a folded word, as somebody types it who lacks the keys."""
    bare = ONE_MARK.sub("", unicodedata.normalize("NFD", word))
    return bare.translate(LATIN).translate(CYRILLIC)
