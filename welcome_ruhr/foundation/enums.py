from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    """How far a mail of the outbox has come."""

    WAITING = "waiting", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    UNSURE = "unsure", _("perhaps sent: nobody knows")
    REFUSED = "refused", _("refused by the mail server")
    HELD = "held", _("held back: too many mails to this address")
    GIVEN_UP = "given_up", _("given up: not sent")
    CAME_BACK = "came_back", _("came back: not delivered")


class IncomingState(TextChoices):
    """What became of a mail that was fetched."""

    WAITING = "waiting", _("to be read")
    TAKEN = "taken", _("taken in")
    SET_ASIDE = "set_aside", _("set aside")
    """an automatic reply, a list, our own mail: nobody asks anything"""
    DOUBLE = "double", _("arrived before")
    UNREAD = "unread", _("could not be read")


class Verdict(TextChoices):
    """What the virus scanner says of a file."""

    OFF = "off", _("not scanned: no scanner is set up")
    CLEAN = "clean", _("no virus found")
    INFECTED = "infected", _("a virus was found")
    NOT_REACHED = "not_reached", _("not scanned yet: the scanner was not reached")
