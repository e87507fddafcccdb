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


class NotStored(TextChoices):
    """Why nothing of a mail is stored; stands in `IncomingMail.reason`."""

    TOO_LARGE = "too_large", _("larger than 60 MB: it can only be read in the mailbox itself")
    NOT_GIVEN = "not_given", _("the mail server does not hand it over; it is asked again every night")
    TOO_OLD = "too_old", _("nobody looked after it for half a year")


class FetchProblem(TextChoices):
    """Why a mailbox was not reached. Says nothing that a server said: that could hold addresses."""

    UNKNOWN_NAME = "unknown_name", _("Nobody knows a mail server of this name.")
    UNREACHABLE = "unreachable", _("The mail server cannot be reached.")
    TOO_SLOW = "too_slow", _("The mail server takes too long to answer.")
    NOT_ENCRYPTED = "not_encrypted", _("The mail server offers no encryption. No password was sent.")
    BAD_CERTIFICATE = "bad_certificate", _("The mail server’s certificate does not hold. No password was sent.")
    SIGN_IN = "sign_in", _("The mail server does not accept name and password.")
    NO_FOLDER = "no_folder", _("The mail server does not open this folder.")
    BROKEN_OFF = "broken_off", _("The mail server ended the connection in the middle.")
    NONSENSE = "nonsense", _("The mail server gave an answer that makes no sense.")
    REFUSED = "refused", _("The mail server refuses what it is asked for.")


class Verdict(TextChoices):
    """What the virus scanner says of a file."""

    OFF = "off", _("not scanned: no scanner is set up")
    CLEAN = "clean", _("no virus found")
    INFECTED = "infected", _("a virus was found")
    NOT_REACHED = "not_reached", _("not scanned yet: the scanner was not reached")
