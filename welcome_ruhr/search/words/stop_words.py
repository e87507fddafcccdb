"""Words that say nothing of the matter, such as "how", "do", "I" in "How do I register?"."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from welcome_ruhr.foundation.languages import base_of

from .folding import folded, without_marks

FOLDER = Path(__file__).with_name("stop")


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the colourless words of a language in bare letters; of a language without a list, none."""
    path = FOLDER / f"{base_of(language)}.txt"
    lines = path.read_text().split() if path.exists() else []
    return frozenset(without_marks(folded(word, base_of(language))) for word in lines)


def is_colourless(word: str, language: str) -> bool:
    return without_marks(folded(word, base_of(language))) in stop_words(language)
