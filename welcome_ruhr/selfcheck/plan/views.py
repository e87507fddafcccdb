"""My steps in order, with days, papers and offices: as a page, a PDF and a calendar file. The address holds it all."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from welcome_ruhr.directory.queries import municipalities
from welcome_ruhr.foundation.languages import direction
from welcome_ruhr.foundation.rate_limit import RateLimitExceeded, network_of
from welcome_ruhr.portal.models import JourneyPage
from welcome_ruhr.portal.pdf import fonts
from welcome_ruhr.portal.pdf.making import page_for
from welcome_ruhr.portal.pdf.typesetting import CannotTypeset
from welcome_ruhr.portal.queries import journeys
from welcome_ruhr.portal.site_tree import reader_language
from welcome_ruhr.portal.views import frame
from welcome_ruhr.selfcheck.private import private_address

from .asking import PlanAsked, plan_asked
from .deadlines import days_asked
from .events import plan_calendar
from .paper import plan_pdf
from .steps import Plan, make_plan

FILE_NAME = "welcome-ruhr"
"""says nothing of whoever has it on a device that others use"""


@require_safe
@private_address
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan, or the journeys to choose one from."""
    page = _journey(request)
    if page is None:
        return _choose_journey(request)
    said = plan_asked(request.GET.dict(), page.content_id)
    with override(page.language):
        made = make_plan(page, said, language=reader_language())
    context = {
        **_frame(request),
        "plan": made,
        "form": said.form,
        "steps_language": page.language,
        "steps_direction": direction(page.language),
        "asks": _asks(made),
        "counts_days": bool(days_asked(said.journey)),
        "places": [town.name for town in municipalities()],
        "can_be_pdf": fonts.can_write(page.language),
        "whole_href": said.address(),
        "other_href": said.address(journey=""),
        "print_href": said.address(print="1"),
        # Not what was said of oneself: the place alone says where to look.
        "asks_about": {"about": "plan", "place": said.person.town.slug if said.person.town else ""},
    }
    return render(request, "selfcheck/plan.html", context)


@require_safe
@private_address
def plan_as_pdf(request: HttpRequest) -> HttpResponse:
    """Answer with the plan as a PDF that is made now and kept nowhere."""
    page = _journey(request)
    if page is None:
        return _to_plan(request)
    if not fonts.can_write(page.language):
        return _no_pdf(request, page, "no_font", status=404)
    said = plan_asked(request.GET.dict(), page.content_id)
    try:
        with override(page.language):
            sender = network_of(get_adapter().get_client_ip(request))
            content = plan_pdf(make_plan(page, said, language=page.language), sender=sender)
    except RateLimitExceeded:
        return _no_pdf(request, page, "too_many", status=429)
    except CannotTypeset:
        return _no_pdf(request, page, "refused", status=404)
    response = _file(content, "application/pdf", f'inline; filename="{FILE_NAME}.pdf"')
    # A policy for pages; browsers show a PDF with a viewer of their own, which it can break.
    response._csp_exempt = True  # type: ignore[attr-defined]  # read by django-csp
    return response


@require_safe
@private_address
def plan_as_calendar(request: HttpRequest) -> HttpResponse:
    """Answer with the days of the plan as a calendar file; without any, with the page that asks for them."""
    page = _journey(request)
    if page is None:
        return _to_plan(request)
    with override(page.language):
        made = make_plan(page, plan_asked(request.GET.dict(), page.content_id), language=page.language)
        content = plan_calendar(made) if made.dated else b""
    if not content:
        return _to_plan(request)
    return _file(content, "text/calendar; charset=utf-8", f'attachment; filename="{FILE_NAME}.ics"')


def _journey(request: HttpRequest) -> JourneyPage | None:
    found = page_for("journey", request.GET.get("journey", "")[:80], reader_language())
    return found if isinstance(found, JourneyPage) else None


def _choose_journey(request: HttpRequest) -> HttpResponse:
    language = reader_language()
    said = plan_asked(request.GET.dict(), "")
    names = dict(JourneyPage.objects.live().values_list("pk", "content_id"))
    items = [
        {
            "title": one.title,
            "href": said.address(journey=names[one.node.pk]),
            "summary": one.summary,
            "lang": one.lang,
        }
        for one in journeys(language)
        if names.get(one.node.pk)
    ]
    context = {**_frame(request), "items": items, "outdated": bool(request.GET.get("journey"))}
    return render(request, "selfcheck/plan_journeys.html", context)


def _frame(request: HttpRequest) -> dict[str, Any]:
    return {**frame(reader_language(), "plan/", request.GET.dict()), "no_index": bool(request.GET)}


def _asks(made: Plan) -> bool:
    """Whether the form stands open: something is wrong, or not everything that helps was said."""
    said = made.asked
    open_questions = [step.counting.question or (step.office and step.office.question) for step in made.steps]
    return bool(said.form and said.form.errors) or any(open_questions) or said.person.outdated


def _to_plan(request: HttpRequest) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    address = reverse("selfcheck:plan")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _file(content: bytes, content_type: str, disposition: str) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _no_pdf(request: HttpRequest, page: JourneyPage, state: str, *, status: int) -> HttpResponse:
    said: PlanAsked = plan_asked(request.GET.dict(), page.content_id)
    context = {
        **_frame(request),
        "state": state,
        "subject": page.title,
        "page_href": f"{reverse('selfcheck:plan')}{said.address()}",
        "print_href": f"{reverse('selfcheck:plan')}{said.address(print='1')}",
    }
    return render(request, "portal/pdf/message.html", context, status=status)
