"""No more mails: a page behind each mail of ours, which mail programs also call with one click (RFC 8058).

Its address is all that is needed, and all that the page knows: it shows no word of the enquiry. A program of the
mail provider sends the form without a cookie and without saying from where, so the guard for own pages lets it pass; a
program that only follows links changes nothing. The answer comes at once, without a redirect (RFC 8058 § 3.2).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import ReplyBy
from welcome_ruhr.enquiries.errors import Forgotten
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.queries.mine import enquiry_of_stop_token
from welcome_ruhr.foundation import uploads
from welcome_ruhr.foundation.own_pages import own_pages_only
from welcome_ruhr.foundation.rate_limit import RateLimitExceeded, hit, network_of
from welcome_ruhr.portal.site_tree import reader_language
from welcome_ruhr.portal.views import frame

from .entering import LARGEST_BODY
from .personal import personal_page, too_large

STOPS_PER_HOUR = 300
"""from one network: one machine of a mail provider sends those of many people"""


@personal_page
@own_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str = "") -> HttpResponse:
    """Say what happens, and do it when the button is pressed or a mail program sends the form."""
    if uploads.too_large_request(request, LARGEST_BODY):
        return too_large(request)
    try:
        hit(f"enquiries.stops:{_network(request)}", limit=STOPS_PER_HOUR, per=timedelta(hours=1))
    except RateLimitExceeded as error:
        return _too_many(request, error.retry_after_seconds)
    enquiry = enquiry_of_stop_token(token)
    if enquiry is None:
        return _page(request, token, status=404)
    return _stopped(request, token, enquiry) if request.method == "POST" else _page(request, token, enquiry)


def _stopped(request: HttpRequest, token: str, enquiry: Enquiry) -> HttpResponse:
    try:
        return _page(request, token, actions.stop_mail(enquiry=enquiry))
    except Forgotten:  # a moment ago: then there is nothing left to write about
        return _page(request, token, status=404)


def _page(
    request: HttpRequest, token: str, enquiry: Enquiry | None = None, *, status: int = 200, **said: Any
) -> HttpResponse:
    place = f"no-mail/{token}/" if enquiry else "no-mail/"
    context = {
        **frame(reader_language(), place, {}),
        "no_index": True,
        "is_known": enquiry is not None,
        "is_over": enquiry is not None and enquiry.reply_by == ReplyBy.PAGE,
        **said,
    }
    return render(request, "enquiries/stop_mail.html", context, status=status)


def _too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    response = _page(request, "", status=429, wait_minutes=-(-seconds // 60))
    response["Retry-After"] = str(seconds)
    return response


def _network(request: HttpRequest) -> str:
    return network_of(get_adapter().get_client_ip(request))
