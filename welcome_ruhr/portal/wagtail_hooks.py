"""Where the portal joins Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from welcome_ruhr.foundation.per_request import PerRequest

from . import richtext
from .editing import deleting, figures, refusals, review_views, rights, standing_line, translations
from .editing.panels import StandingPanel
from .models import Translation

StandingPanel.source = staticmethod(standing_line.standing_line)

_translated: PerRequest[set[int]] = PerRequest(lambda: set(Translation.objects.values_list("page_id", flat=True)))
"""Which pages are translations; a list of pages asks for each of them."""

ONLY_FOR_ADMINISTRATORS = {"reports", "help"}


class PagesMenuItem(MenuItem):
    """For everybody who works on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(user_has_any_page_permission(request.user))


@hooks.register("register_rich_text_features", order=10)  # after Wagtail’s own, which it replaces
def rich_text_features(features: FeatureRegistry) -> None:
    richtext.register(features)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    one = "translations/<int:page_id>/"
    return [
        path("figures/choices/", figures.figure_choices, name="portal_figure_choices"),
        path("review/", review_views.ReviewView.as_view(), name="portal_review"),
        path("translations/", translations.TranslationsView.as_view(), name="portal_translations"),
        path(one, translations.SideBySideView.as_view(), name="portal_side_by_side"),
        path(f"{one}release/", translations.release, name="portal_release_translation"),
        path(f"{one}start/<slug:language>/", translations.start, name="portal_start_translation"),
    ]


@hooks.register("insert_global_admin_css")
def editing_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/editing.css"))


@hooks.register("register_admin_menu_item")
def translations_menu_item() -> MenuItem:
    return PagesMenuItem(
        gettext_lazy("Translations"), reverse("portal_translations"), name="translations", icon_name="globe", order=110
    )


@hooks.register("register_admin_menu_item")
def review_menu_item() -> MenuItem:
    return PagesMenuItem(
        gettext_lazy("Review list"), reverse("portal_review"), name="review", icon_name="clipboard-list", order=120
    )


@hooks.register("construct_main_menu")
def keep_the_menu_short(request: HttpRequest, items: list[MenuItem]) -> None:
    if not rights.is_administrator(request.user):
        items[:] = [item for item in items if item.name not in ONLY_FOR_ADMINISTRATORS]


@hooks.register("construct_homepage_panels")
def review_numbers(request: HttpRequest, panels: list[Any]) -> None:
    if user_has_any_page_permission(request.user):
        panels.append(review_views.ReviewPanel(request.user))


@hooks.register("register_page_header_buttons")
def side_by_side_in_header(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    yield from _side_by_side(page)


@hooks.register("register_page_listing_more_buttons")
def side_by_side_in_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from _side_by_side(page)


def _side_by_side(page: Page) -> Iterator[Button]:
    if page.pk in _translated():
        address = reverse("portal_side_by_side", args=[page.pk])
        yield Button(_("Side by side with the source"), address, icon_name="globe", priority=15)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_draft(request: HttpRequest, page: Page) -> None:
    refusals.warn_of_draft(request, page)


@hooks.register("before_bulk_action")
def refuse_bulk_publishing(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    return refusals.refuse_bulk_publishing(request, action_type, objects, action)


@hooks.register("before_delete_snippet")
def refuse_deleting_what_is_used(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    return deleting.refuse_what_is_used(request, instances)
