"""The page of one enquiry, and the files in it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcome_ruhr.accounts.models import User
from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.enquiries import access, actions
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.asking.about import came_from
from welcome_ruhr.enquiries.desk import shown
from welcome_ruhr.enquiries.desk.deeds import deed
from welcome_ruhr.enquiries.desk.forms import AnswerForm, CloseForm, HandOverForm, NoteForm, ReminderForm, SortForm
from welcome_ruhr.enquiries.desk.pages import UNPROCESSABLE, Step, Wrong, case_page
from welcome_ruhr.enquiries.enums import GuideState, ReferralOutcome, ReferralState
from welcome_ruhr.enquiries.errors import Refused
from welcome_ruhr.enquiries.models import Attachment, Enquiry, GuideRequest, Message, Referral
from welcome_ruhr.enquiries.queries import case, suggesting
from welcome_ruhr.foundation import clock, uploads
from welcome_ruhr.foundation.languages import own_name

Context = dict[str, Any]
Verbs = Collection[Verb]


@require_safe
@case_page(Verb.READ, Verb.AGREE)
def show_case(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """The page of an enquiry; a guide who has not said yes sees language, topic and place alone."""
    if not access.may(request.user, Verb.READ, enquiry):
        return offer_page(request, enquiry)
    response = page(request, enquiry)
    actions.look_at(enquiry=enquiry, by=request.user)
    return response


@require_safe
@case_page(Verb.READ)
def file(request: WorkspaceRequest, enquiry: Enquiry, file_pk: int) -> HttpResponseBase:
    """Give out a file of an enquiry, to be saved; not before it was looked through for viruses."""
    found = Attachment.objects.filter(pk=file_pk, message__enquiry=enquiry).first()
    if found is None:
        raise Http404
    if not found.may_be_opened:
        return page(request, enquiry, wrong=Wrong("conversation", why=shown.about_scan(found)))
    try:
        data = uploads.read(found.stored_as)
    except uploads.NoSuchFile as gone:
        raise Http404 from gone
    return uploads.download(data, name=found.name, content_type=found.content_type)


def take_step(request: WorkspaceRequest, enquiry: Enquiry, step: Step) -> HttpResponse:
    """Do it and lead back to the page; or show the page again with what is wrong and everything that was typed."""
    if step.form is not None and not step.form.is_valid():
        return page(request, enquiry, wrong=Wrong(step.at, step.form, status=UNPROCESSABLE))
    try:
        step.act()
    except Refused as refused:
        return page(request, enquiry, wrong=Wrong(step.at, step.form, str(refused)))
    return back_to(request, enquiry, step.said)


def back_to(request: WorkspaceRequest, enquiry: Enquiry, said: str) -> HttpResponse:
    """Say what was done on the page of an enquiry, or in the inbox when it now belongs to somebody else."""
    messages.success(request, said)
    current = case.enquiry(enquiry.pk)
    if current is None or not access.verbs(request.user, current):
        return redirect("enquiries_desk:inbox")
    # The anchor takes the place of the form's own, so that the sentence at the top is seen.
    return redirect(f"{reverse('enquiries_desk:case', args=[enquiry.pk])}#main")


def page(
    request: WorkspaceRequest,
    enquiry: Enquiry,
    *,
    wrong: Wrong | None = None,
    answer: AnswerForm | None = None,
    seen: int | None = None,
) -> HttpResponse:
    """Return the page of an enquiry as it is now; what others wrote after the message `seen` is marked as new."""
    enquiry = case.enquiry(enquiry.pk) or enquiry
    verbs = access.verbs(request.user, enquiry)
    is_desk = Verb.NOTE in verbs
    said = case.messages(enquiry, with_notes=is_desk)
    is_new = shown.written_after(seen, request.user) if seen is not None else shown.unread(enquiry, said)
    context = {
        "enquiry": enquiry,
        "may": {verb.value: True for verb in verbs},
        "wrong": wrong,
        # Who was too late to send it still has what they wrote.
        "shows_answer": Verb.ANSWER in verbs and (not enquiry.is_closed or (wrong and wrong.at == "answer")),
        **_head(enquiry),
        "items": shown.items(said, is_new=is_new),
        "newest": said[-1].pk if said else 0,
        **_writing(enquiry, request.user, said, wrong, answer, is_desk=is_desk),
        **(_side(enquiry, request.user, said, wrong, verbs) if is_desk else {}),
    }
    template = "enquiries/desk/case.html" if is_desk else "enquiries/desk/guide_case.html"
    return render(request, template, context, status=wrong.status if wrong else 200)


def offer_page(request: WorkspaceRequest, enquiry: Enquiry, *, wrong: Wrong | None = None) -> HttpResponse:
    """Ask a guide whether they help, without a word of the question."""
    asked = GuideRequest.objects.filter(enquiry=enquiry, guide=request.user, state=GuideState.ASKED).first()
    context = {"enquiry": enquiry, "guide_request": asked, "about": _of_offer(enquiry), "wrong": wrong}
    return render(request, "enquiries/desk/offer.html", context, status=wrong.status if wrong else 200)


def _of_offer(enquiry: Enquiry) -> list[Context]:
    known = [
        (_("Language"), own_name(enquiry.language)),
        (_("Topic"), enquiry.topic or _("not said yet")),
        (_("Place"), enquiry.place or _("not said yet")),
    ]
    return [{"term": term, "html": value} for term, value in known]


def _head(enquiry: Enquiry) -> Context:
    due, due_kind = shown.due_in_words(enquiry)
    return {
        "language_name": own_name(enquiry.language),
        "state_kind": shown.STATE_KINDS[enquiry.state],
        "due": due,
        "due_kind": due_kind,
    }


def _writing(  # noqa: PLR0913 — all that a box to write in depends on
    enquiry: Enquiry,
    user: User,
    said: list[Message],
    wrong: Wrong | None,
    answer: AnswerForm | None,
    *,
    is_desk: bool,
) -> Context:
    draft, writers = case.draft_of(enquiry, user), case.writing_now(enquiry, user, clock.now())
    initial = {"text": draft.text if draft else "", "seen": said[-1].pk if said else 0}
    answer = answer or AnswerForm(language=enquiry.language, is_guide=not is_desk, initial=initial)
    return {
        "answer_form": _bound(wrong, "answer") or answer,
        "note_form": _bound(wrong, "note") or NoteForm(),
        "draft_kept_at": shown.moment(draft.changed_at) if draft else "",
        "writing_now": shown.people(writers),
        "told": shown.told(0, writers),
        "templates": case.templates(enquiry) if is_desk else [],
        "callable_names": case.callable_names(enquiry, user) if is_desk else [],
    }


def _side(enquiry: Enquiry, user: User, said: list[Message], wrong: Wrong | None, verbs: Verbs) -> Context:
    referrals = case.referrals(enquiry)
    return {
        **_asker(enquiry),
        **_suggestions(enquiry, said),
        "hand_over_form": _bound(wrong, "hand_over") or HandOverForm(enquiry=enquiry),
        "sort_form": _bound(wrong, "sort") or SortForm(enquiry=enquiry),
        "remind_form": _bound(wrong, "remind") or ReminderForm(),
        "close_form": _bound(wrong, "close") or CloseForm(),
        "reminders": [{"row": one, "day": shown.day(one.due_on)} for one in case.reminders(enquiry, user)],
        "referrals": [_referral(one) for one in referrals],
        "missing": _missing(enquiry, referrals),
        "guide_requests": case.guide_requests(enquiry),
        "history": [deed(one) for one in case.history(enquiry)],
    }


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


def _suggestions(enquiry: Enquiry, said: list[Message]) -> Context:
    if enquiry.is_closed:
        return {}
    return {
        "articles": suggesting.articles(case.first_question(said), enquiry.language),
        "offices": suggesting.offices(enquiry),
        "guides": suggesting.likely_guides(enquiry),
    }


def _missing(enquiry: Enquiry, referrals: list[Referral]) -> list[Context]:
    """Return what has to be done before the enquiry can be closed, and where on the page."""
    found = [(f"#referral-{one.pk}", _record_outcome(one)) for one in referrals if one.is_open]
    if not (enquiry.topic_id and enquiry.audience_id):
        found.insert(0, ("#sort", _("say topic and audience")))
    return [{"href": href, "text": text} for href, text in found]


def _record_outcome(referral: Referral) -> str:
    return _("record the outcome of the referral to %(office)s, or take it back") % {"office": referral.office_name}


def _referral(referral: Referral) -> Context:
    return {
        "row": referral,
        "answer_by": shown.day(referral.answer_by),
        "is_sent": referral.state == ReferralState.SENT,
        "outcomes": ReferralOutcome.choices,
        "at": f"referral-{referral.pk}",
    }


def _bound(wrong: Wrong | None, at: str) -> Any:
    """Return the form that was not accepted at this part of the page."""
    return wrong.form if wrong and wrong.at == at else None
