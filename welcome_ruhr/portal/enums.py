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


class LinkOutcome(TextChoices):
    """What came of trying a link the last time."""

    NEW = "new", _("not tried yet")
    REACHED = "reached", _("reached")
    FAILED = "failed", _("not reached")
    UNSURE = "unsure", _("answers no program: look yourself")


class LinkProblem(TextChoices):
    """Why a link was not reached."""

    STATUS = "status", _("the other server reports an error")
    NO_PAGE = "no_page", _("there is no such page in this portal")
    NO_NAME = "no_name", _("there is no server of this name")
    NO_CONNECTION = "no_connection", _("the server takes no connection")
    NO_ANSWER = "no_answer", _("no answer in time")
    BROKEN_ANSWER = "broken_answer", _("the answer cannot be read")
    NOT_SECURE = "not_secure", _("the secure connection failed")
    ROUND_IN_CIRCLES = "circles", _("redirects without an end")
    INTERNAL = "internal", _("leads into an internal network; it was not asked")
    BAD_ADDRESS = "bad_address", _("this is no address")
