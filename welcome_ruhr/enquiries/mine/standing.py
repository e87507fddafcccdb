"""Where an enquiry stands, in one sentence for the person who asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from welcome_ruhr.enquiries.enums import Outcome, ReferralState, State
from welcome_ruhr.enquiries.models import Enquiry, Referral
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.formats import locale_of

ENDED = {
    Outcome.ANSWERED: gettext_lazy("We have answered your question."),
    Outcome.REFERRED_TAKEN_UP: gettext_lazy("An office has taken up your question."),
    Outcome.REFERRED_NOT_TAKEN_UP: gettext_lazy(
        "The office that we asked could not take up your question. We are sorry."
    ),
    Outcome.NO_ANSWER: gettext_lazy("No answer came any more, so we have closed your enquiry."),
    Outcome.NOT_OURS: gettext_lazy("We were not the right place for your question."),
}


@dataclass(frozen=True)
class Standing:
    sentence: str
    more: str = ""
    icon: str = "clock"
    anchor: str = ""
    """where on the page the thing is that the sentence speaks of"""
    link: str = ""
    """the words of the way there"""


def standing(enquiry: Enquiry, referrals: Iterable[Referral], answered_at: str = "") -> Standing:
    """Return the sentence; `answered_at` is the place on the page of the last answer."""
    asked = [referral for referral in referrals if referral.is_open]
    if enquiry.is_closed:
        return _closed(enquiry)
    if any(referral.state == ReferralState.ASKED for referral in asked):
        return Standing(
            _("We ask you for your consent."),
            _("An office may help you better than we can. You decide whether we ask it."),
            icon="question",
            anchor="consent",
            link=_("To our question"),
        )
    if enquiry.done_at:
        return Standing(_("You need nothing more. We will close your enquiry soon."), icon="check")
    if enquiry.state == State.WAITING:
        return _answered(answered_at)
    return _referred(asked) if enquiry.state == State.REFERRED else _promised(enquiry)


def long_day(day: date) -> str:
    """Return a day with its day of the week, in the reader's language."""
    return str(format_date(day, "full", locale=locale_of(get_language() or "en")))


def isolated(name: str) -> str:
    """Return a name that keeps its own direction of writing within a sentence (Unicode’s FSI and PDI)."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def _closed(enquiry: Enquiry) -> Standing:
    more = _("Your enquiry is closed.")
    if enquiry.forget_on:
        deleted = _("On %(day)s we delete everything that was written here.")
        more = f"{more} {deleted % {'day': long_day(enquiry.forget_on)}}"
    return Standing(str(ENDED[Outcome(enquiry.outcome)]), more, icon="check")


def _answered(answered_at: str) -> Standing:
    return Standing(
        _("Our answer is here."),
        _("You can write back below."),
        icon="speech",
        anchor=answered_at,
        link=_("Read our answer"),
    )


def _referred(asked: list[Referral]) -> Standing:
    names = ", ".join(isolated(referral.office_name) for referral in asked)
    last = max(referral.answer_by for referral in asked)
    if last < clock.today():
        late = _("We asked an office, and it has not answered yet. We are sorry.")
        return Standing(late, _("Asked: %(office)s.") % {"office": names}, icon="office")
    sentence = _("We asked an office. It answers by %(day)s.") % {"day": long_day(last)}
    return Standing(sentence, _("Asked: %(office)s.") % {"office": names}, icon="office")


def _promised(enquiry: Enquiry) -> Standing:
    day = {"day": long_day(enquiry.promised_on)}
    if enquiry.promised_on < clock.today():
        return Standing(_("Our answer takes longer than we promised. We are sorry. We are working on it."))
    if enquiry.told_late_at:
        return Standing(_("Our answer takes longer than we promised. We are sorry. We answer by %(day)s.") % day)
    return Standing(_("We answer by %(day)s.") % day)
