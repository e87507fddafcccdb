"""Translations that say less or other things than their source."""

from __future__ import annotations

from collections import Counter

from welcome_ruhr.portal.editing.standings import Standing, standings
from welcome_ruhr.portal.enums import TranslationState


def translations_behind() -> tuple[list[Standing], int]:
    """Return translations whose source has changed since, and how many were not yet checked by a person."""
    everything = standings()
    states = Counter(row.state for row in everything)
    return [row for row in everything if row.state == TranslationState.OUTDATED], states[TranslationState.UNCHECKED]
