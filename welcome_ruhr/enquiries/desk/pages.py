"""What the views of the desk share: who is let in, and the page of an enquiry, also with what went wrong on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from welcome_ruhr.accounts.workspace import WorkspaceRequest, workspace_page
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.access import NotAllowed, Verb
from welcome_ruhr.enquiries.errors import Forgotten
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.queries import case

from . import ways

CaseView = Callable[Concatenate[WorkspaceRequest, Enquiry, ...], HttpResponseBase]
UNPROCESSABLE, CONFLICT = 422, 409


@dataclass(frozen=True)
class Wrong:
    """What was not accepted: at which part of the page, with what was typed, and why."""

    at: str
    form: Form | None = None
    why: str = ""
    status: int = CONFLICT


@dataclass(frozen=True)
class Step:
    """Something that somebody does on the page of an enquiry."""

    at: str
    """part of the page"""
    act: Callable[[], object]
    said: str
    """when it is done"""
    form: Form | None = None


def desk_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Show a page to those who work with enquiries; all others get 403."""

    @workspace_page
    @wraps(view)
    def shown(request: WorkspaceRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not access.works_here(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return shown


def case_page(*verbs: Verb) -> Callable[[CaseView], Callable[..., HttpResponseBase]]:
    """Give a view its enquiry, when the person may do one of these verbs with it.

    Who may not even see it gets 404, as if it did not exist; who may see it but not do this gets 403. So it is, too,
    when an action says no, because the enquiry went to somebody else a moment ago.
    """

    def guarded(view: CaseView) -> Callable[..., HttpResponseBase]:
        @desk_page
        @wraps(view)
        def shown(request: WorkspaceRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            enquiry = case.enquiry(pk)
            if enquiry is None or not access.verbs(request.user, enquiry):
                return _not_yours(request)
            if not any(access.may(request.user, verb, enquiry) for verb in verbs):
                raise PermissionDenied
            try:
                return view(request, enquiry, **kwargs)
            except (NotAllowed, Forgotten) as refused:
                return _turned_away(request, pk, refused)

        return shown

    return guarded


def case_form(*verbs: Verb) -> Callable[[CaseView], Callable[..., HttpResponseBase]]:
    """Give a view the enquiry that a form is about, as `case_page` does.

    Who opens its address again, from the history or after signing in anew, is led to the page where the form stands.
    """

    def guarded(view: CaseView) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @case_page(*verbs)
        @wraps(view)
        def sent(request: WorkspaceRequest, enquiry: Enquiry, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return redirect(f"{reverse('enquiries_desk:case', args=[enquiry.pk])}{ways.way(request.GET)}")
            return view(request, enquiry, **kwargs)

        return sent

    return guarded


def _turned_away(request: WorkspaceRequest, pk: int, refused: NotAllowed | Forgotten) -> HttpResponse:
    enquiry = case.enquiry(pk)
    if enquiry is not None and access.verbs(request.user, enquiry):
        raise PermissionDenied from refused
    return _not_yours(request)


def _not_yours(request: WorkspaceRequest) -> HttpResponse:
    """Say that there is nothing to see, in the same words whether it does not exist or belongs to somebody else."""
    return render(request, "enquiries/desk/not_yours.html", status=404)
