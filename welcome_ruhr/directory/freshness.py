"""Which name is raised when the directory changes: `directory`, for any town, office, institution or partner."""

from __future__ import annotations

from welcome_ruhr.delivery import changes

from .models import Institution, Municipality, Office, Partner, PlaceName, ResponsibilityRule


def connect() -> None:
    """Begin to listen; called once, when the app is ready."""
    for model in (Municipality, Office, Institution, Partner, PlaceName, ResponsibilityRule):
        changes.watch(model, lambda row, event: ["directory"], unseen=("latest_revision",))
