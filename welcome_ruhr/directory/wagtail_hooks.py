"""Municipalities, offices, institutions and partners in Wagtail's admin."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .enums import InstitutionKind, MunicipalityType, OfficeKind
from .models import Institution, Municipality, Office, Partner
from .queries import offices_to_check

SHOWN = BooleanColumn("published", label=_("Shown"))


class OfficeFilter(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=OfficeKind.choices)
    published = django_filters.BooleanFilter(label=_("Shown to visitors"))
    to_check = django_filters.BooleanFilter(label=_("To check"), method="needing_a_check")
    serves = django_filters.ModelChoiceFilter(
        label=_("Responsible for"), queryset=Municipality.objects.order_by("name")
    )

    class Meta:
        model = Office
        fields = ["kind", "published", "to_check", "serves"]

    def needing_a_check(self, offices: QuerySet[Office], name: str, value: bool) -> QuerySet[Office]:
        waiting = offices_to_check().values("pk")
        return offices.filter(pk__in=waiting) if value else offices.exclude(pk__in=waiting)


class MunicipalityFilter(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=MunicipalityType.choices)

    class Meta:
        model = Municipality
        fields = ["kind"]


class InstitutionFilter(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=InstitutionKind.choices)
    published = django_filters.BooleanFilter(label=_("Shown to visitors"))

    class Meta:
        model = Institution
        fields = ["kind", "published"]


class DirectoryViewSet(SnippetViewSet):
    """What the lists of the directory have in common."""

    copy_view_enabled = False
    list_per_page = 50
    search_fields = ["name"]


class OfficeViewSet(DirectoryViewSet):
    model = Office
    icon = "site"
    filterset_class = OfficeFilter
    search_fields = ["name", "address", "key"]
    list_display = ["name", "kind", SHOWN, "as_of", "next_check_on"]


class MunicipalityViewSet(DirectoryViewSet):
    model = Municipality
    icon = "home"
    filterset_class = MunicipalityFilter
    search_fields = ["name", "district", "postcodes"]
    list_display = ["name", "kind", "district"]


class InstitutionViewSet(DirectoryViewSet):
    model = Institution
    icon = "group"
    filterset_class = InstitutionFilter
    list_display = ["name", "kind", SHOWN, "as_of"]


class PartnerViewSet(DirectoryViewSet):
    model = Partner
    icon = "user"
    list_display = ["name", "role", "since", "until"]


class DirectoryGroup(SnippetViewSetGroup):
    items = (OfficeViewSet, MunicipalityViewSet, InstitutionViewSet, PartnerViewSet)
    menu_label = _("Directory")
    menu_name = "directory"
    menu_icon = "site"
    menu_order = 140


register_snippet(DirectoryGroup)
