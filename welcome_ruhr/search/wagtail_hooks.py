"""Word groups, how people ask, pinned results and the page to try them on, in Wagtail's admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from . import views
from .forms import AskedAsForm, PinForm, WordGroupForm
from .models import AskedAs, Pin, WordGroup
from .panels import TryPanel


class WordGroupViewSet(SnippetViewSet):
    model = WordGroup
    icon = "list-ul"
    menu_label = _("Word groups")
    menu_name = "word-groups"
    list_display = ["key", Column("some_words", label=_("Words"))]
    copy_view_enabled = False
    list_per_page = 50
    search_fields = ["key", "words"]
    edit_handler = ObjectList(
        [FieldPanel("key"), FieldPanel("words"), TryPanel("group", heading=_("Try it"))], base_form_class=WordGroupForm
    )


class AskedAsViewSet(SnippetViewSet):
    model = AskedAs
    icon = "help"
    menu_label = _("How people ask")
    menu_name = "asked-as"
    copy_view_enabled = False
    list_per_page = 50
    search_fields = ["page__title", "phrases"]
    edit_handler = ObjectList(
        [FieldPanel("page"), FieldPanel("phrases"), TryPanel("asked", heading=_("Try it"))],
        base_form_class=AskedAsForm,
    )


class PinViewSet(SnippetViewSet):
    model = Pin
    icon = "thumbtack"
    menu_label = _("Pinned results")
    menu_name = "pins"
    copy_view_enabled = False
    list_display = ["words", "language", "page"]
    search_fields = ["words"]
    edit_handler = ObjectList(
        [FieldPanel("language"), FieldPanel("words"), FieldPanel("page"), TryPanel("pin", heading=_("Try it"))],
        base_form_class=PinForm,
    )


class TuningMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return views.may_tune(request.user)


class SearchGroup(SnippetViewSetGroup):
    menu_label = _("Search words")
    menu_icon = "search"
    menu_name = "search-words"
    menu_order = 130
    items = (WordGroupViewSet, AskedAsViewSet, PinViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        tuning = TuningMenuItem(
            _("Try and tune"), reverse("search_tuning"), name="search-tuning", icon_name="search", order=0
        )
        return [tuning, *super().get_submenu_items()]


register_snippet(SearchGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("search-words/", views.TuningView.as_view(), name="search_tuning"),
        path("search-words/try/<slug:kind>/", views.try_change, name="search_try_change"),
        path("search-words/try/<slug:kind>/<int:pk>/", views.try_change, name="search_try_change"),
    ]
