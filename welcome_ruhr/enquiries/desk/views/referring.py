"""Passing an enquiry on to an office, and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from welcome_ruhr.accounts.models import User
from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.directory.models import Office
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.desk import shown
from welcome_ruhr.enquiries.desk.forms import OutcomeForm, ReferForm
from welcome_ruhr.enquiries.desk.pages import UNPROCESSABLE, Step, Wrong, case_form, case_page
from welcome_ruhr.enquiries.enums import ConsentBy, ReferralOutcome, ReferralState
from welcome_ruhr.enquiries.errors import NobodyToAsk, Refused
from welcome_ruhr.enquiries.mails import OFFICE_LANGUAGE
from welcome_ruhr.enquiries.models import Enquiry, Referral
from welcome_ruhr.enquiries.queries import case, suggesting

from .case import back_to, take_step

LONGEST_SEARCH = 100


@require_safe
@case_page(Verb.REFER)
def choose_office(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Find the office that an enquiry goes to."""
    return _choice(request, enquiry, request.GET.get("q", "")[:LONGEST_SEARCH])


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Verb.REFER)
def refer(request: WorkspaceRequest, enquiry: Enquiry, office_pk: int) -> HttpResponse:
    """Write what an office gets to read, and ask for consent or pass it on."""
    office = suggesting.office(office_pk)
    if office is None:
        return _choice(request, enquiry, "", str(NobodyToAsk()))
    if request.method != "POST":
        question = case.first_question(case.messages(enquiry, with_notes=False))
        return _form_page(request, enquiry, ReferForm(office=office, question=question))
    return _referred(request, enquiry, ReferForm(request.POST, office=office))


@case_form(Verb.REFER)
def telling(request: WorkspaceRequest, enquiry: Enquiry, referral_pk: int) -> HttpResponse:
    """Note that an office which no mail reaches has been told."""
    referral = _of(enquiry, referral_pk)

    def act() -> None:
        actions.record_telling(referral=referral, by=request.user)

    said = _("Noted. The person reads that their question was passed on.")
    return take_step(request, enquiry, Step(f"referral-{referral_pk}", act, said))


@case_form(Verb.REFER)
def outcome(request: WorkspaceRequest, enquiry: Enquiry, referral_pk: int) -> HttpResponse:
    """Note how a referral ended."""
    referral, form = _of(enquiry, referral_pk), OutcomeForm(request.POST)

    def act() -> None:
        ended = ReferralOutcome(form.cleaned_data["outcome"])
        actions.record_outcome(referral=referral, outcome=ended, by=request.user)

    return take_step(request, enquiry, Step(f"referral-{referral_pk}", act, _("The outcome has been noted."), form))


@case_form(Verb.REFER)
def take_back(request: WorkspaceRequest, enquiry: Enquiry, referral_pk: int) -> HttpResponse:
    referral = _of(enquiry, referral_pk)

    def act() -> None:
        actions.take_back(referral=referral, by=request.user)

    return take_step(request, enquiry, Step(f"referral-{referral_pk}", act, _("The referral has been taken back.")))


@require_safe
@case_page(Verb.REFER)
def sheet(request: WorkspaceRequest, enquiry: Enquiry, referral_pk: int) -> HttpResponse:
    """A sheet of paper for an office without an e-mail address: to send, or to read out by phone."""
    referral = _of(enquiry, referral_pk)
    if referral.state != ReferralState.SENT:
        raise Http404
    context = {"enquiry": enquiry, "referral": referral, "sheet": _sheet(referral, request.user)}
    return render(request, "enquiries/desk/sheet.html", context)


def _referred(request: WorkspaceRequest, enquiry: Enquiry, form: ReferForm) -> HttpResponse:
    if not form.is_valid():
        return _form_page(request, enquiry, form, Wrong("refer", form, status=UNPROCESSABLE))
    consent_by = form.cleaned_data["consent_by"]
    asking: dict[str, Any] = {"enquiry": enquiry, "proposal": form.proposal(), "by": request.user}
    try:
        if consent_by == ConsentBy.PAGE:
            referral = actions.ask_consent(**asking)
        else:
            referral = actions.refer(consent_by=consent_by, **asking)
    except Refused as refused:
        return _form_page(request, enquiry, form, Wrong("refer", form, str(refused)))
    return back_to(request, enquiry, _said(referral))


def _said(referral: Referral) -> str:
    if referral.state == ReferralState.ASKED:
        return _("The person is asked on their page. Nothing has been passed on yet.")
    if referral.waits_for_paper:
        return _("Please tell the office now, by phone or on paper: no e-mail reaches it.")
    return _("The enquiry has been passed on.")


def _sheet(referral: Referral, sender: User) -> dict[str, str]:
    """Return what stands on the sheet, in the language of the offices here."""
    with override(OFFICE_LANGUAGE):
        said = {"day": shown.long_day(referral.answer_by), "name": sender, "address": sender.email}
        return {
            "language": OFFICE_LANGUAGE,
            "title": _("A person asks for your help (welcome.RUHR)"),
            "opening": _("Somebody asked welcome.RUHR what follows, and agreed that we pass it on to you:"),
            "asking": _("Please tell us by %(day)s whether you take it up. Nothing else is needed.") % said,
            "sender": _("welcome.RUHR, Regionalverband Ruhr: %(name)s, %(address)s") % said,
        }


def _choice(request: WorkspaceRequest, enquiry: Enquiry, words: str, why: str = "") -> HttpResponse:
    context = {
        "enquiry": enquiry,
        "words": words,
        "found": suggesting.find_offices(words),
        "suggested": suggesting.offices(enquiry),
        "why": why,
    }
    return render(request, "enquiries/desk/choose_office.html", context, status=404 if why else 200)


def _form_page(
    request: WorkspaceRequest, enquiry: Enquiry, form: ReferForm, wrong: Wrong | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "enquiry": enquiry,
        "form": form,
        "office": form.office,
        "has_mail": _has_mail(form.office),
        "wrong": wrong,
    }
    return render(request, "enquiries/desk/refer.html", context, status=wrong.status if wrong else 200)


def _has_mail(office: Office) -> bool:
    return bool(office.email) or any(person.email for person in suggesting.contact_persons(office))


def _of(enquiry: Enquiry, pk: int) -> Referral:
    found = Referral.objects.select_related("office", "person", "enquiry").filter(pk=pk, enquiry=enquiry).first()
    if found is None:
        raise Http404
    return found
