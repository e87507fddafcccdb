"""The page on which an office answers with the code it got by mail. There is no cookie: each form carries the code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import ReferralOutcome
from welcome_ruhr.enquiries.errors import ReferralNotOpen
from welcome_ruhr.enquiries.mine.entering import LARGEST_BODY, CodeForm, opened_with
from welcome_ruhr.enquiries.mine.personal import SeeOther, personal_frame, personal_page, too_large
from welcome_ruhr.enquiries.mine.standing import isolated, long_day
from welcome_ruhr.enquiries.models import Referral
from welcome_ruhr.enquiries.queries.office import referral_of_key
from welcome_ruhr.foundation import uploads
from welcome_ruhr.foundation.own_pages import own_pages_only

from .forms import AnswerForm

THANKS = "thanks"


@personal_page
@own_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def office_answer(request: HttpRequest) -> HttpResponse:
    """Ask for the code, show what was passed on, and take the answer."""
    if uploads.too_large_request(request, LARGEST_BODY):
        return too_large(request)
    if request.method != "POST":
        return _code_page(request, CodeForm())
    form = CodeForm(request.POST)
    referral = opened_with(form, request, referral_of_key)
    if referral is None:
        return _code_page(request, form)
    if "answering" not in request.POST:
        return _question_page(request, form, referral, AnswerForm())
    return _answer(request, form, referral)


def _answer(request: HttpRequest, form: CodeForm, referral: Referral) -> HttpResponse:
    answer = AnswerForm(request.POST)
    if not answer.is_valid():
        return _question_page(request, form, referral, answer)
    said = answer.cleaned_data
    try:
        actions.answer_of_office(referral=referral, outcome=ReferralOutcome(said["outcome"]), text=said["text"])
    except ReferralNotOpen:
        form.add_error("code", _("This question has been answered or taken back in the meantime. Thank you."))
        return _code_page(request, form)
    return SeeOther(f"{reverse('enquiries:office_answer')}?after={THANKS}")


def _code_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    context = {**personal_frame(request), "form": form, "has_thanks": request.GET.get("after") == THANKS}
    response = render(request, "enquiries/office_code.html", context, status=form.status)
    if form.wait_seconds:
        response["Retry-After"] = str(form.wait_seconds)
    return response


def _question_page(request: HttpRequest, form: CodeForm, referral: Referral, answer: AnswerForm) -> HttpResponse:
    context = {
        **personal_frame(request),
        "code": form.cleaned_data["code"],
        "office": isolated(referral.office_name),
        "words": referral.passed_on,
        "adviser": referral.by.get_full_name() if referral.by else "",
        "day": long_day(referral.answer_by),
        "form": answer,
        "error_items": [
            {"text": str(error), "href": f"#{answer[name].auto_id}"}
            for name, errors in answer.errors.items()
            for error in errors
        ],
    }
    return render(request, "enquiries/office_question.html", context, status=422 if answer.errors else 200)
