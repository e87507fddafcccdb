"""The page of the check: what is wrong with the rules, and of which offices nothing is verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from welcome_ruhr.directory.checking import coverage, due_rules, findings, office_gaps
from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Municipality, Office, ResponsibilityRule
from welcome_ruhr.directory.queries import directory


@dataclass(frozen=True)
class Gap:
    """A kind of office that nobody has verified for a town, with the way to close it."""

    kind: OfficeKind
    href: str
    waiting: Office | None
    """the office that is known but not verified"""


def may_see_the_check(user: Any) -> bool:
    return bool(user.has_perm("directory.change_office") or user.has_perm("directory.change_responsibilityrule"))


class CheckingView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "directory/admin/checking.html"
    page_title = _("Responsibility: check")
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_the_check(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows, edit_rule = coverage(), ResponsibilityRule.snippet_viewset.get_url_name("edit")
        return {
            **context,
            "findings": findings(),
            "due": [(rule, reverse(edit_rule, args=[rule.pk])) for rule in due_rules()],
            "rows": [(row, sorted(Counter(row.next_checks).items())) for row in rows],
            "towns": len(directory().towns),
            "gaps": [(town, list(_ways(town, kinds))) for town, kinds in office_gaps()],
            "gap_count": sum(len(row.open) for row in rows),
        }


def _ways(town: Municipality, kinds: list[OfficeKind]) -> Iterator[Gap]:
    edit, add = (Office.snippet_viewset.get_url_name(name) for name in ("edit", "add"))
    for kind in kinds:
        office = _waiting(town, kind)
        if office:
            yield Gap(kind, reverse(edit, args=[office.pk]), office)
        else:
            yield Gap(kind, f"{reverse(add)}?{urlencode({'kind': kind.value, 'town': town.ags})}", None)


def _waiting(town: Municipality, kind: OfficeKind) -> Office | None:
    table = directory()
    found = (one for pk, one in table.offices.items() if one.kind == kind and town.pk in table.served.get(pk, ()))
    return next((one for one in found if not one.published), None)


__all__ = ["CheckingView", "Gap", "may_see_the_check"]
