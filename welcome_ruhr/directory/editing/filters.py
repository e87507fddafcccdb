"""By what editors narrow down the lists of the directory."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from welcome_ruhr.directory.enums import AnswerKind, InstitutionKind, Matter, MunicipalityType, OfficeKind, PlaceKind
from welcome_ruhr.directory.models import Institution, Municipality, Office, PlaceName, ResponsibilityRule
from welcome_ruhr.directory.queries import offices_to_check

TOWNS = Municipality.objects.order_by("name")


class OfficeFilter(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=OfficeKind.choices)
    published = django_filters.BooleanFilter(label=_("Shown to visitors"))
    to_check = django_filters.BooleanFilter(label=_("To check"), method="needing_a_check")
    serves = django_filters.ModelChoiceFilter(label=_("Responsible for"), queryset=TOWNS)

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


class PlaceNameFilter(WagtailFilterSet):
    municipality = django_filters.ModelChoiceFilter(label=_("Municipality"), queryset=TOWNS)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=PlaceKind.choices)

    class Meta:
        model = PlaceName
        fields = ["municipality", "kind"]


class RuleFilter(WagtailFilterSet):
    """A town finds the rules that hold there: those that name it and those that hold everywhere."""

    matter = django_filters.ChoiceFilter(label=_("Matter"), choices=Matter.choices)
    town = django_filters.ModelChoiceFilter(label=_("Holds in"), queryset=TOWNS, method="holding_in")
    answer = django_filters.ChoiceFilter(label=_("Who is responsible"), choices=AnswerKind.choices)

    class Meta:
        model = ResponsibilityRule
        fields = ["matter", "town", "answer"]

    def holding_in(
        self, rules: QuerySet[ResponsibilityRule], name: str, town: Municipality
    ) -> QuerySet[ResponsibilityRule]:
        return rules.filter(Q(municipalities=town) | Q(municipalities=None)).distinct()
