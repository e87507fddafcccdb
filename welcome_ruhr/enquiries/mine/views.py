"""“My enquiry”: read answers, write back, agree or not, close, delete. Who has the code needs no account.

Reading changes nothing, so a program that follows every link does no harm.
"""

from __future__ import annotations

import math
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import Helped
from welcome_ruhr.enquiries.queries import mine as queries
from welcome_ruhr.foundation import uploads
from welcome_ruhr.foundation.own_pages import own_pages_only
from welcome_ruhr.foundation.rate_limit import RateLimitExceeded, hit

from . import visits
from .entering import LARGEST_BODY, CodeForm, opened_with
from .forms import HelpedForm, ReplyForm
from .guards import form_only, with_visit
from .pages import DELETED, GOODBYES, LEFT, code_page, goodbye, my_page, to_page
from .personal import personal_frame, personal_page, too_large
from .replying import reply as reply_once
from .showing import what_goes
from .visits import Visit

REPLIES_PER_HOUR = 20
CONSENT = {"yes": actions.give_consent, "no": actions.refuse_consent}


@personal_page
@own_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Show the enquiry whose code was entered, or ask for the code."""
    if uploads.too_large_request(request, LARGEST_BODY):
        return too_large(request)
    if request.method == "POST":
        return _enter(request)
    if visit := visits.current(request):
        return my_page(request, visit)
    return code_page(request, notice=str(GOODBYES.get(request.GET.get("after", ""), "")))


@with_visit
@form_only
def reply(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid() or _writes_too_often(visit, form):
        return my_page(request, visit, reply=form)
    said = form.cleaned_data
    message = reply_once(visit.enquiry, said["text"], said["attachments"], after=said["after"])
    return to_page(f"m{message.pk}")


def _writes_too_often(visit: Visit, form: ReplyForm) -> bool:
    """Say when to go on to somebody who would fill our disks."""
    try:
        hit(f"enquiries.replies:{visit.enquiry.pk}", limit=REPLIES_PER_HOUR, per=timedelta(hours=1))
    except RateLimitExceeded as error:
        minutes = math.ceil(error.retry_after_seconds / 60)
        form.add_error(
            "text", _("That was a lot within an hour. Please go on in %(minutes)d min.") % {"minutes": minutes}
        )
    return bool(form.errors)


@with_visit
def attachment(request: HttpRequest, visit: Visit, pk: int) -> HttpResponseBase:
    file = queries.attachment(visit.enquiry, pk)
    if file is None:
        raise Http404
    return uploads.download(uploads.read(file.stored_as), name=file.name, content_type=file.content_type)


@with_visit
@form_only
def consent(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Say yes or no to just the words that stood on the page."""
    referral = queries.referral(visit.enquiry, pk)
    act = CONSENT.get(request.POST.get("answer", ""))
    if referral is None or act is None:
        raise Http404
    act(referral=referral)
    return to_page()


@with_visit
@form_only
def helped(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = HelpedForm(request.POST)
    if not form.is_valid():
        return my_page(request, visit, helped=form)
    said = form.cleaned_data
    actions.say_whether_it_helped(enquiry=visit.enquiry, helped=Helped(said["helped"]), note=said["note"])
    return to_page("helped")


@with_visit
@form_only
def finish(request: HttpRequest, visit: Visit) -> HttpResponse:
    if not visit.enquiry.done_at:
        actions.finish(enquiry=visit.enquiry)
    return to_page()


@with_visit
def delete(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say what goes and what stays; only the form on that page deletes."""
    if request.method == "POST":
        actions.withdraw(enquiry=visit.enquiry)
        return goodbye(DELETED)
    context = {**personal_frame(request), **what_goes(visit)}
    return render(request, "enquiries/mine_delete.html", context)


@with_visit
@form_only
def leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    return goodbye(LEFT)


def _enter(request: HttpRequest) -> HttpResponse:
    form, text = CodeForm(request.POST), request.POST.get("text", "")
    enquiry = opened_with(form, request, queries.enquiry_of_key)
    if enquiry is None:
        return code_page(request, form, text=text)
    if not text.strip():
        response = to_page()
        visits.keep(response, enquiry)
        return response
    notice = _("Your text is still here. Please read it once more and send it. Files have to be chosen again.")
    return my_page(request, Visit(enquiry), reply=ReplyForm(initial={"text": text}), notice=notice)
