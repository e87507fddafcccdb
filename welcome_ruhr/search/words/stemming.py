"""Stems: what the forms of a word have in common. `stem("Wohnungen", "de") == stem("wohnung", "de")`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import local

import Stemmer

from welcome_ruhr.foundation.languages import base_of

from .folding import folded, without_marks

SNOWBALL = {"de": "german", "en": "english", "fr": "french", "ar": "arabic", "pl": "polish"}
TURKISH_STEM = 5
"""Cutting Turkish words after five letters finds as much as analysing them (Can et al., Information Retrieval on
Turkish Texts, JASIST 59, 2008); Snowball's rules part "sigorta" from "sigortası"."""
TURKISH_ENDINGS = Path(__file__).with_name("turkish_endings.txt").read_text().split()
"""Of number, possession and case, in bare letters: "okulu", "okulda" and "kiram" are shorter than what is cut."""
TURKISH_ENDING = re.compile(f"(?<=...)({'|'.join(TURKISH_ENDINGS)}|(?<![aeiou])l[iu])$")
TURKISH_OF_TWO = re.compile(f"^(ev|is|es)(?:{'|'.join(TURKISH_ENDINGS)}){{1,3}}$")
"""Home, work and spouse: "ev", "iş", "eş"; "evli", married, is another word."""
TURKISH_WITH_ENDINGS = 8
"""Letters of the longest word that is freed of its endings."""
UKRAINIAN_ENDINGS = Path(__file__).with_name("ukrainian_endings.txt").read_text().split()
"""Of nouns, adjectives and verbs; a light rule, there is no Snowball stemmer."""
UKRAINIAN_ENDING = re.compile(
    f"(?<=...)({'|'.join(sorted({without_marks(end) for end in UKRAINIAN_ENDINGS} - {''}, key=len, reverse=True))})$"
)
GERMAN_PREFIX = "^(ab|an|auf|aus|bei|ein|mit|nach|um|vor|weg|zu|zurück|zusammen)"
GERMAN_WEAK = re.compile(f"{GERMAN_PREFIX}ge(?!bot)(...+?)te?[mnrs]?$")
GERMAN_STRONG = re.compile(
    f"{GERMAN_PREFIX}(?:ge(?!bot)|zu(?!bild))(...+en)(?:e[mnrs]?)?$(?<!ungen)(?<!eiten)(?<!igen)"
)
"""Forms of a verb with a prefix, which stands before them: "umgemeldet" and "umzumelden" belong to "ummelden"."""
ARABIC_AND_THE = re.compile("^(?:[وف](?!الدي))?(?:[بك]?ال|لل)(?=...)")
"""An article, with "and", "by", "as", "for" before it; not the first letters of "والدين", parents."""
ARABIC_FEMININE = re.compile("(?:ه|(?<=...)(?:ات|تي|تك|ته|تها|تنا))$")
"""Folded, of several, or somebody's: all are one with the ending "ة"."""
ARABIC_PRESENT = re.compile("^(?:ب?[يتنا]|ب)(?=.[^ا].$)")
"""Before a verb of three letters, "I, you, he, we" do something; with "ب" in dialects. Not in nouns such as "إيجار"."""
UKRAINIAN_REFLEXIVE = re.compile("(?<=....)ся?$")
UKRAINIAN_PAYMENTS = "плати"
"""Ends "зарплати" and "виплати", which are no verbs in "-ати"."""
UKRAINIAN_FLEETING = re.compile("(?<=...)[ое](?=к$)")
"""Between the last two letters of one form and not of the others: "рахунок", "рахунку"."""
UKRAINIAN_IRREGULAR = {"дозвил": "дозвол", "договир": "договор"}
ENGLISH_IRREGULAR = {
    "paid": "pay", "lost": "lose", "found": "find", "left": "leave", "bought": "buy", "brought": "bring",
    "taught": "teach", "sold": "sell", "sent": "send", "spoke": "speak", "spoken": "speak", "broke": "break",
    "broken": "break", "stole": "steal", "stolen": "steal", "drove": "drive", "driven": "drive", "wrote": "write",
    "written": "write", "chose": "choose", "chosen": "choose", "began": "begin", "begun": "begin", "built": "build",
    "met": "meet", "flew": "fly", "flown": "fly", "children": "child", "kids": "child", "kid": "child",
    "wives": "wife", "men": "man", "women": "woman", "people": "person", "licence": "license", "centre": "center",
    "labour": "labor", "programme": "program", "mum": "mother", "mom": "mother", "dad": "father", "flat": "apartment",
}  # fmt: skip
"""Forms that no rule finds, British and American spelling, and everyday words for one's family and home."""

_stemmers = local()


@lru_cache(100_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a word as it is written anywhere, in bare letters."""
    rule = _rule(base_of(language))
    found = rule(folded(word, base_of(language)))
    return without_marks(found) or without_marks(folded(word, language)) or word


def _rule(language: str) -> Callable[[str], str]:
    if language in SNOWBALL:
        return RULES.get(language, lambda word: _snowball(language, word))
    return RULES.get(language, lambda word: word)


def _german(word: str) -> str:
    return _snowball("de", GERMAN_STRONG.sub(r"\1\2", GERMAN_WEAK.sub(r"\1\2", word)))


def _english(word: str) -> str:
    singular = ENGLISH_IRREGULAR.get(word.removesuffix("s"), word)
    return _snowball("en", ENGLISH_IRREGULAR.get(word, singular))


def _arabic(word: str) -> str:
    # Snowball takes other endings from a word with an article than from one without.
    found = folded(_snowball("ar", ARABIC_FEMININE.sub("ة", ARABIC_AND_THE.sub("", word))), "ar")
    return ARABIC_PRESENT.sub("", found)


def _ukrainian(word: str) -> str:
    bare = UKRAINIAN_REFLEXIVE.sub("", without_marks(word))
    if bare.endswith(UKRAINIAN_PAYMENTS):
        return bare[:-1]
    found = UKRAINIAN_FLEETING.sub("", UKRAINIAN_ENDING.sub("", bare))
    return UKRAINIAN_IRREGULAR.get(found, found)


def _turkish(word: str) -> str:
    bare = without_marks(word)
    if len(bare) <= TURKISH_WITH_ENDINGS:
        bare = TURKISH_OF_TWO.sub(r"\1", bare)
        for _number_possession_case in range(3):
            bare = TURKISH_ENDING.sub("", bare)
    return bare[:TURKISH_STEM]


def _snowball(language: str, word: str) -> str:
    # A stemmer keeps the word it works on in itself: one for each thread.
    stemmers = _stemmers.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(SNOWBALL[language], 0)  # `stem` remembers already
    return str(stemmers[language].stemWord(word))


RULES = {"ar": _arabic, "de": _german, "en": _english, "tr": _turkish, "uk": _ukrainian}
"""Of languages for which Snowball's rules are not enough."""
