"""What somebody may be about to type: titles that can be opened at once."""

from __future__ import annotations

from .finding import Result, find

MOST_SUGGESTIONS = 6
SHORTEST = 2
"""characters; one letter begins too many words"""


def suggest(text: str, language: str) -> list[Result]:
    """Return a few results, titles and addresses alone, for a question that is still being typed."""
    if len(text.strip()) < SHORTEST:
        return []
    return find(text, language, is_typing=True, most=MOST_SUGGESTIONS, is_brief=True).results
