"""What somebody may be about to type: titles that can be opened at once."""

from __future__ import annotations

from .finding import Result, find

MOST_SUGGESTIONS = 6
SHORTEST = 2
"""characters; one letter begins too many words"""


def suggest(text: str, language: str) -> list[Result]:
    """Return a few results for a question that is still being typed."""
    return find(text, language, is_typing=True, most=MOST_SUGGESTIONS).results if len(text.strip()) >= SHORTEST else []
