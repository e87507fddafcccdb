"""The two pages of “My enquiry”: the one that asks for the code, and the one that the code opens."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import visits
from .entering import CodeForm
from .personal import SeeOther, personal_frame
from .showing import shown
from .visits import Visit

LEFT, DELETED = "left", "deleted"
GOODBYES = {
    LEFT: gettext_lazy("You have left your enquiry. Your code opens it again."),
    DELETED: gettext_lazy("Everything is deleted. Your code opens nothing any more."),
}


def code_page(
    request: HttpRequest, form: CodeForm | None = None, *, notice: str = "", text: str = "", status: int = 200
) -> HttpResponse:
    """Ask for the code; a `text` that somebody wrote before is kept and comes back after it."""
    form = form or CodeForm()
    context = {**personal_frame(request), "form": form, "notice": notice, "text": text}
    response = render(request, "enquiries/mine_code.html", context, status=form.status if form.errors else status)
    if form.wait_seconds:
        response["Retry-After"] = str(form.wait_seconds)
    if visits.COOKIE in request.COOKIES:
        visits.end(response)
    return response


def code_again(request: HttpRequest) -> HttpResponse:
    """Ask for the code once more, because the visit is over; what was just sent is kept as far as it is text."""
    if request.method != "POST":
        return to_page()
    notice = _(
        "Nothing was sent yet: for your safety, this page closes after half an hour. Please enter your code again."
    )
    return code_page(request, notice=notice, text=request.POST.get("text", ""), status=403)


def my_page(request: HttpRequest, visit: Visit, *, status: int = 200, **said: Any) -> HttpResponse:
    """Show the enquiry; `said` is what `showing.shown` takes besides."""
    context = {**personal_frame(request), **shown(visit, **said)}
    status = 422 if context["error_items"] else status
    response = render(request, "enquiries/mine.html", context, status=status)
    visits.keep(response, visit.enquiry)
    return response


def to_page(anchor: str = "") -> HttpResponse:
    address = reverse("enquiries:mine")
    return SeeOther(f"{address}#{anchor}" if anchor else address)


def goodbye(after: str) -> HttpResponse:
    """Lead away from the enquiry, and have the browser forget it."""
    response = SeeOther(f"{reverse('enquiries:mine')}?after={after}")
    visits.end(response)
    return response
