"""Answers, notes and drafts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.enquiries import access, actions
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.desk import shown
from welcome_ruhr.enquiries.desk.case_page import MOST_SAID
from welcome_ruhr.enquiries.desk.forms import LONGEST_TEXT, AnswerForm, NoteForm
from welcome_ruhr.enquiries.desk.pages import Step, Wrong, case_form, case_page
from welcome_ruhr.enquiries.errors import SentBefore
from welcome_ruhr.enquiries.models import AnswerTemplate, Enquiry
from welcome_ruhr.enquiries.queries import calling, case, suggesting
from welcome_ruhr.foundation import clock

from .case import back_to, page, take_step

SENT = gettext_lazy("Your answer has been sent.")
MOST_PLACES = 7
"""of a template that are named when they are not filled in"""
DIGITS = 18
"""of a message's number in a hidden field"""


@case_form(Verb.ANSWER)
def answer(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Send an answer; when somebody else wrote meanwhile, or a template was not filled in, ask once."""
    seen = _seen(request.POST)
    if case.answered_since(enquiry, request.user, seen, text=request.POST.get("text", "")):
        return back_to(request, enquiry, str(SENT))
    newest = _newest_unseen(request, enquiry, seen)
    left = _left_open(request.POST)
    form = _form(request, enquiry, seen=newest or seen, left=left)
    if newest or left:
        asked = Wrong("answer", form, _doubts(request, moved_on=bool(newest), left=left))
        return page(request, enquiry, wrong=asked, seen=seen)

    def act() -> None:
        said = form.cleaned_data
        with suppress(SentBefore):  # by the same form, in this very moment
            actions.answer(
                enquiry=enquiry,
                text=said["text"],
                by=request.user,
                waits=form.waits,
                uploads=said["attached"],
                notice_only=form.is_notice,
                after=seen,
            )

    return take_step(request, enquiry, Step("answer", act, str(SENT), form))


@case_form(Verb.NOTE)
def note(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Note something that the desk alone reads."""
    form = NoteForm(request.POST)

    def act() -> None:
        actions.note(enquiry=enquiry, text=form.cleaned_data["text"], by=request.user)

    return take_step(request, enquiry, Step("note", act, _noted(request.POST, enquiry), form))


@case_form(Verb.ANSWER)
def draft(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Keep what somebody has written so far; the page sends it by itself, perhaps after its answer has been sent."""
    text = request.POST.get("text", "")[:LONGEST_TEXT]
    if case.answered_since(enquiry, request.user, _seen(request.POST), text=text):
        text = ""
    actions.keep_draft(enquiry=enquiry, text=text, by=request.user)
    return render(request, "enquiries/desk/_draft_line.html", {"draft_kept_at": _kept_at(text)})


@case_form(Verb.ANSWER)
def insert(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Put a template or an article behind what somebody has written so far."""
    written = request.POST.get("text", "").rstrip()
    text = "\n\n".join(part for part in (written, _chosen_text(request, enquiry)) if part)[:LONGEST_TEXT]
    actions.keep_draft(enquiry=enquiry, text=text, by=request.user)
    ticked = {name: name in request.POST for name in ("still_ours", "notice_only")}
    initial = {"text": text, "seen": _seen(request.POST), **ticked}
    form = AnswerForm(enquiry=enquiry, is_guide=not _is_desk(request, enquiry), initial=initial)
    if not request.htmx:
        return page(request, enquiry, answer=form)
    context = {"enquiry": enquiry, "form": form, "draft_kept_at": _kept_at(text)}
    return render(request, "enquiries/desk/_inserted.html", context)


@require_safe
@case_page(Verb.READ)
def news(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Say who else is writing, and whether something was written since; the page asks for it by itself."""
    seen = _seen(request.GET)
    newest = _newest_unseen(request, enquiry, seen)
    context = {"enquiry": enquiry, "newest": seen, "has_more": bool(newest), **_others(request, enquiry, newest)}
    if context["told"] == request.GET.get("told"):
        return HttpResponse(status=204)
    return render(request, "enquiries/desk/_news.html", context)


@require_safe
@case_page(Verb.READ)
def conversation(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """The conversation as it is now, for a page that was opened before."""
    is_desk = _is_desk(request, enquiry)
    said = case.messages(enquiry, with_notes=is_desk)
    context = {
        "enquiry": enquiry,
        "items": shown.items(
            said if "all" in request.GET else said[-MOST_SAID:],
            is_new=shown.written_after(_seen(request.GET), request.user),
            for_desk=is_desk,
            became_responsible=case.became_responsible(said, case.history(enquiry) if is_desk else []),
        ),
        "newest": said[-1].pk if said else 0,
        "may_answer": access.may(request.user, Verb.ANSWER, enquiry),
        **_others(request, enquiry, 0),
    }
    return render(request, "enquiries/desk/_conversation_now.html", context)


def _others(request: WorkspaceRequest, enquiry: Enquiry, newest: int) -> dict[str, str]:
    writers = case.writing_now(enquiry, request.user, clock.now())
    return {"writing_now": shown.people(writers), "told": shown.told(newest, writers)}


def _form(request: WorkspaceRequest, enquiry: Enquiry, *, seen: int, left: Iterable[str] = ()) -> AnswerForm:
    """Return the form as it was sent, for a conversation of which so much was seen, and which places were `left`."""
    data = request.POST.copy()
    data["seen"] = str(seen)
    data["left_open"] = " ".join([*data.get("left_open", "").split(), *left])
    is_guide = not _is_desk(request, enquiry)
    return AnswerForm(data, request.FILES, enquiry=enquiry, is_guide=is_guide)


def _newest_unseen(request: WorkspaceRequest, enquiry: Enquiry, seen: int) -> int:
    """Return the newest message of somebody else that is not on the page; 0 when there is none."""
    since = case.said_since(enquiry, request.user, seen, with_notes=_is_desk(request, enquiry))
    return since.values_list("pk", flat=True).last() or 0


def _noted(said: QueryDict, enquiry: Enquiry) -> str:
    """Return what is said of a note. It waits in the session, so it repeats no word of it."""
    if calling.called(said.get("text", "")[:LONGEST_TEXT], enquiry).unknown:
        return _("Your note has been kept. A name with @ in it is the name of nobody here: nobody was called by it.")
    return _("Your note has been kept.")


def _left_open(said: QueryDict) -> list[str]:
    """Return what still stands in {braces} and was not asked about before; nothing where the form says more anyway."""
    text, known = said.get("text", ""), set(said.get("left_open", "").split())
    return [] if len(text) > LONGEST_TEXT else [place for place in case.unfilled(text) if place not in known]


def _doubts(request: WorkspaceRequest, *, moved_on: bool, left: list[str]) -> str:
    """Return what is asked before an answer leaves."""
    said = []
    if moved_on:
        said.append(
            _(
                "Something was written while you were writing: it stands above, marked as new. "
                "Does your answer still fit?"
            )
        )
    if left:
        places = ", ".join(left[:MOST_PLACES])
        said.append(_("These places are still to be filled: %(places)s. Send all the same?") % {"places": places})
    if request.FILES:
        said.append(_("Please choose your files again."))
    return " ".join(said)


def _chosen_text(request: WorkspaceRequest, enquiry: Enquiry) -> str:
    """Return the text of the template or article whose button was pressed; "" when there is none any more."""
    if article := suggesting.article(_number(request.POST.get("article", "")), enquiry.language):
        return article.lines
    template = AnswerTemplate.objects.filter(pk=_number(request.POST.get("template", ""))).first()
    if template is None or not _is_desk(request, enquiry):
        return ""
    return case.filled(template, enquiry, request.user, suggesting.office_name(enquiry))


def _kept_at(text: str) -> str:
    return shown.moment(clock.now()) if text.strip() else ""


def _is_desk(request: WorkspaceRequest, enquiry: Enquiry) -> bool:
    """Whether the person works at the desk, and does not only help as a guide."""
    return access.may(request.user, Verb.NOTE, enquiry)


def _seen(said: QueryDict) -> int:
    return _number(said.get("seen", ""))


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) <= DIGITS else 0
