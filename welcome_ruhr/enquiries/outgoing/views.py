"""Outgoing mail: what left, what waits, and what could not be delivered. Whom it went to stays closed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.enquiries import access, actions
from welcome_ruhr.enquiries.desk import shown
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.pages import page_for
from welcome_ruhr.enquiries.queries import outgoing as mails
from welcome_ruhr.foundation import local_mailbox, outbox
from welcome_ruhr.foundation.enums import MailState

from .refusals import what_to_do
from .states import KINDS, MEANINGS, NAMES, SHORT

Context = dict[str, Any]
DIGITS = 18
MOST_LOCAL = 25


@require_safe
@page_for(access.looks_after_mail)
def outgoing(request: WorkspaceRequest) -> HttpResponse:
    """How many mails are in each state, and the newest of them."""
    state = request.GET.get("state", "")
    state = state if state in MailState.values else ""
    queue = outbox.queue()
    page = mails.page(state, _number(request.GET.get("before", "")))
    local = local_mailbox.is_local()
    context = {
        "tabs": _tabs(queue, state),
        "meaning": MEANINGS.get(state),
        "oldest": shown.moment(queue.oldest_waiting) if queue.oldest_waiting else "",
        "mails": [_line(sent) for sent in page.mails],
        "next_href": _href(state=state, before=page.next) if page.next else "",
        "is_local": local,
        "most_local": MOST_LOCAL,
        "local_mails": [(one, _date(one)) for one in local_mailbox.mails(MOST_LOCAL)] if local else [],
    }
    return render(request, "enquiries/outgoing/outgoing.html", context)


@require_POST
@page_for(access.looks_after_mail)
def send_again(request: WorkspaceRequest, pk: int) -> HttpResponse:
    mail = mails.mail(pk)
    if mail is None:
        raise Http404
    try:
        outbox.send_again(mail, by=request.user)
    except outbox.CannotBeSentAgain:
        messages.error(request, _("This mail is on its way, has arrived, or its content was erased."))
    else:
        messages.success(request, _("The mail is sent again."))
    return redirect("enquiries_desk:outgoing")


@require_POST
@page_for(access.looks_after_mail)
def try_mail(request: WorkspaceRequest) -> HttpResponse:
    actions.try_mail(by=request.user)
    said = _("A test mail is on its way to %(address)s. It may take a minute.") % {"address": request.user.email}
    messages.success(request, said)
    return redirect("enquiries_desk:outgoing")


@require_safe
@page_for(access.looks_after_mail)
def local_mail(request: WorkspaceRequest, name: str) -> HttpResponse:
    """One mail of the folder; only where there is no mail server, and so no mail to a real person."""
    if not local_mailbox.is_local():
        raise Http404
    try:
        mail = local_mailbox.mail(name)
    except local_mailbox.NoSuchMail as error:
        raise Http404 from error
    return render(request, "enquiries/outgoing/local_mail.html", {"mail": mail, "date": _date(mail)})


def _tabs(queue: outbox.Queue, chosen: str) -> list[Context]:
    every = {"title": _("All"), "href": _href(), "count": sum(queue.counts.values()), "current": not chosen}
    return [every] + [
        {"title": SHORT[state], "href": _href(state=state), "count": queue.counts[state], "current": state == chosen}
        for state in MailState
    ]


def _line(sent: mails.Sent) -> Context:
    mail = sent.mail
    return {
        "pk": mail.pk,
        "kind": NAMES.get(mail.kind, mail.kind),
        "about": _about(mail.about),
        "state": MailState(mail.state).label,
        "state_kind": KINDS[mail.state],
        "attempts": mail.attempts,
        "created": shown.moment(mail.created_at),
        "since": shown.moment(mail.state_since),
        "next_try": shown.moment(mail.next_try_at) if mail.next_try_at else "",
        "problem": mail.problem,
        "what_to_do": what_to_do(mail.problem),
        "is_erased": sent.is_erased,
        "may_be_sent_again": sent.may_be_sent_again,
    }


def _about(subject: str) -> str:
    """Return what the desk calls the subject of a mail: “enquiry:12” → “A-12”."""
    kind, _colon, number = subject.partition(":")
    return Enquiry(pk=int(number)).number if kind == "enquiry" and number.isdecimal() else subject


def _date(mail: local_mailbox.LocalMail) -> str:
    return shown.moment(localtime(mail.date)) if mail.date and mail.date.tzinfo else ""


def _href(**said: object) -> str:
    kept = urlencode({name: value for name, value in said.items() if value})
    return reverse("enquiries_desk:outgoing") + (f"?{kept}" if kept else "")


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) <= DIGITS else 0
