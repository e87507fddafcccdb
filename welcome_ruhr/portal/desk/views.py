"""The review desk and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.contrib.redirects import views as redirects
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from welcome_ruhr.directory.models import Office
from welcome_ruhr.portal.models import CheckedLink, KeptPage, PageFeedback
from welcome_ruhr.portal.tasks import try_links_again

from .actions import confirming, feedback, links
from .forms import IgnoreLinkForm
from .parts import PARTS
from .queries import feedback as answers
from .queries.links import ignored_links, in_use, unsure_links
from .queries.pages import with_languages
from .queries.waiting import Desk

PER_PAGE = 20


def back_to(part: str) -> HttpResponse:
    return redirect(f"{reverse('portal_desk')}#{part}" if part in PARTS else "portal_desk")


class EditorsOnly(WagtailAdminTemplateMixin):
    """A page of the desk: for everybody who works on pages."""

    header_icon = "clipboard-list"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_has_any_page_permission(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


def editors_post(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A button of the desk: sent as a form, by somebody who works on pages."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not user_has_any_page_permission(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return require_POST(guarded)


class DeskView(EditorsOnly, TemplateView):
    """What waits for editors, each with the way to its editor or a button that settles it."""

    template_name = "portal/admin/desk/desk.html"
    page_title = gettext_lazy("Review desk")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        desk = Desk()
        shown = {name: self._paged(getattr(desk, name), name) for name in PARTS}
        folded = {
            "dealt_with": answers.entries(answers.dealt_with()),
            "ignored": self._paged(ignored_links(), "ignored"),
            "unsure": self._paged(unsure_links(), "unsure"),
            "unchecked_translations": desk.unchecked_translations,
        }
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            **shown,
            **folded,
            **_parts({name: rows.paginator.count for name, rows in shown.items()}, folded),
            "due_pages": with_languages(shown["due"]),
            "behind_pages": list(zip(with_languages([e.page for e in shown["behind"]]), shown["behind"], strict=True)),
            "office_edit_url": Office.snippet_viewset.get_url_name("edit"),
            "feedback_entries": answers.entries(shown["feedback"]),
            "broken": in_use(shown["links"]),
        }

    def _paged(self, rows: Any, name: str) -> ListPage[Any]:
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get(name))


def _parts(counts: dict[str, int], folded: dict[str, Any]) -> dict[str, Any]:
    """Tell the parts where something waits, or is folded away, from those that are only named."""
    hold = {"feedback": ("dealt_with",), "translations": ("unchecked_translations",), "links": ("ignored", "unsure")}
    filled = {name for name, count in counts.items() if count or any(folded[one] for one in hold.get(name, ()))}
    return {
        "parts": [(name, label, counts[name]) for name, label in PARTS.items() if name in filled],
        "nothing_in": [label for name, label in PARTS.items() if name not in filled],
    }


@editors_post
def confirm_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say that a page and all its languages are still correct."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, KeptPage):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    try:
        confirmed = confirming.confirm_page(page=page, by=request.user)
    except confirming.NotPublic:
        messages.error(request, _("“%(title)s” is not public, so there is nothing to confirm.") % {"title": page.title})
    else:
        sentence = ngettext(
            "“%(title)s” is still correct: noted for %(count)d language.",
            "“%(title)s” is still correct: noted for %(count)d languages.",
            len(confirmed),
        )
        messages.success(request, sentence % {"title": page.title, "count": len(confirmed)})
    return back_to(request.POST.get("part", ""))


@editors_post
def deal_with_feedback(request: HttpRequest, feedback_id: int) -> HttpResponse:
    feedback.deal_with_feedback(feedback=get_object_or_404(PageFeedback, pk=feedback_id), by=request.user)
    return back_to("feedback")


@editors_post
def reopen_feedback(request: HttpRequest, feedback_id: int) -> HttpResponse:
    feedback.reopen_feedback(feedback=get_object_or_404(PageFeedback, pk=feedback_id))
    return back_to("feedback")


class IgnoreLinkView(EditorsOnly, FormView[IgnoreLinkForm]):
    """Asks why a broken link is not to be reported, and until when."""

    template_name = "portal/admin/desk/ignore.html"
    page_title = gettext_lazy("Do not report this link")
    form_class = IgnoreLinkForm

    @cached_property
    def link(self) -> CheckedLink:
        return get_object_or_404(CheckedLink, pk=self.kwargs["link_id"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        desk = {"url": reverse("portal_desk"), "label": DeskView.page_title}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "link": self.link}

    def form_valid(self, form: IgnoreLinkForm) -> HttpResponse:
        links.ignore_link(link=self.link, reason=form.cleaned_data["reason"], until=form.cleaned_data["until"])
        return back_to("links")


@editors_post
def hear_link(request: HttpRequest, link_id: int) -> HttpResponse:
    """Take a link off the ignore list."""
    links.hear_link(link=get_object_or_404(CheckedLink, pk=link_id))
    return back_to("links")


@editors_post
def try_link_again(request: HttpRequest, link_id: int) -> HttpResponse:
    """Have a link tried in the background, after somebody has mended it or the page."""
    link = get_object_or_404(CheckedLink, pk=link_id)
    links.ask_for_another_try(link=link)
    try_links_again.enqueue()
    messages.success(request, _("The link is tried again in the background; look here again in a minute."))
    return back_to("links")


class RedirectForMissedAddress(redirects.CreateView):
    """Wagtail's form for a redirect with the missed address filled in; it is sent to Wagtail's own view."""

    def get_initial_form_instance(self) -> Redirect:
        return Redirect(old_path=Redirect.normalise_path(self.request.GET.get("old_path", "")[:255]))
