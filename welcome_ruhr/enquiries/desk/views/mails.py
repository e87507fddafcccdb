"""The mails of an enquiry as they came, and adding one to the enquiry that it belongs to."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.desk.formatted import formatted_page
from welcome_ruhr.enquiries.desk.pages import Wrong, case_form, case_page
from welcome_ruhr.enquiries.errors import Refused
from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.foundation import incoming, mailbox, uploads

from .case import page


@require_safe
@case_page(Verb.NOTE)
def original(request: WorkspaceRequest, enquiry: Enquiry, message_pk: int) -> HttpResponseBase:
    """Give out a mail as it came, to be saved and never opened in the portal."""
    name = f"{enquiry.number}-{message_pk}.eml"
    return uploads.download(_raw(enquiry, message_pk), name=name, content_type="application/octet-stream")


@require_safe
@csp_update({"frame-src": [SELF]})
@case_page(Verb.NOTE)
def formatted(request: WorkspaceRequest, enquiry: Enquiry, message_pk: int) -> HttpResponse:
    """A mail with the formatting that its sender gave it, in a frame of its own."""
    mail = incoming.read(_raw(enquiry, message_pk))
    context = {"enquiry": enquiry, "message_pk": message_pk, "has_formatting": bool(mail.html)}
    return render(request, "enquiries/desk/formatted.html", context)


@require_safe
@case_page(Verb.NOTE)
def framed(request: WorkspaceRequest, enquiry: Enquiry, message_pk: int) -> HttpResponse:
    """What stands in that frame."""
    return formatted_page(incoming.formatted(incoming.read(_raw(enquiry, message_pk)).html))


@case_form(Verb.NOTE)
def join(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Add an enquiry to the one that it may belong to."""
    into = enquiry.may_belong_to
    if into is None:
        raise Http404
    try:
        actions.join(enquiry=enquiry, into=into, by=request.user)
    except Refused as refused:
        return page(request, enquiry, wrong=Wrong("belongs", why=str(refused)))
    messages.success(request, _("It was added to %(number)s.") % {"number": into.number})
    return redirect("enquiries_desk:case", into.pk)


def _raw(enquiry: Enquiry, message_pk: int) -> bytes:
    """Return the mail that a message of the enquiry came in; 404 when there is none, or none any more."""
    message = Message.objects.select_related("mail").filter(pk=message_pk, enquiry=enquiry).first()
    if message is None or message.mail is None:
        raise Http404
    try:
        return mailbox.raw(message.mail)
    except mailbox.Erased as gone:
        raise Http404 from gone
