"""The audit chain of one enquiry in words: what was done, by whom, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcome_ruhr.enquiries.enums import ConsentBy, Outcome, ReferralOutcome
from welcome_ruhr.enquiries.queries.case import Deed

from .shown import Inputs, moment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SAID: Mapping[str, _StrPromise] = {
    "ask": gettext_lazy("Question arrived"),
    "look_at": gettext_lazy("Looked at"),
    "assign": gettext_lazy("Responsible from now on:"),
    "hand_back": gettext_lazy("Handed back: nobody is responsible"),
    "left_behind": gettext_lazy("Back among the new ones: who was responsible can no longer answer"),
    "answer": gettext_lazy("Answered"),
    "write_back": gettext_lazy("The person wrote"),
    "take_in": gettext_lazy("Arrived by e-mail"),
    "came_back": gettext_lazy("A mail to the person came back"),
    "join": gettext_lazy("Added to the enquiry it belongs to"),
    "note": gettext_lazy("Internal note"),
    "sort": gettext_lazy("Topic, audience and the like said"),
    "remind": gettext_lazy("Reminder set"),
    "ask_consent": gettext_lazy("Asked for consent to pass it on"),
    "refuse_consent": gettext_lazy("The person did not want it passed on"),
    "refer": gettext_lazy("Passed on, consent given"),
    "consent": gettext_lazy("Still to be passed on, consent given"),
    "record_telling": gettext_lazy("The office was told"),
    "take_back": gettext_lazy("Referral taken back"),
    "record_outcome": gettext_lazy("Outcome of the referral:"),
    "ask_guide": gettext_lazy("Guide asked:"),
    "accept_request": gettext_lazy("The guide said yes"),
    "decline_request": gettext_lazy("The guide cannot help"),
    "write_to_adviser": gettext_lazy("The guide wrote to the adviser"),
    "stop_helping": gettext_lazy("The guide can no longer help"),
    "end_guidance": gettext_lazy("The guide no longer helps"),
    "tell_late": gettext_lazy("Told the person that it takes longer"),
    "finish": gettext_lazy("The person needs nothing more"),
    "close": gettext_lazy("Closed:"),
    "reopen": gettext_lazy("Open again"),
    "say_whether_it_helped": gettext_lazy("The person said whether it helped"),
    "stop_mail": gettext_lazy("The person wants no more mails"),
    "warn": gettext_lazy("Told the person that it will be deleted soon"),
    "withdraw": gettext_lazy("Deleted by the person"),
    "export": gettext_lazy("Given to the person, at their request"),
    "erase": gettext_lazy("Erased"),
    "anonymise": gettext_lazy("Nothing but numbers left"),
}
"""What each action is called; a name or an outcome follows a colon."""
OUTCOMES: Mapping[str, Mapping[str, str | Promise]] = {
    "close": dict(Outcome.choices),
    "record_outcome": dict(ReferralOutcome.choices),
}


def deed(found: Deed) -> Inputs:
    """Return a line of the history."""
    return {
        "what": " ".join(part for part in (_said(found), _detail(found)) if part),
        "who": str(found.actor) if found.actor else _nobody(found),
        "time": moment(found.entry.at),
        "datetime": found.entry.at.isoformat(timespec="minutes"),
    }


def _verb(found: Deed) -> str:
    return found.entry.action.partition(".")[2]


def _said(found: Deed) -> str:
    # An action that this release does not know is shown by its own name rather than left out.
    return str(SAID.get(_verb(found), found.entry.action))


def _detail(found: Deed) -> str:
    verb, details = _verb(found), found.entry.details
    if verb in OUTCOMES:
        return str(OUTCOMES[verb].get(details.get("outcome"), ""))
    if verb in ("refer", "consent"):
        return str(dict(ConsentBy.choices).get(details.get("consent"), ""))
    return str(found.to or "")


def _nobody(found: Deed) -> str:
    """Say who acted without an account: nobody that is named."""
    return _("account deleted") if found.entry.actor_id else ""
