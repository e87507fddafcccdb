"""“How we answer”: how soon, how long words are kept, templates, and who is away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from welcome_ruhr.accounts.workspace import WorkspaceRequest, forms_only
from welcome_ruhr.enquiries import access, actions
from welcome_ruhr.enquiries.desk import shown
from welcome_ruhr.enquiries.enums import Outcome
from welcome_ruhr.enquiries.errors import Refused
from welcome_ruhr.enquiries.models import Absence, AnswerTemplate
from welcome_ruhr.enquiries.pages import page_for
from welcome_ruhr.enquiries.queries import rules as agreed
from welcome_ruhr.foundation.languages import own_name

from .forms import PLACEHOLDERS, AbsenceForm, AnswerTimesForm, RetentionForm, TemplateForm, text_languages

UNPROCESSABLE = 422


@require_safe
@page_for(access.sees_rules)
def rules(request: WorkspaceRequest) -> HttpResponse:
    return _page(request)


@page_for(access.supervises)
@forms_only
def answer_times(request: WorkspaceRequest) -> HttpResponse:
    """Set in how many working days each language is answered."""
    form = AnswerTimesForm(request.POST)
    if not form.is_valid():
        return _page(request, answer_form=form)
    for language, days in form.changed():
        actions.set_answer_time(language=language, working_days=days, by=request.user)
    return _back(request, _("Kept. Promises made before stay as they are."))


@page_for(access.supervises)
@forms_only
def retention(request: WorkspaceRequest) -> HttpResponse:
    """Set how long words are kept after each outcome."""
    form = RetentionForm(request.POST)
    if not form.is_valid():
        return _page(request, retention_form=form)
    for outcome, days in form.changed():
        actions.set_retention(outcome=outcome, days=days, by=request.user)
    return _back(request, _("Kept. It holds for enquiries that are closed from now on."))


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(access.sees_rules)
def new_template(request: WorkspaceRequest) -> HttpResponse:
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(access.sees_rules)
def template(request: WorkspaceRequest, pk: int) -> HttpResponse:
    return _write(request, get_object_or_404(AnswerTemplate, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(access.sees_rules)
def delete_template(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask whether a template is to go, and delete it when that was confirmed."""
    found = get_object_or_404(AnswerTemplate, pk=pk)
    if request.method != "POST":
        return render(request, "enquiries/rules/delete_template.html", {"template": found})
    title = found.title
    actions.delete_template(template=found, by=request.user)
    return _back(request, _("The template “%(title)s” has been deleted.") % {"title": title}, "templates")


@page_for(access.sees_rules)
@forms_only
def go_away(request: WorkspaceRequest) -> HttpResponse:
    form = AbsenceForm(request.POST, by=request.user)
    try:
        if form.is_valid():
            actions.go_away(**form.cleaned_data, by=request.user)
            return _back(request, _("The absence has been entered."), "absences")
    except Refused as refused:
        form.add_error(None, str(refused))
    return _page(request, absence_form=form)


@require_POST
@page_for(access.sees_rules)
def come_back(request: WorkspaceRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.select_related("person"), pk=pk)
    try:
        actions.come_back(absence=absence, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("enquiries_desk:rules")
    return _back(request, _("The absence has ended."), "absences")


def _write(request: WorkspaceRequest, found: AnswerTemplate | None) -> HttpResponse:
    form = TemplateForm(request.POST or None, template=found)
    if form.is_valid():
        kept = actions.write_template(**form.cleaned_data, template=found, by=request.user)
        return _back(request, _("The template “%(title)s” has been kept.") % {"title": kept.title}, "templates")
    context = {
        "form": form,
        "template": found,
        "placeholders": [(f"{{{name}}}", said) for name, said in PLACEHOLDERS.items()],
    }
    return render(request, "enquiries/rules/template.html", context, status=_status(form))


def _page(request: WorkspaceRequest, **wrong: Form) -> HttpResponse:
    """The page, also with a form on it that was not accepted."""
    forms: dict[str, Any] = {"absence_form": AbsenceForm(by=request.user), **wrong}
    if access.supervises(request.user):
        forms = {"answer_form": AnswerTimesForm(), "retention_form": RetentionForm(), **forms}
    context = {
        **forms,
        "answer_times": [(own_name(one.key), one.days) for one in agreed.answer_times()],
        "retention": [(Outcome(one.key).label, one.days) for one in agreed.retention_periods()],
        "templates": [(one, text_languages(one.texts)) for one in agreed.templates()],
        "absences": [_absence(request, one) for one in agreed.absences()],
    }
    status = UNPROCESSABLE if wrong else 200
    return render(request, "enquiries/rules/rules.html", context, status=status)


def _absence(request: WorkspaceRequest, absence: Absence) -> dict[str, Any]:
    return {
        "row": absence,
        "from_on": shown.day(absence.from_on),
        "until_on": shown.day(absence.until_on),
        "may_end": absence.person_id == request.user.pk or access.supervises(request.user),
    }


def _back(request: WorkspaceRequest, said: str, part: str = "") -> HttpResponse:
    messages.success(request, said)
    page = redirect("enquiries_desk:rules")
    if part:
        page["Location"] += f"#{part}"
    return page


def _status(form: Form) -> int:
    return UNPROCESSABLE if form.is_bound else 200
