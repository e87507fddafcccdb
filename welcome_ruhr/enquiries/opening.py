"""Whether questions are taken at all."""

from __future__ import annotations

from django.conf import settings

from welcome_ruhr.foundation.backup import last_trial


def is_open() -> bool:
    """Whether questions are taken: a portal that serves the public has to have tried to restore a backup first."""
    return not settings.PRODUCTION or last_trial() is not None
