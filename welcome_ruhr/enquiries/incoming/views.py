"""Incoming mail: how the mailbox fares, what became of each mail, and what to do with those that are no enquiry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from welcome_ruhr.accounts.workspace import WorkspaceRequest, forms_only
from welcome_ruhr.enquiries import access, actions, tasks
from welcome_ruhr.enquiries.errors import Refused
from welcome_ruhr.enquiries.pages import page_for
from welcome_ruhr.enquiries.queries import incoming as mails
from welcome_ruhr.foundation import mailbox, uploads
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.models import IncomingMail

from . import showing
from .forms import MailFileForm

DIGITS = 18
UNPROCESSABLE = 422


@require_safe
@page_for(access.looks_after_mail)
def incoming(request: WorkspaceRequest) -> HttpResponse:
    """How the mailbox fares, how many mails are in each state, and the newest of them."""
    return _page(request, MailFileForm())


@require_POST
@page_for(access.looks_after_mail)
def fetch(request: WorkspaceRequest) -> HttpResponse:
    """Have the worker look into the mailbox now rather than within the next minute."""
    if mailbox.is_set():
        tasks.fetch_mail.enqueue()
        messages.success(request, _("The mailbox is being looked into. Load this page again in a moment."))
    else:
        messages.error(request, _("No mailbox is set up."))
    return redirect("enquiries_desk:incoming")


@page_for(access.looks_after_mail)
@forms_only
def take_in_file(request: WorkspaceRequest) -> HttpResponse:
    """Take in a mail that somebody saved as a file."""
    form = MailFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    mail = actions.take_in_file(raw=form.cleaned_data["file"].read(), by=request.user)
    return _told(request, mail)


@require_safe
@page_for(access.looks_after_mail)
def incoming_mail(request: WorkspaceRequest, mail_pk: int) -> HttpResponse:
    """One mail that is no enquiry, as it came; who opens it is noted down."""
    mail = _of(mail_pk, mails.may_be_opened)
    raw = actions.open_mail(mail=mail, by=request.user)
    context = {"mail": showing.line(mail), "meaning": showing.meaning(mail), **showing.opened(mail, raw)}
    return render(request, "enquiries/incoming/mail.html", context)


@require_safe
@page_for(access.looks_after_mail)
def incoming_original(request: WorkspaceRequest, mail_pk: int) -> HttpResponseBase:
    """Give out such a mail as a file, to be saved and never opened in the portal."""
    mail = _of(mail_pk, mails.may_be_opened)
    raw = actions.open_mail(mail=mail, by=request.user)
    return uploads.download(raw, name=f"mail-{mail.pk}.eml", content_type="application/octet-stream")


@require_POST
@page_for(access.looks_after_mail)
def try_again(request: WorkspaceRequest, mail_pk: int) -> HttpResponse:
    return _done(request, _of(mail_pk, _may_be_tried), actions.try_again)


@require_POST
@page_for(access.looks_after_mail)
def take_in_anyway(request: WorkspaceRequest, mail_pk: int) -> HttpResponse:
    return _done(request, _of(mail_pk, mails.may_be_taken_in), actions.take_in_anyway)


def _done(request: WorkspaceRequest, mail: IncomingMail, act: Callable[..., object]) -> HttpResponse:
    """Do something with a mail, and say what became of it."""
    try:
        act(mail=mail, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("enquiries_desk:incoming")
    mail.refresh_from_db()
    return _told(request, mail)


def _told(request: WorkspaceRequest, mail: IncomingMail) -> HttpResponse:
    """Say what became of a mail, and lead to where it stands now."""
    went_well = mail.state in (IncomingState.TAKEN, IncomingState.WAITING)
    say = messages.success if went_well else messages.warning
    say(request, showing.outcome(mail))
    if mails.may_be_opened(mail):
        return redirect("enquiries_desk:incoming_mail", mail.pk)
    return redirect("enquiries_desk:incoming")


def _page(request: WorkspaceRequest, form: MailFileForm) -> HttpResponse:
    asked = request.GET.get("state", "")
    state = asked if asked in IncomingState.values else ""
    page = mails.page(state, _number(request.GET.get("before", "")))
    context: dict[str, Any] = {
        "form": form,
        "box": showing.box(),
        "tabs": showing.tabs(state),
        "meaning": showing.MEANINGS.get(state),
        "mails": [showing.line(mail) for mail in page.mails],
        "next_href": showing.href(state=state, before=page.next) if page.next else "",
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "enquiries/incoming/incoming.html", context, status=status)


def _of(pk: int, is_right: Callable[[IncomingMail], bool]) -> IncomingMail:
    """Return a mail with which this may be done."""
    mail = mails.mail(pk)
    if mail is None or not is_right(mail):
        raise Http404
    return mail


def _may_be_tried(mail: IncomingMail) -> bool:
    return mails.may_be_opened(mail) and mail.state == IncomingState.UNREAD


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) <= DIGITS else 0
