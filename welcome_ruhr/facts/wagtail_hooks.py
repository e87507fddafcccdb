"""Figures and legal bases in Wagtail's admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.models import ReferenceIndex
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet, SnippetViewSetGroup

from welcome_ruhr.foundation import clock

from .enums import Rhythm, Standing, Unit
from .models import Figure, LegalBasis
from .panels import CitingPagesPanel
from .printing import amount, date_label
from .queries import figures_today


def uses(figure: Figure) -> int:
    """Return how many pages, in every language, print a figure."""
    return len(ReferenceIndex.get_references_to(figure).group_by_source_object())


def value_today(figure: Figure) -> str:
    """What the figure prints today, in the editor's language; of an unverified one its number, for the editors only."""
    today = figures_today().get(figure.key)
    return amount(today.value, get_language() or "de") if today else "–"


def standing_today(figure: Figure) -> str:
    """How that value stands, with its date."""
    today = figures_today().get(figure.key)
    if today is None:
        return _("no value yet")
    label = str(today.standing.label)
    return label if today.standing == Standing.UNVERIFIED else f"{label} ({date_label(today, get_language() or 'de')})"


class FigureFilter(WagtailFilterSet):
    standing = django_filters.ChoiceFilter(
        label=gettext_lazy("Today"), choices=Standing.choices, method="with_standing", empty_label=gettext_lazy("all")
    )
    unit = django_filters.ChoiceFilter(label=gettext_lazy("Unit"), choices=Unit.choices)
    rhythm = django_filters.ChoiceFilter(label=gettext_lazy("Changes"), choices=Rhythm.choices)

    class Meta:
        model = Figure
        fields = ["standing", "unit", "rhythm"]

    def with_standing(self, figures: QuerySet[Figure], name: str, value: str) -> QuerySet[Figure]:
        return figures.filter(key__in=[key for key, today in figures_today().items() if today.standing == value])


class FigureForm(WagtailAdminModelForm):
    """Keeps the key of a figure that pages name: a new key would leave their tokens without a figure."""

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if self.instance.pk and key != self.instance.key and (count := uses(self.instance)):
            sentence = ngettext(
                "%(count)d page names this key, so it has to stay.",
                "%(count)d pages name this key, so it has to stay.",
                count,
            )
            raise ValidationError(sentence % {"count": count})
        return key


class FigureIndexView(IndexView):
    """Finds figures by key or by their name in any language."""

    def search_queryset(self, queryset: QuerySet[Figure]) -> QuerySet[Figure]:
        words = (self.search_query or "").casefold().split()
        if not words:
            return queryset
        found = [figure.pk for figure in queryset if _has(figure, words)]
        return queryset.filter(pk__in=found)


def _has(figure: Figure, words: list[str]) -> bool:
    text = " ".join([figure.key, *figure.labels.values()]).casefold()
    return all(word in text for word in words)


class FigureEditView(EditView):
    """After a change, says how many pages now print it."""

    def get_success_message(self) -> str:
        count = uses(self.object)
        if not count:
            return _("“%(label)s” is saved. No page prints it.") % {"label": self.object.label}
        sentence = ngettext(
            "“%(label)s” is saved. %(count)d page prints it.", "“%(label)s” is saved. %(count)d pages print it.", count
        )
        return sentence % {"label": self.object.label, "count": count}

    def get_success_buttons(self) -> list[Any]:
        buttons: list[Any] = super().get_success_buttons()
        return [messages.button(self.get_usage_url(), _("Show these pages")), *buttons]


class FigureViewSet(SnippetViewSet):
    model = Figure
    icon = "decimal"
    index_view_class = FigureIndexView
    edit_view_class = FigureEditView
    edit_handler = ObjectList(Figure.panels, base_form_class=FigureForm)
    filterset_class = FigureFilter
    search_fields = ["key"]
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        "__str__",
        Column("value_today", label=gettext_lazy("Value today"), accessor=value_today),
        Column("standing", label=gettext_lazy("Standing"), accessor=standing_today),
    ]


class LegalBasisForm(WagtailAdminModelForm):
    """Notes when a change of the law was entered: pages checked before that have to be looked at."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("changed_on"):
            self.instance.change_noted_at = None
        elif {"changed_on", "change_note"} & set(self.changed_data):
            self.instance.change_noted_at = clock.now()
        return cleaned


class LegalBasisViewSet(SnippetViewSet):
    model = LegalBasis
    icon = "openquote"
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("label"), FieldPanel("key")]),
            FieldPanel("url"),
            MultiFieldPanel([FieldPanel("changed_on"), FieldPanel("change_note")], heading=gettext_lazy("Last change")),
            CitingPagesPanel(heading=gettext_lazy("Pages that cite it")),
        ],
        base_form_class=LegalBasisForm,
    )
    search_fields = ["label", "key"]
    copy_view_enabled = False
    list_per_page = 50
    list_display = ["label", "key", "changed_on"]


class FactsGroup(SnippetViewSetGroup):
    items = (FigureViewSet, LegalBasisViewSet)
    menu_label = gettext_lazy("Facts")
    menu_name = "facts"
    menu_icon = "decimal"
    menu_order = 130


register_snippet(FactsGroup)
