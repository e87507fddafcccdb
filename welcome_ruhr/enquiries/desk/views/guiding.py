"""Asking a Welcome Guide, and the guide's answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.desk.forms import GuideForm, ToAdviserForm
from welcome_ruhr.enquiries.desk.pages import UNPROCESSABLE, Step, Wrong, case_form, case_page
from welcome_ruhr.enquiries.errors import Refused
from welcome_ruhr.enquiries.models import Enquiry, GuideRequest
from welcome_ruhr.enquiries.queries import suggesting

from .case import back_to, offer_page, take_step


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Verb.ASK_GUIDE)
def ask_guide(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Ask a guide to help, after the person who asks has agreed."""
    if request.method != "POST":
        form = GuideForm(enquiry=enquiry, initial={"guide": request.GET.get("guide", "")})
        return _form_page(request, enquiry, form)
    form = GuideForm(request.POST, enquiry=enquiry)
    if not form.is_valid():
        return _form_page(request, enquiry, form, Wrong("guide", form, status=UNPROCESSABLE))
    try:
        actions.ask_guide(enquiry=enquiry, by=request.user, **form.cleaned_data)
    except Refused as refused:
        return _form_page(request, enquiry, form, Wrong("guide", form, str(refused)))
    return back_to(request, enquiry, _("The guide has been asked."))


@case_form(Verb.ASK_GUIDE)
def end_guidance(request: WorkspaceRequest, enquiry: Enquiry, request_pk: int) -> HttpResponse:
    """Let the guide no longer see the enquiry."""
    asked = _of(enquiry, request_pk)

    def act() -> None:
        actions.end_guidance(request=asked, by=request.user)

    return take_step(request, enquiry, Step("guides", act, _("The guide no longer sees this enquiry.")))


@case_form(Verb.AGREE)
def accept(request: WorkspaceRequest, enquiry: Enquiry, request_pk: int) -> HttpResponse:
    return _agreed(request, enquiry, request_pk, actions.accept_request, _("Thank you! Here is the question."))


@case_form(Verb.AGREE)
def decline(request: WorkspaceRequest, enquiry: Enquiry, request_pk: int) -> HttpResponse:
    return _agreed(request, enquiry, request_pk, actions.decline_request, _("Thank you for telling us."))


@case_form(Verb.WRITE_TO_ADVISER)
def write_to_adviser(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Let a guide tell the desk something that the person who asks does not read."""
    form = ToAdviserForm(request.POST)

    def act() -> None:
        actions.write_to_adviser(enquiry=enquiry, text=form.cleaned_data["text"], by=request.user)

    return take_step(request, enquiry, Step("to_adviser", act, _("Your message is with the adviser."), form))


@case_form(Verb.STOP_HELPING)
def stop_helping(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Let a guide end their help; the adviser is told, and goes on."""

    def act() -> None:
        actions.stop_helping(enquiry=enquiry, by=request.user)

    said = _("Thank you for your help. The adviser knows and goes on.")
    return take_step(request, enquiry, Step("stop_helping", act, said))


def _agreed(
    request: WorkspaceRequest, enquiry: Enquiry, pk: int, act: Callable[..., GuideRequest], said: str
) -> HttpResponse:
    try:
        act(request=_of(enquiry, pk), by=request.user)
    except Refused as refused:
        return offer_page(request, enquiry, wrong=Wrong("offer", why=str(refused)))
    return back_to(request, enquiry, said)


def _form_page(
    request: WorkspaceRequest, enquiry: Enquiry, form: GuideForm, wrong: Wrong | None = None
) -> HttpResponse:
    context = {
        "enquiry": enquiry,
        "form": form,
        "guides": suggesting.likely_guides(enquiry),
        "wrong": wrong,
    }
    return render(request, "enquiries/desk/ask_guide.html", context, status=wrong.status if wrong else 200)


def _of(enquiry: Enquiry, pk: int) -> GuideRequest:
    found = GuideRequest.objects.select_related("enquiry").filter(pk=pk, enquiry=enquiry).first()
    if found is None:
        raise Http404
    return found
