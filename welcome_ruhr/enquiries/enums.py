from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Whose turn it is."""

    NEW = "new", _("New")
    """nobody is responsible yet"""
    OPEN = "open", _("Our turn")
    WAITING = "waiting", _("Waiting for the person")
    REFERRED = "referred", _("Waiting for an office")
    CLOSED = "closed", _("Closed")


OURS = (State.NEW, State.OPEN)
"""Somebody waits for us."""


class Outcome(TextChoices):
    """How an enquiry ended."""

    ANSWERED = "answered", _("Answered")
    REFERRED_TAKEN_UP = "referred_taken_up", _("Referred and taken up")
    REFERRED_NOT_TAKEN_UP = "referred_not_taken_up", _("Referred and not taken up")
    NO_ANSWER = "no_answer", _("No answer came")
    NOT_OURS = "not_ours", _("Not ours")
    WITHDRAWN = "withdrawn", _("Deleted by the person")
    """by the enquirer alone; nobody else can choose it"""


CHOSEN_OUTCOMES = [choice for choice in Outcome.choices if choice[0] != Outcome.WITHDRAWN]
"""What an adviser may close with."""


class ReplyBy(TextChoices):
    PAGE = "page", _("On the page “My enquiry”, with my code")
    EMAIL = "email", _("On that page, with a notice by e-mail")
    LETTER = "letter", _("By e-mail, with the answer in it")


BY_MAIL = (ReplyBy.EMAIL, ReplyBy.LETTER)


class CameBy(TextChoices):
    PAGE = "page", _("asked on a page")
    MAIL = "mail", _("came by e-mail")


class Whereabouts(TextChoices):
    ABROAD = "abroad", _("Still abroad")
    ARRIVED = "arrived", _("Here, since a short time")
    LIVING_HERE = "living_here", _("Here, since longer")


class Trust(TextChoices):
    """What is known of the sender's machine; it sorts the desk and refuses nobody."""

    CHECKED = "checked", _("checked")
    UNCHECKED = "unchecked", _("unchecked")
    """sent without JavaScript"""
    SUSPECT = "suspect", _("maybe a program")


class Author(TextChoices):
    ENQUIRER = "enquirer", _("Person asking")
    ADVISER = "adviser", _("Adviser")
    GUIDE = "guide", _("Welcome Guide")
    OFFICE = "office", _("Office")
    NOTE = "note", _("Internal note")
    SYSTEM = "system", _("Portal")


SEEN_BY_ENQUIRER = (Author.ENQUIRER, Author.ADVISER, Author.GUIDE, Author.OFFICE, Author.SYSTEM)


class Event(TextChoices):
    """What the portal itself says in a conversation, to both sides."""

    ACKNOWLEDGED = "acknowledged", _("Your question has arrived.")
    TAKEN = "taken", _("Somebody is now responsible for your question.")
    HANDED_OVER = "handed_over", _("Somebody else is now responsible for your question.")
    LATE = "late", _("Our answer takes longer than we promised. We are sorry.")
    CONSENT_ASKED = "consent_asked", _("We ask whether we may pass your question on.")
    CONSENT_GIVEN = "consent_given", _("You agreed that we pass your question on.")
    CONSENT_REFUSED = "consent_refused", _("You did not want us to pass your question on.")
    REFERRED = "referred", _("We passed your question on.")
    OUTCOME = "outcome", _("We know how the referral ended.")
    WITH_GUIDE = "with_guide", _("A Welcome Guide helps you as well.")
    DONE = "done", _("You told us that you need nothing more.")
    CLOSED = "closed", _("Your enquiry is closed.")
    REOPENED = "reopened", _("Your enquiry is open again.")
    SOON_FORGOTTEN = "soon_forgotten", _("Your enquiry will be deleted soon.")
    CAME_BACK = "came_back", _("Our mail to you came back.")


class ScanState(TextChoices):
    HELD = "held", _("being checked for viruses")
    CLEAN = "clean", _("checked")
    UNSCANNED = "unscanned", _("not checked for viruses")
    INFECTED = "infected", _("virus found")
    NOT_KEPT = "not_kept", _("lies in the mail alone")
    """a kind of file that is not taken; it came by mail, and the mail as it came still holds it"""


class ConsentBy(TextChoices):
    """How the enquirer said yes."""

    PAGE = "page", _("on the page “My enquiry”")
    WRITTEN = "written", _("in writing, in this conversation")
    SPOKEN = "spoken", _("in person or by phone")


class ReferralState(TextChoices):
    ASKED = "asked", _("Consent asked for")
    REFUSED = "refused", _("Not wanted")
    SENT = "sent", _("Passed on")
    ENDED = "ended", _("Ended")
    WITHDRAWN = "withdrawn", _("Taken back")


class ReferralOutcome(TextChoices):
    TAKEN_UP = "taken_up", _("Taken up")
    NOT_TAKEN_UP = "not_taken_up", _("Not taken up")
    NO_ANSWER = "no_answer", _("No answer")


class GuideState(TextChoices):
    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Helps")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


class Helped(TextChoices):
    """The one question back after closing."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
