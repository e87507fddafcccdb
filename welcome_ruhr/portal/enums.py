from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OwnerRole(TextChoices):
    RESIDENCE = "editor_residence", _("Editors for residence")
    WORK = "editor_work", _("Editors for work")
    EVERYDAY = "editor_everyday", _("Editors for everyday life")
    REGION = "editor_region", _("Editors for the region")


class Maker(TextChoices):
    """How a translation came about."""

    MACHINE = "machine", _("made by machine, not yet checked by a person")
    HUMAN = "human", _("checked by a person")


class TranslationState(TextChoices):
    """How a translation stands to its source today."""

    CURRENT = "current", _("up to date")
    OUTDATED = "outdated", _("the source has changed since")
    UNCHECKED = "unchecked", _("not yet checked by a person")
    SOURCE_GONE = "source_gone", _("the source is not public any more")
    MISSING = "missing", _("not translated yet")
