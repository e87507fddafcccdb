"""Export and erase: what is held of one person. Whom it is about comes in the body, and stands in no address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from welcome_ruhr.accounts.workspace import WorkspaceRequest, forms_only
from welcome_ruhr.enquiries import access, actions
from welcome_ruhr.enquiries.desk import shown
from welcome_ruhr.enquiries.enums import State
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.pages import page_for
from welcome_ruhr.enquiries.queries import persons as held_of
from welcome_ruhr.enquiries.queries.persons import By, Found
from welcome_ruhr.foundation import clock, uploads

from .archive import zipped
from .forms import EraseForm, WhoForm

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(access.supervises)
def persons(request: WorkspaceRequest) -> HttpResponse:
    """Ask of whom, and show what is held of them."""
    form = WhoForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE if form.is_bound else 200)
    return _page(request, form, held_of.find(form.cleaned_data["who"]))


@page_for(access.supervises)
@forms_only
def export(request: WorkspaceRequest) -> HttpResponseBase:
    """Note down that all that is held is given out, and give it."""
    form = WhoForm(request.POST)
    found = held_of.find(form.cleaned_data["who"]) if form.is_valid() else Found(None, [])
    if not found.enquiries:
        return _page(request, form, found, status=UNPROCESSABLE)
    actions.export(enquiries=found.enquiries, by=request.user)
    archive = zipped([held_of.whole(one) for one in found.enquiries])
    name = f"welcome-ruhr-{clock.today():%Y-%m-%d}.zip"
    return uploads.download(archive, name=name, content_type="application/zip")


@page_for(access.supervises)
@forms_only
def erase(request: WorkspaceRequest) -> HttpResponse:
    """Ask once more; erase when that was confirmed for just the enquiries that there are now."""
    form = EraseForm(request.POST)
    found = held_of.find(request.POST.get("who", ""))
    if not found.enquiries:
        return _page(request, WhoForm(request.POST), found, status=UNPROCESSABLE)
    if "seen" not in request.POST:
        return _ask_again(request, found, _blank(request, found))
    if not form.is_valid():
        return _ask_again(request, found, form, status=UNPROCESSABLE)
    with transaction.atomic():
        found = held_of.find(form.cleaned_data["who"])
        if _keys(found) != sorted(form.cleaned_data["seen"]):
            return _changed_meanwhile(request, found)
        _erase(request, found, form.cleaned_data["who"])
    count = len(found.enquiries)
    said = ngettext("%(count)d enquiry was erased.", "%(count)d enquiries were erased.", count) % {"count": count}
    messages.success(request, said)
    return redirect("enquiries_desk:persons")


def _erase(request: WorkspaceRequest, found: Found, who: str) -> None:
    if found.by == By.EMAIL:
        actions.erase_person(email=who, by=request.user)
    else:
        actions.erase(enquiry=found.enquiries[0], by=request.user)


def _changed_meanwhile(request: WorkspaceRequest, found: Found) -> HttpResponse:
    messages.error(request, _("Nothing was erased: the enquiries of this person have changed. Please look again."))
    return _page(request, WhoForm(request.POST), found, status=CONFLICT)


def _blank(request: WorkspaceRequest, found: Found) -> EraseForm:
    seen = ",".join(str(key) for key in _keys(found))
    return EraseForm(initial={"who": request.POST.get("who", ""), "seen": seen})


def _keys(found: Found) -> list[int]:
    return sorted(one.pk for one in found.enquiries)


def _ask_again(request: WorkspaceRequest, found: Found, form: EraseForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "rows": _rows(found.enquiries)}
    return render(request, "enquiries/persons/erase.html", context, status=status)


def _page(request: WorkspaceRequest, form: WhoForm, found: Found | None = None, status: int = 200) -> HttpResponse:
    context = {"form": form, "found": found, "rows": _rows(found.enquiries) if found else []}
    return render(request, "enquiries/persons/persons.html", context, status=status)


def _rows(enquiries: list[Enquiry]) -> list[dict[str, Any]]:
    return [
        {
            "held": held,
            "enquiry": held.enquiry,
            "asked_on": shown.moment(held.enquiry.asked_at),
            "state": State(held.enquiry.state).label,
            "state_kind": shown.STATE_KINDS[held.enquiry.state],
        }
        for held in held_of.held(enquiries)
    ]
