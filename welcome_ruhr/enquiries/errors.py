"""Why an action on an enquiry is refused; each is one sentence for the person who tried."""

from __future__ import annotations

from django.utils.translation import gettext as _


class Refused(Exception):
    """The action cannot be done now; `str(error)` says why and what to do, in the reader's language."""


class Forgotten(Refused):
    """Nothing but numbers is left of the enquiry."""

    def __init__(self) -> None:
        super().__init__(_("This enquiry has been deleted."))


class AlreadyTaken(Refused):
    def __init__(self) -> None:
        super().__init__(_("Somebody else has taken this enquiry in the meantime."))


class SentBefore(Refused):
    """Just this answer left a moment ago."""

    def __init__(self) -> None:
        super().__init__(_("Your answer has been sent."))


class IsClosed(Refused):
    def __init__(self) -> None:
        super().__init__(_("This enquiry is closed. Open it again first."))


class UnreadNews(Refused):
    """Somebody has written since the person who acts looked last."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has written in the meantime. Please read it before you close."))


class NotClosed(Refused):
    def __init__(self) -> None:
        super().__init__(_("This enquiry is not closed."))


class NothingWritten(Refused):
    def __init__(self) -> None:
        super().__init__(_("Please write something first."))


class CannotAnswerEnquiries(Refused):
    """The person who is to take the enquiry is no adviser."""

    def __init__(self) -> None:
        super().__init__(_("Please choose an adviser who may sign in."))


class NotSorted(Refused):
    def __init__(self) -> None:
        super().__init__(_("Please say topic and audience before you close: the evaluation counts them."))


class OutcomeDoesNotFit(Refused):
    def __init__(self) -> None:
        super().__init__(_("This outcome needs a referral that ended just so. Record the referral’s outcome first."))


class ReferralOpen(Refused):
    def __init__(self) -> None:
        super().__init__(_("A referral has no outcome yet. Record it, or take the referral back."))


class ReferralNotOpen(Refused):
    def __init__(self) -> None:
        super().__init__(_("This referral is not open any more."))


class NoConsent(Refused):
    def __init__(self) -> None:
        super().__init__(_("Nothing is passed on without consent. Say how the person agreed, or ask on their page."))


class OfficeAskedAlready(Refused):
    """A referral to this office has no outcome yet."""

    def __init__(self) -> None:
        super().__init__(
            _("This office is being asked already. Record how that referral ended, or take it back. Then refer anew.")
        )


class OfficeKnows(Refused):
    def __init__(self) -> None:
        super().__init__(_("This office has been told already."))


class OfficeKnowsNothing(Refused):
    """An outcome without a question: nobody has told the office yet."""

    def __init__(self) -> None:
        super().__init__(_("Nobody has told this office yet. Say first that it has been told."))


class NobodyToAsk(Refused):
    def __init__(self) -> None:
        super().__init__(_("Please choose an office of the directory."))


class DayIsPast(Refused):
    def __init__(self) -> None:
        super().__init__(_("Please choose a day that is still to come."))


class AbsenceIsOver(Refused):
    def __init__(self) -> None:
        super().__init__(_("This absence is over already."))


class NeedsSupervisor(Refused):
    """RDG §§ 2, 6 and 8: who is no lawyer may assess an individual legal matter only when guided by one who is."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This is a legal matter. A guide may only help with it when an adviser supervises (RDG § 6): "
                "please name the adviser."
            )
        )


class IsNoGuide(Refused):
    def __init__(self) -> None:
        super().__init__(_("Please choose a Welcome Guide who may sign in."))


class AlreadyAsked(Refused):
    def __init__(self) -> None:
        super().__init__(_("This guide has been asked already."))


class CannotBeCalled(Refused):
    """Somebody called in a note may not read the enquiry."""

    def __init__(self, names: str) -> None:
        super().__init__(
            _("%(names)s may not read this enquiry. Hand it over, or name them as cover.") % {"names": names}
        )


class MailIsGone(Refused):
    """The mail as it came was deleted, or was never loaded from the mailbox."""

    def __init__(self) -> None:
        super().__init__(_("This mail is not here any more."))


class MailWasDecidedOn(Refused):
    """Somebody else, or the portal itself, has done something with the mail meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Something was done with this mail in the meantime. Please look at it again."))


class CannotBeJoined(Refused):
    def __init__(self) -> None:
        super().__init__(_("Only a mail that nobody has answered yet can be added to another enquiry."))
