"""Where the editors' ways meet a page that cannot be published: a sentence, never an error page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowAction
from wagtail.models import Page

from welcome_ruhr.portal.models import PortalPage

from .untouched import reasons


def warn_of_draft(request: HttpRequest, page: Page) -> None:
    """After a draft is saved, name what will keep it from being published; the draft itself is stored."""
    # Saved in the background nobody would see the message, and the next page would show it many times over.
    by_hand = request.method == "POST" and request.accepts("text/html")
    if by_hand and isinstance(page, PortalPage) and page.problems():
        messages.warning(request, _("The draft is saved, but it cannot be published yet: see the reasons below."))


class CheckedWorkflowAction(WorkflowAction):
    """Approving outside the editor: from the dashboard, the preview or the list of tasks."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        revision = self.task_state.revision
        found = reasons(revision.as_object()) if self.action_name == "approve" else []
        if not found:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        messages.error(request, refusal_sentence(self.object, found))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            answer: JsonResponse = self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
            return answer
        return redirect(self.redirect_url)


def refuse_bulk_publishing(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> Any:
    """Publish none of several pages when one of them, or a draft below them that is asked for, cannot be published."""
    if action_type != "publish":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    refused = [(page, found) for page in _with_drafts_below(pages, action) if (found := _problems(page))]
    for page, found in refused:
        messages.error(request, refusal_sentence(page, found))
    return redirect(action.next_url) if refused else None


def _with_drafts_below(pages: list[Page], action: Any) -> Iterable[Page]:
    yield from pages
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in pages:
            yield from page.get_descendants().not_live()


def _problems(page: Page) -> list[str]:
    draft = page.specific.get_latest_revision_as_object()
    return reasons(draft)


def refusal_sentence(page: Page, found: list[str]) -> str:
    return _("“%(title)s” was not published. %(reasons)s") % {"title": page.title, "reasons": " ".join(found)}
