"""Why a mail was set aside or not read, besides what its head says (`incoming.Automatic`)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """Stands in `IncomingMail.reason`."""

    OWN = "own", _("from an address of the portal itself")
    EMPTY = "empty", _("nothing stands in it: no subject, no text, no file")
    TRIED_TOO_OFTEN = "tried_too_often", _("reading it broke off several times")
