"""The page of one enquiry, and the files in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.enquiries import access, actions
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.desk import shown, ways
from welcome_ruhr.enquiries.desk.case_page import CasePage, of_offer
from welcome_ruhr.enquiries.desk.pages import UNPROCESSABLE, Step, Wrong, case_page
from welcome_ruhr.enquiries.enums import GuideState
from welcome_ruhr.enquiries.errors import Refused
from welcome_ruhr.enquiries.models import Attachment, Enquiry, GuideRequest
from welcome_ruhr.enquiries.queries import case
from welcome_ruhr.foundation import uploads


@require_safe
@case_page(Verb.READ, Verb.AGREE)
def show_case(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """The page of an enquiry; a guide who has not said yes sees language, topic and place alone."""
    if not access.may(request.user, Verb.READ, enquiry):
        return offer_page(request, enquiry)
    response = page(request, enquiry, shows_all="all" in request.GET)
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
        return redirect(ways.back(request.GET)["href"])
    # The anchor takes the place of the form's own, so that the sentence at the top is seen.
    return redirect(f"{reverse('enquiries_desk:case', args=[enquiry.pk])}{ways.way(request.GET)}#main")


def page(request: WorkspaceRequest, enquiry: Enquiry, *, wrong: Wrong | None = None, **given: Any) -> HttpResponse:
    """Return the page of an enquiry as it is now; `given` as for `CasePage`."""
    current = case.enquiry(enquiry.pk) or enquiry
    shown_page = CasePage(current, request.user, wrong=wrong, way=request.GET, **given)
    template = "enquiries/desk/case.html" if shown_page.is_desk else "enquiries/desk/guide_case.html"
    return render(request, template, shown_page.context(), status=wrong.status if wrong else 200)


def offer_page(request: WorkspaceRequest, enquiry: Enquiry, *, wrong: Wrong | None = None) -> HttpResponse:
    """Ask a guide whether they help, without a word of the question."""
    asked = GuideRequest.objects.filter(enquiry=enquiry, guide=request.user, state=GuideState.ASKED).first()
    context = {"enquiry": enquiry, "guide_request": asked, "about": of_offer(enquiry), "wrong": wrong}
    return render(request, "enquiries/desk/offer.html", context, status=wrong.status if wrong else 200)
