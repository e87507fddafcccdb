"""Who is responsible, what it is about, when to come back to it, and how it ends."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.desk.forms import CloseForm, HandOverForm, ReminderForm, SortForm
from welcome_ruhr.enquiries.desk.pages import Step, case_form
from welcome_ruhr.enquiries.models import Enquiry, Reminder

from .case import take_step


@case_form(Verb.NOTE)
def take(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    """Become responsible. Who is too late reads who was quicker, as long as they may read it at all."""

    def act() -> None:
        actions.take(enquiry=enquiry, by=request.user)

    return take_step(request, enquiry, Step("turn", act, _("You are responsible now.")))


@case_form(Verb.ASSIGN)
def hand_over(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    form = HandOverForm(request.POST, enquiry=enquiry)

    def act() -> None:
        actions.assign(enquiry=enquiry, to=form.cleaned_data["to"], by=request.user)

    said = _("Enquiry %(number)s was handed over.") % {"number": enquiry.number}
    return take_step(request, enquiry, Step("hand_over", act, said, form))


@case_form(Verb.ASSIGN)
def hand_back(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    def act() -> None:
        actions.hand_back(enquiry=enquiry, by=request.user)

    return take_step(request, enquiry, Step("turn", act, _("The enquiry is back among the new ones.")))


@case_form(Verb.SORT)
def sort(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    form = SortForm(request.POST, enquiry=enquiry)

    def act() -> None:
        actions.sort(enquiry=enquiry, sorting=form.sorting(), by=request.user)

    return take_step(request, enquiry, Step("sort", act, _("Kept."), form))


@case_form(Verb.REMIND)
def remind(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    form = ReminderForm(request.POST)

    def act() -> None:
        said = form.cleaned_data
        actions.remind(enquiry=enquiry, due_on=said["due_on"], text=said["text"], by=request.user)

    return take_step(request, enquiry, Step("remind", act, _("We remind you on that day, in the inbox."), form))


@case_form(Verb.REMIND)
def reminder_done(request: WorkspaceRequest, enquiry: Enquiry, reminder_pk: int) -> HttpResponse:
    reminder = Reminder.objects.filter(pk=reminder_pk, enquiry=enquiry, person=request.user).first()
    if reminder is None:
        raise Http404

    def act() -> None:
        actions.done(reminder=reminder, by=request.user)

    return take_step(request, enquiry, Step("remind", act, _("Done.")))


@case_form(Verb.CLOSE)
def close(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    form = CloseForm(request.POST)

    def act() -> None:
        actions.close(enquiry=enquiry, outcome=form.cleaned_data["outcome"], by=request.user)

    return take_step(request, enquiry, Step("close", act, _("The enquiry is closed."), form))


@case_form(Verb.CLOSE)
def reopen(request: WorkspaceRequest, enquiry: Enquiry) -> HttpResponse:
    def act() -> None:
        actions.reopen(enquiry=enquiry, by=request.user)

    return take_step(request, enquiry, Step("close", act, _("The enquiry is open again.")))
