"""What the page of one enquiry shows, shaped for its templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.asking.about import came_from
from welcome_ruhr.enquiries.enums import ReferralOutcome, ReferralState
from welcome_ruhr.enquiries.models import Enquiry, Message, Referral
from welcome_ruhr.enquiries.queries import case, suggesting
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.languages import own_name

from . import mailed, shown, ways
from .deeds import deed
from .forms import AnswerForm, CloseForm, HandOverForm, NoteForm, ReminderForm, SortForm, ToAdviserForm
from .pages import Wrong

Context = dict[str, Any]
MOST_SAID = 100
"""messages; what was said before them, somebody has to ask for"""


@dataclass
class CasePage:
    """The page of an enquiry as somebody sees it now."""

    enquiry: Enquiry
    user: User
    wrong: Wrong | None = None
    """what was not accepted, with what was typed"""
    answer: AnswerForm | None = None
    """with what was inserted; without it, the draft is shown"""
    seen: int | None = None
    """what others wrote after this message is marked as new; without it, what is unread"""
    shows_all: bool = False
    """also what was said long ago"""
    way: Mapping[str, str] = field(default_factory=dict)
    """what the address says of the list that one came from"""

    @cached_property
    def may(self) -> set[Verb]:
        return set(access.verbs(self.user, self.enquiry))

    @property
    def is_desk(self) -> bool:
        """Whether the person works at the desk, and does not only help as a guide."""
        return Verb.NOTE in self.may

    @cached_property
    def said(self) -> list[Message]:
        return case.messages(self.enquiry, with_notes=self.is_desk)

    @cached_property
    def history(self) -> list[case.Deed]:
        return case.history(self.enquiry) if self.is_desk else []

    @property
    def newest(self) -> int:
        return self.said[-1].pk if self.said else 0

    def context(self) -> Context:
        found = {
            "enquiry": self.enquiry,
            "may": {verb.value: True for verb in self.may},
            "wrong": self.wrong,
            **self._head(),
            **self._conversation(),
            **self._writing(),
        }
        return {**found, **self._side(), **self._suggestions()} if self.is_desk else {**found, **self._to_adviser()}

    def _head(self) -> Context:
        due, due_kind = shown.due_in_words(self.enquiry)
        ends_on = self.enquiry.permit_ends_on if self.is_desk else None
        permit = shown.permit_in_words(ends_on) if ends_on else ""
        return {
            "way": ways.way(self.way),
            "back": ways.back(self.way),
            "permit": permit if permit != due else "",
            "language_name": own_name(self.enquiry.language),
            "state_kind": shown.STATE_KINDS[self.enquiry.state],
            "due": due,
            "due_kind": due_kind,
        }

    def _conversation(self) -> Context:
        unread = shown.unread(self.enquiry, self.said)
        is_new = unread if self.seen is None else shown.written_after(self.seen, self.user)
        writers = case.writing_now(self.enquiry, self.user, clock.now())
        said = self.said if self.shows_all else self.said[-MOST_SAID:]
        return {
            "items": shown.items(
                said,
                is_new=is_new,
                for_desk=self.is_desk,
                became_responsible=case.became_responsible(self.said, self.history),
            ),
            "earlier": len(self.said) - len(said),
            "newest": self.newest,
            "writing_now": shown.people(writers),
            "told": shown.told(0, writers),
        }

    def _writing(self) -> Context:
        draft = case.draft_of(self.enquiry, self.user)
        initial = {"text": draft.text if draft else "", "seen": self.newest}
        empty = AnswerForm(enquiry=self.enquiry, is_guide=not self.is_desk, initial=initial)
        # Who was too late to send it still has what they wrote.
        shows_answer = Verb.ANSWER in self.may and (not self.enquiry.is_closed or bool(self._refused("answer")))
        return {
            "answer_form": self._refused("answer") or self.answer or empty,
            "shows_answer": shows_answer,
            "draft_kept_at": shown.moment(draft.changed_at) if draft else "",
            "note_form": self._refused("note") or NoteForm(),
            "templates": case.templates(self.enquiry) if self.is_desk else [],
            "callable_names": case.callable_names(self.enquiry, self.user) if self.is_desk else [],
        }

    def _to_adviser(self) -> Context:
        told = case.told_desk(self.enquiry, self.user)
        return {
            "to_adviser_form": self._refused("to_adviser") or ToAdviserForm(),
            "told_adviser": [{"text": one.text, "time": shown.moment(one.written_at)} for one in told],
        }

    def _side(self) -> Context:
        referrals = case.referrals(self.enquiry)
        return {
            **_asker(self.enquiry),
            "belongs": mailed.hint(self.enquiry, self.user),
            "written_in": mailed.language(self.enquiry, self.said),
            "troubled": [
                mailed.trouble(one, shown.moment(one.created_at)) for one in case.troubled_mails(self.enquiry)
            ],
            "hand_over_form": self._refused("hand_over") or HandOverForm(enquiry=self.enquiry),
            "sort_form": self._refused("sort") or SortForm(enquiry=self.enquiry),
            "remind_form": self._refused("remind") or ReminderForm(),
            "close_form": self._refused("close") or CloseForm(),
            "reminders": [
                {"row": one, "day": shown.day(one.due_on)} for one in case.reminders(self.enquiry, self.user)
            ],
            "referrals": [_referral(one) for one in referrals],
            "missing": _missing(self.enquiry, referrals),
            "guide_requests": case.guide_requests(self.enquiry),
            "history": [deed(one) for one in self.history],
        }

    def _suggestions(self) -> Context:
        if self.enquiry.is_closed:
            return {}
        return {
            "articles": suggesting.articles(
                case.first_question(self.said),
                self.enquiry.language,
                came_from(self.enquiry.about, self.enquiry.language),
            ),
            "offices": suggesting.offices(self.enquiry),
            "guides": suggesting.likely_guides(self.enquiry) if Verb.ASK_GUIDE in self.may else [],
        }

    def _refused(self, at: str) -> Any:
        """Return the form that was not accepted at this part of the page."""
        return self.wrong.form if self.wrong and self.wrong.at == at else None


def of_offer(enquiry: Enquiry) -> list[Context]:
    """Return all that a guide may know before they say yes."""
    known = [
        (_("Language"), own_name(enquiry.language)),
        (_("Topic"), enquiry.topic or _("not said yet")),
        (_("Place"), enquiry.place or _("not said yet")),
    ]
    return [{"term": term, "html": value} for term, value in known]


def _asker(enquiry: Enquiry) -> Context:
    ends_on = enquiry.permit_ends_on
    return {
        "came_from": came_from(enquiry.about, get_language() or "de"),
        "asked_at": shown.moment(enquiry.asked_at),
        "promised_on": shown.long_day(enquiry.promised_on),
        "forget_on": shown.long_day(enquiry.forget_on) if enquiry.forget_on else "",
        "permit_ends_on": shown.long_day(ends_on) if ends_on else "",
        "permit_is_over": bool(ends_on and ends_on < clock.today()),
    }


def _missing(enquiry: Enquiry, referrals: list[Referral]) -> list[Context]:
    """Return what has to be done before the enquiry can be closed, and where on the page."""
    found = [(f"#referral-{one.pk}", _to_end(one)) for one in referrals if one.is_open]
    if not (enquiry.topic_id and enquiry.audience_id):
        found.insert(0, ("#sort", _("say topic and audience")))
    return [{"href": href, "text": text} for href, text in found]


def _to_end(referral: Referral) -> str:
    if referral.waits_for_paper:
        return _("tell %(office)s, or take the referral back") % {"office": referral.office_name}
    return _("record the outcome of the referral to %(office)s, or take it back") % {"office": referral.office_name}


def _referral(referral: Referral) -> Context:
    return {
        "row": referral,
        "answer_by": shown.day(referral.answer_by),
        "state": _("Agreed to, not told yet") if referral.waits_for_paper else referral.get_state_display(),
        "told_on": shown.day(localdate(referral.sent_at)) if referral.sent_at else "",
        "is_sent": referral.state == ReferralState.SENT and referral.is_passed_on,
        "outcomes": ReferralOutcome.choices,
        "at": f"referral-{referral.pk}",
    }
