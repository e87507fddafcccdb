"""What each state of an outgoing mail means, and what somebody can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from welcome_ruhr.foundation.enums import MailState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEANINGS: Mapping[str, _StrPromise] = {
    MailState.WAITING: _(
        "It is sent as soon as the mail server takes it, for two days if need be. There is nothing to do."
    ),
    MailState.SENDING: _("The mail server is being asked at this moment."),
    MailState.SENT: _("The mail server has taken it. Whether somebody reads it, nobody can know."),
    MailState.UNSURE: _(
        "The text was handed over, and no answer came. It may have arrived: "
        "send it again only if a double does no harm."
    ),
    MailState.REFUSED: _(
        "The mail server does not take it; the line says why. Often the address does not exist. "
        "Mend the cause first, then send it again."
    ),
    MailState.HELD: _(
        "Too many mails went to one address within a day, so this one was kept back: somebody may be using the portal "
        "to fill another person’s mailbox. If you know that it is wanted, send it."
    ),
    MailState.GIVEN_UP: _(
        "For two days the mail server took it at no time, or its content was erased before. "
        "When the server works again, send it again."
    ),
    MailState.CAME_BACK: _(
        "The mail server took it, and later another one sent it back; the line says why. "
        "Whoever works on the enquiry sees it there. Mend the cause first, then send it again."
    ),
}

SHORT: Mapping[str, _StrPromise] = {
    MailState.WAITING: _("To be sent"),
    MailState.SENDING: _("Being sent"),
    MailState.SENT: _("Sent"),
    MailState.UNSURE: _("Unsure"),
    MailState.REFUSED: _("Refused"),
    MailState.HELD: _("Held back"),
    MailState.GIVEN_UP: _("Given up"),
    MailState.CAME_BACK: _("Came back"),
}
"""What the tab of each state is called."""

KINDS: Mapping[str, str] = {
    MailState.WAITING: "waiting",
    MailState.SENDING: "waiting",
    MailState.SENT: "good",
    MailState.UNSURE: "attention",
    MailState.REFUSED: "attention",
    MailState.HELD: "attention",
    MailState.GIVEN_UP: "attention",
    MailState.CAME_BACK: "attention",
}
"""How each state looks as a badge."""

AT_THE_CASE: Mapping[str, _StrPromise] = {
    MailState.UNSURE: _("It may have arrived: nobody knows. Write once more only if a double does no harm."),
    MailState.REFUSED: _("The mail server did not take it: often the address does not exist."),
    MailState.HELD: _("Too many mails went to this address within a day. An administrator can send it all the same."),
    MailState.GIVEN_UP: _("For two days the mail server took it at no time. An administrator can send it again."),
    MailState.CAME_BACK: _("It came back: often the address does not exist any more, or the mailbox is full."),
}
"""What a mail that did not arrive means for whoever works on the enquiry; it stands on “My enquiry” in each case."""

NAMES: Mapping[str, _StrPromise] = {
    "enquiries.acknowledged": _("to the person: question arrived"),
    "enquiries.acknowledged_by_mail": _("to the person: mail arrived"),
    "enquiries.answered": _("to the person: there is an answer"),
    "enquiries.letter": _("to the person: the answer itself"),
    "enquiries.closed": _("to the person: closed"),
    "enquiries.consent_asked": _("to the person: asked for consent"),
    "enquiries.late": _("to the person: it takes longer"),
    "enquiries.soon_forgotten": _("to the person: will be deleted soon"),
    "enquiries.called": _("to the desk: called in a note"),
    "enquiries.handed_over": _("to the desk: handed over"),
    "enquiries.news": _("to the desk: there is news"),
    "enquiries.waiting": _("to the desk: something waits"),
    "enquiries.left_behind": _("to the desk: somebody new is needed"),
    "enquiries.guide_asked": _("to a guide: asked to help"),
    "enquiries.referred": _("to an office: something was passed on"),
    "enquiries.trial": _("test mail"),
}
"""What each kind of mail of this room is; those of other rooms are shown by their own name."""
