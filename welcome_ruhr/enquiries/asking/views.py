"""“Ask us”: the form, what may answer before it is sent, and the receipt."""

from __future__ import annotations

import logging
from threading import Lock

from allauth.account.adapter import get_adapter
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from welcome_ruhr.enquiries.fields import MOST_FILES
from welcome_ruhr.enquiries.opening import is_open
from welcome_ruhr.enquiries.queries.helping import About, Helping, helping
from welcome_ruhr.foundation import proof_of_work, uploads
from welcome_ruhr.foundation.own_pages import own_pages_only
from welcome_ruhr.foundation.rate_limit import RateLimitExceeded, network_of
from welcome_ruhr.portal.site_tree import reader_language

from . import receipts
from .forms import AskForm, kept_form, new_form
from .never_kept import never_kept
from .pages import form_page, origin_of, receipt_page, too_large_page
from .sending import ArrivedBefore, question_of, send
from .trust import trust_of

LARGEST_REQUEST = MOST_FILES * uploads.MAX_BYTES + 1024**2
LARGEST_TYPED = 256 * 1024
"""Bytes of what a page sends while somebody types; files are not among it."""

logger = logging.getLogger(__name__)
searching_for_a_receipt = Lock()
"""in this process"""


@require_http_methods(["GET", "HEAD", "POST"])
@never_kept
@own_pages_only
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a question in; whatever is wrong, what was written is shown again."""
    if not _is_readable(request, LARGEST_REQUEST):
        return too_large_page(request)
    if request.method != "POST":
        return form_page(request, new_form(request.GET, reader_language()))
    if not is_open():
        return form_page(request, kept_form(request.POST), status=503)
    if "look" in request.POST:
        return form_page(request, kept_form(request.POST), helping=_helping_so_far(request), has_looked=True)
    return _sent(request, AskForm(request.POST, request.FILES))


@require_POST
@never_kept
@own_pages_only
def help_while_asking(request: HttpRequest) -> HttpResponse:
    """What may answer a question that is still being written; a POST, so that no word of it stands in an address."""
    if not _is_readable(request, LARGEST_TYPED):
        return HttpResponse(status=413)
    return render(request, "enquiries/ask_helping.html", {"helping": _helping_so_far(request)})


@require_safe
@never_kept
def challenge(request: HttpRequest) -> JsonResponse:
    """Work for the browser while somebody writes."""
    return JsonResponse(proof_of_work.challenge())


def _sent(request: HttpRequest, form: AskForm) -> HttpResponse:
    if not form.is_valid():
        return form_page(request, form, status=422)
    said = form.cleaned_data
    question = question_of(form, origin_of(said["about"]), trust_of(request.POST))
    try:
        receipt = send(question, attempt=said["attempt"], network=_network(request))
    except RateLimitExceeded as error:
        return _too_many(request, form, error.retry_after_seconds)
    except ArrivedBefore:
        return receipt_page(request, {})
    about = About(question.place, question.whereabouts, question.topic, question.audience)
    # Who saw the pages while writing, and sent the question all the same, need not be told of them again.
    found = Helping() if request.POST.get("seen") else _helping_unless_busy(question.text, about)
    return receipt_page(request, {**receipts.shown(receipt, reader_language()), "helping": found})


def _too_many(request: HttpRequest, form: AskForm, wait_seconds: int) -> HttpResponse:
    response = form_page(request, form, status=429, wait_minutes=-(-wait_seconds // 60))
    response["Retry-After"] = str(wait_seconds)
    return response


def _network(request: HttpRequest) -> str:
    return network_of(get_adapter().get_client_ip(request))


def _is_readable(request: HttpRequest, most_bytes: int) -> bool:
    """Whether what was sent can be taken in; asked before anything else looks at it."""
    if uploads.too_large_request(request, most_bytes):
        return False
    try:
        return request.POST is not None
    except SuspiciousOperation:  # too much text, too many fields or files
        return False


def _helping_so_far(request: HttpRequest) -> Helping:
    """Return what may answer what was typed up to now, whatever of it is not right yet."""
    form = AskForm(request.POST)
    form.is_valid()
    said, origin = form.cleaned_data, origin_of(request.POST.get("about", ""))
    about = About(
        said.get("place") or (origin.place if origin else None),
        said.get("whereabouts", ""),
        origin.topic if origin else None,
        origin.audience if origin else None,
    )
    return _helping(request.POST.get("question", ""), about)


def _helping_unless_busy(question: str, about: About) -> Helping:
    """Return what may answer, unless that is being found for another receipt: when many ask at once, none waits."""
    if not searching_for_a_receipt.acquire(blocking=False):
        return Helping()
    try:
        return _helping(question, about)
    finally:
        searching_for_a_receipt.release()


def _helping(question: str, about: About) -> Helping:
    """Return what may answer; a fault of the search keeps nobody from asking."""
    try:
        return helping(question, reader_language(), about)
    except Exception as error:
        # Its name alone: what it says can quote what was searched.
        logger.warning("Nothing could be found that answers a question: %s", type(error).__name__)
        return Helping()
