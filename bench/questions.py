"""Questions to the search of a seeded site, made of what its pages say: the same ones every time.

A third has one or two words, a third three to five, a fifth is a whole question with all its small words, and the rest
has one slip in a word. Words come as often as they do in the texts.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from .texts import texts_of

KINDS = (*["short"] * 5, *["middle"] * 5, *["whole"] * 3, *["slip"] * 2)
"""They come by turns; since there are fifteen of them and eight languages, every language gets all of them."""
LENGTHS = {"short": (1, 2), "middle": (3, 5), "whole": (7, 10), "slip": (1, 3)}
"""The fewest and the most words of each kind."""
WORD = re.compile(r"[^\W\d_]+(?:['’\u0300-\u036f\u064b-\u065f]+[^\W\d_]+)*")
"""With an apostrophe or an accent of its own inside."""
SMALL_WORDS = 15
"""So many words of a language, the most frequent ones, are taken for those that say nothing by themselves."""
LONGEST_SMALL_WORD = 2
SHORTEST_WITH_SLIP = 5
TRIES = 1_000


@dataclass(frozen=True)
class Asked:
    """What somebody types, on a page in which language."""

    language: str
    kind: str
    text: str

    @property
    def typed(self) -> tuple[str, str]:
        """Text and language, as a search takes them."""
        return self.text, self.language

    @property
    def half_typed(self) -> tuple[str, str]:
        """Text and language while only half of the last word is typed."""
        before, blank, last = self.text.rpartition(" ")
        return f"{before}{blank}{last[: (len(last) + 1) // 2]}", self.language


def questions(count: int, languages: Sequence[str]) -> list[Asked]:
    """Return `count` questions, the languages by turns."""
    random = Random("questions")
    places = ((languages[n % len(languages)], KINDS[n % len(KINDS)]) for n in range(count))
    return [Asked(language, kind, _text(random, language, kind)) for language, kind in places]


def _text(random: Random, language: str, kind: str) -> str:
    fewest, most = LENGTHS[kind]
    count = random.randint(fewest, most)
    for _ in range(TRIES):
        words = WORD.findall(random.choice(_pool(language)))
        if kind != "whole":
            words = [word for word in words if not _is_small(word, language)]
        if kind == "slip" and not any(len(word) >= SHORTEST_WITH_SLIP for word in words[:count]):
            continue
        if len(words) >= count:
            chosen = _some(random, words, count, in_a_row=kind in ("whole", "slip"))
            return " ".join(with_slip(random, chosen) if kind == "slip" else chosen)
    raise ValueError(f"No text in {language} has {count} words for a question.")


def _some(random: Random, words: list[str], count: int, *, in_a_row: bool) -> list[str]:
    """Return so many of the words in their order: neighbours from the start on, or any of them."""
    places = range(count) if in_a_row else sorted(random.sample(range(len(words)), count))
    return [words[place] for place in places]


def with_slip(random: Random, words: list[str]) -> list[str]:
    """Return the words with one slip of the finger in one of the longer ones."""
    place = random.choice([place for place, word in enumerate(words) if len(word) >= SHORTEST_WITH_SLIP])
    return [*words[:place], _slipped(random, words[place]), *words[place + 1 :]]


def _slipped(random: Random, word: str) -> str:
    """Return a word with two letters swapped, one left out, one doubled or a wrong one."""
    # Two letters that are alike would make no slip.
    place = random.choice([at for at in range(1, len(word) - 1) if word[at] != word[at + 1]])
    before, letter, following, after = word[:place], word[place], word[place + 1], word[place + 2 :]
    middle = random.choice((following + letter, following, letter * 2 + following, following * 2))
    return before + middle + after


@cache
def _pool(language: str) -> tuple[str, ...]:
    texts = texts_of(language)
    return (*texts.titles, *texts.sentences)


@cache
def _small_words(language: str) -> frozenset[str]:
    counts = Counter(word.casefold() for text in _pool(language) for word in WORD.findall(text))
    return frozenset(word for word, _times in counts.most_common(SMALL_WORDS))


def _is_small(word: str, language: str) -> bool:
    return len(word) <= LONGEST_SMALL_WORD or word.casefold() in _small_words(language)
