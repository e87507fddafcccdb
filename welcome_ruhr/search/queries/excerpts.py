"""Where the words stand: titles and short pieces of text with what was found marked."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString, mark_safe

from welcome_ruhr.design import tokens
from welcome_ruhr.foundation.languages import base_of
from welcome_ruhr.search.words.folding import pattern_of
from welcome_ruhr.search.words.stemming import stem
from welcome_ruhr.search.words.stop_words import is_colourless

LENGTH = 180
"""characters"""
BEFORE = 60
"""characters shown before the first word found"""


def marked(text: str, language: str, stems: Collection[str]) -> SafeString:
    """Return plain text as HTML, each word with one of the stems within <mark>."""
    return _with_marks(text, _found(text, language, stems))


def _with_marks(text: str, places: list[tuple[int, int]]) -> SafeString:
    parts, end = [], 0
    for start, stop in places:
        parts += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
        end = stop
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 — every piece is escaped


def excerpt(summary: str, text: str, language: str, stems: Collection[str]) -> SafeString:
    """Return the summary where it holds a word that was found, or else the place in the text that holds most."""
    summary = tokens.in_text(summary, language)
    in_summary = _found(summary, language, stems)
    if in_summary or not text:
        return _with_marks(summary, in_summary)
    places = _found(text, language, stems)
    if not places:
        return _with_marks(summary or tokens.in_text(_cut(text, 0), language), [])
    best = max(places, key=lambda place: (sum(place[0] <= other[0] < place[0] + LENGTH for other in places), -place[0]))
    return marked(tokens.in_text(_cut(text, max(best[0] - BEFORE, 0)), language), language, stems)


def _found(text: str, language: str, stems: Collection[str]) -> list[tuple[int, int]]:
    """Return where the words with one of the stems begin and end."""
    own = base_of(language)
    pattern = pattern_of(own)
    meant = {word for word in set(pattern.findall(text)) if stem(word, own) in stems and not is_colourless(word, own)}
    return [match.span() for match in pattern.finditer(text) if match[0] in meant] if meant else []


def _cut(text: str, start: int) -> str:
    """Return about `LENGTH` characters from `start`, whole words, with dots where something is left out."""
    if start:
        start = text.find(" ", start) + 1 or start
    end = start + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LENGTH // 2)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"{before}{text[start:end].lstrip('· ')}{after}"
