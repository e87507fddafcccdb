"""How sure an outcome is, in the words of the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

CERTAINTIES: dict[str, tuple[Any, Any]] = {
    "likely": (_("Likely"), _("Please have it confirmed before you rely on it.")),
    "possible": (_("Possible"), _("It depends on details that an office looks at.")),
    "unlikely": (_("Unlikely"), _("Ask before you give up: there may be another way.")),
    "ask": (_("Please ask"), _("Your answers are not enough for a result. You read here whom to ask.")),
}
"""In a word or two, and what that means for the reader."""
