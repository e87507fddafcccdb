"""Putting away what a reader has said."""

from __future__ import annotations

from typing import Any

from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.models import PageFeedback


def deal_with_feedback(*, feedback: PageFeedback, by: Any) -> None:
    """Say that somebody has looked at an answer and done what there was to do."""
    feedback.dealt_with_at, feedback.dealt_with_by = clock.now(), by
    feedback.save(update_fields=["dealt_with_at", "dealt_with_by"])


def reopen_feedback(*, feedback: PageFeedback) -> None:
    """Lay an answer back on the desk."""
    feedback.dealt_with_at = feedback.dealt_with_by = None
    feedback.save(update_fields=["dealt_with_at", "dealt_with_by"])
