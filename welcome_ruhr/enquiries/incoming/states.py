"""What each state of an incoming mail means, why a mail was set aside, and what somebody can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.enquiries.intake import Reason
from welcome_ruhr.foundation.enums import FetchProblem, IncomingState, NotStored
from welcome_ruhr.foundation.incoming import Automatic

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEANINGS: Mapping[str, _StrPromise] = {
    IncomingState.WAITING: _("It was fetched and is read within a minute. There is nothing to do."),
    IncomingState.TAKEN: _("It is an enquiry now, or part of one. Who wrote and what stays closed here."),
    IncomingState.SET_ASIDE: _(
        "Nobody seems to wait for an answer to it, and none was sent. "
        "If somebody does ask something in it, take it in: then it is an enquiry like any other."
    ),
    IncomingState.DOUBLE: _(
        "The same mail from the same sender has come before, so it was not taken in once more. There is nothing to do."
    ),
    IncomingState.UNREAD: _(
        "The portal could not make an enquiry of it; all others went on. Try again, best after an update. "
        "If that does not help, read the text here and ask the person to write once more."
    ),
}

SHORT: Mapping[str, _StrPromise] = {
    IncomingState.WAITING: _("To be read"),
    IncomingState.TAKEN: _("Taken in"),
    IncomingState.SET_ASIDE: _("Set aside"),
    IncomingState.DOUBLE: _("Twice"),
    IncomingState.UNREAD: _("Not read"),
}
"""What the tab of each state is called."""

KINDS: Mapping[str, str] = {
    IncomingState.WAITING: "waiting",
    IncomingState.TAKEN: "good",
    IncomingState.SET_ASIDE: "neutral",
    IncomingState.DOUBLE: "neutral",
    IncomingState.UNREAD: "attention",
}
"""How each state looks as a badge."""

REASONS: Mapping[str, _StrPromise | str] = {
    **{str(reason): reason.label for kind in (Reason, NotStored) for reason in kind},
    Automatic.REPLY: _("a program answered, such as “out of office”"),
    Automatic.GENERATED: _("a program wrote by itself"),
    Automatic.BOUNCE: _("a mail of ours came back"),
    Automatic.DELAYED: _("a mail server is still trying to deliver a mail of ours"),
    Automatic.READ: _("a read receipt"),
    Automatic.LIST: _("a mailing list or newsletter"),
    Automatic.NO_REPLY: _("from an address that reads no answers"),
}
"""Why a mail was set aside or not read."""

WHAT_TO_DO: Mapping[str, _StrPromise] = {
    FetchProblem.UNKNOWN_NAME: _(
        "Look whether the server’s name in MAILBOX_URL is written as your provider writes it."
    ),
    FetchProblem.UNREACHABLE: _("Look whether the port is right, and whether a firewall lets the portal out to it."),
    FetchProblem.TOO_SLOW: _("It is tried again every minute. If it stays so, ask your provider."),
    FetchProblem.NOT_ENCRYPTED: _("Use imaps:// and port 993, or ask your provider for IMAP with TLS."),
    FetchProblem.BAD_CERTIFICATE: _(
        "Use the name that stands in the certificate, or have it renewed. Without a valid one nobody signs in."
    ),
    FetchProblem.SIGN_IN: _(
        "Check name and password; many providers want a password of its own for programs, and IMAP switched on. "
        "Signs other than letters and digits are percent-encoded in MAILBOX_URL."
    ),
    FetchProblem.NO_FOLDER: _(
        "Put the folder’s name as the server writes it at the end of MAILBOX_URL, such as /INBOX."
    ),
    FetchProblem.BROKEN_OFF: _("It is tried again every minute, and goes on where it ended. There is nothing to do."),
    FetchProblem.NONSENSE: _(
        "It is tried again every minute. If it stays so, ask your provider whether it speaks IMAP."
    ),
    FetchProblem.REFUSED: _("Look whether the account may read and delete in this folder."),
}
"""What an administrator can do when the mailbox is not reached."""


def what_to_do(problem: str) -> str:
    """Return what to do about a problem of the mailbox, of which `mailbox.state` tells the sentence."""
    return next((str(WHAT_TO_DO[one]) for one in FetchProblem if str(one.label) == problem), "")


def reason_of(reason: str) -> str:
    """Return a reason in words; what is none of ours is the name of the error that reading it ended in."""
    if not reason or reason in REASONS:
        return str(REASONS.get(reason, ""))
    return gettext("an error of the program: %(name)s") % {"name": reason}
