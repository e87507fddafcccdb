"""The lists of the directory in the menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from welcome_ruhr.directory.models import (
    ContactPerson,
    Institution,
    Municipality,
    Office,
    Partner,
    PlaceName,
    ResponsibilityRule,
)

from . import filters, views
from .checking_page import may_see_the_check
from .panels import MeaningPanel, UsesPanel

SHOWN = BooleanColumn("published", label=_("Shown"))


class DirectoryViewSet(SnippetViewSet):
    """What the lists of the directory have in common."""

    add_view_class = views.DirectoryCreateView
    edit_view_class = views.DirectoryEditView
    copy_view_enabled = False
    list_per_page = 50
    search_fields = ["name"]


class OfficeViewSet(DirectoryViewSet):
    model = Office
    icon = "site"
    index_view_class = views.OfficeIndexView
    add_view_class = views.OfficeCreateView
    edit_handler = ObjectList([*Office.panels, UsesPanel(heading=_("Used on"))])
    filterset_class = filters.OfficeFilter
    search_fields = ["name", "address", "key"]
    list_display = ["name", "kind", SHOWN, "as_of", "next_check_on"]


class MunicipalityViewSet(DirectoryViewSet):
    model = Municipality
    icon = "home"
    filterset_class = filters.MunicipalityFilter
    search_fields = ["name", "district", "postcodes"]
    list_display = ["name", "kind", "district"]


class ContactPersonViewSet(DirectoryViewSet):
    model = ContactPerson
    icon = "user"
    search_fields = ["name", "office__name"]
    list_display = ["name", "office", "task", BooleanColumn("is_active", label=_("May be asked"))]


class InstitutionViewSet(DirectoryViewSet):
    model = Institution
    icon = "group"
    filterset_class = filters.InstitutionFilter
    list_display = ["name", "kind", SHOWN, "as_of"]


class PartnerViewSet(DirectoryViewSet):
    model = Partner
    icon = "user"
    list_display = ["name", "role", "since", "until"]


class PlaceNameViewSet(DirectoryViewSet):
    model = PlaceName
    icon = "tag"
    filterset_class = filters.PlaceNameFilter
    list_display = ["name", "municipality", "kind", "language"]


def towns_of(rule: ResponsibilityRule) -> str:
    """Return the towns a rule is only for, as a list of rules has them."""
    return ", ".join(town.name for town in rule.municipalities.all()) or "–"


class ResponsibilityRuleViewSet(DirectoryViewSet):
    model = ResponsibilityRule
    icon = "crosshairs"
    add_view_class = views.RuleCreateView
    edit_view_class = views.RuleEditView
    edit_handler = ObjectList([MeaningPanel(heading=_("What this means")), *ResponsibilityRule.panels])
    filterset_class = filters.RuleFilter
    search_fields = ["key", "source"]
    list_display = [
        "key",
        "matter",
        Column("towns", label=_("Only in"), accessor=towns_of),
        "answer",
        "office_kind",
        "as_of",
        "next_check_on",
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return ResponsibilityRule.objects.prefetch_related("municipalities")


class CheckMenuItem(MenuItem):
    """The check of the rules, for whoever works on offices or rules."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_the_check(request.user)


class DirectoryGroup(SnippetViewSetGroup):
    items = (
        OfficeViewSet,
        ContactPersonViewSet,
        MunicipalityViewSet,
        PlaceNameViewSet,
        ResponsibilityRuleViewSet,
        InstitutionViewSet,
        PartnerViewSet,
    )
    menu_label = _("Directory")
    menu_name = "directory"
    menu_icon = "site"
    menu_order = 140

    def get_submenu_items(self) -> list[MenuItem]:
        items: list[MenuItem] = super().get_submenu_items()
        check = CheckMenuItem(
            _("Responsibility: check"),
            reverse("directory_checking"),
            name="directory-checking",
            icon_name="clipboard-list",
            order=len(items) + 1,
        )
        return [*items, check]


__all__ = ["DirectoryGroup"]
