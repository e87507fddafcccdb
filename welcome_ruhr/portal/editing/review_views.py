"""The review list, and its numbers on the dashboard."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from welcome_ruhr.directory.models import Office
from welcome_ruhr.directory.queries import offices_to_check
from welcome_ruhr.facts.queries import expired_figures, unverified_figures
from welcome_ruhr.portal.queries import pages_due

from . import review

PER_PAGE = 20


class ReviewView(WagtailAdminTemplateMixin, TemplateView):
    """What editors should look at again, each with the way to its editor."""

    template_name = "portal/admin/review.html"
    page_title = gettext_lazy("Review list")
    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_has_any_page_permission(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses = review.Uses()
        answers = self._paged(review.feedback_newest_first(), "feedback")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "expired": uses.of(expired_figures()),
            "unverified": uses.of(unverified_figures()),
            "refused": review.refused_in_time(),
            "behind": review.pages_behind(uses),
            "due": pages_due(),
            "offices": self._paged(offices_to_check(), "offices"),
            "office_edit_url": Office.snippet_viewset.get_url_name("edit"),  # type: ignore[attr-defined]  # set by Wagtail
            "feedback": answers,
            "feedback_entries": review.feedback_entries(answers),
        }

    def _paged(self, rows: Any, name: str) -> ListPage[Any]:
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get(name))


class ReviewPanel(Component):
    """What waits, in numbers, on the dashboard; each leads to its part of the review list."""

    order = 230  # after the tasks that wait for this very person
    template_name = "portal/admin/review_panel.html"

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        labels = {
            "refused": _("Pages that could not be published in time"),
            "expired": _("Expired figures"),
            "unverified": _("Figures not verified"),
            "behind": _("Pages whose figures have changed since their last check"),
            "due": _("Pages to check again"),
            "offices": _("Offices to check"),
            "feedback": _("Answers of readers in the last 30 days"),
        }
        numbers = review.counts()
        address = reverse("portal_review")
        return [
            {"label": label, "number": numbers[name], "href": f"{address}#{name}"}
            for name, label in labels.items()
            if numbers[name]
        ]

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"items": self.items}
