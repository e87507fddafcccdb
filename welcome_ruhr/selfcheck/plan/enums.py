from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CountsFrom(TextChoices):
    """The day a deadline is counted from; the values stand in addresses and in `content/plan.yaml`."""

    ARRIVAL = "arrival", _("The day you arrive in Germany")
    MOVED_IN = "moved_in", _("The day you move into your home")
    NOTHING = "none", _("a day that we do not ask for")
