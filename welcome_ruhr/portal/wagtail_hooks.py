"""Where the portal joins Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from welcome_ruhr.facts.panels import CitingPagesPanel
from welcome_ruhr.foundation.per_request import PerRequest

from . import richtext
from .desk import views as desk
from .desk.panel import DeskPanel
from .desk.queries import laws
from .editing import deleting, figures, refusals, rights, standing_line, translations, untouched
from .editing.page_form import PortalPageForm
from .editing.panels import StandingPanel
from .editing.snippets import FilmViewSet, NoticeViewSet
from .models import Translation

register_snippet(NoticeViewSet)
register_snippet(FilmViewSet)
PortalPageForm.untouched = staticmethod(untouched.untouched)
StandingPanel.source = staticmethod(standing_line.standing_line)
CitingPagesPanel.source = staticmethod(laws.pages_citing)

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


DESK_URLS: list[URLPattern] = [
    path("", desk.DeskView.as_view(), name="portal_desk"),
    path("pages/<int:page_id>/confirm/", desk.confirm_page, name="portal_confirm_page"),
    path("feedback/<int:feedback_id>/dealt-with/", desk.deal_with_feedback, name="portal_deal_with_feedback"),
    path("feedback/<int:feedback_id>/reopen/", desk.reopen_feedback, name="portal_reopen_feedback"),
    path("links/<int:link_id>/ignore/", desk.IgnoreLinkView.as_view(), name="portal_ignore_link"),
    path("links/<int:link_id>/hear/", desk.hear_link, name="portal_hear_link"),
    path("links/<int:link_id>/try-again/", desk.try_link_again, name="portal_try_link_again"),
    path("redirect/", desk.RedirectForMissedAddress.as_view(), name="portal_redirect_for_missed_address"),
]


@hooks.register("register_log_actions")
def desk_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        laws.CONFIRMED, gettext_lazy("Confirm"), gettext_lazy("Confirmed that the page is still correct")
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    one = "translations/<int:page_id>/"
    return [
        path("figures/choices/", figures.figure_choices, name="portal_figure_choices"),
        path("desk/", include(DESK_URLS)),
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
def desk_menu_item() -> MenuItem:
    return PagesMenuItem(
        gettext_lazy("Review desk"), reverse("portal_desk"), name="desk", icon_name="clipboard-list", order=120
    )


@hooks.register("construct_main_menu")
def keep_the_menu_short(request: HttpRequest, items: list[MenuItem]) -> None:
    if not rights.is_administrator(request.user):
        items[:] = [item for item in items if item.name not in ONLY_FOR_ADMINISTRATORS]


@hooks.register("construct_homepage_panels")
def desk_numbers(request: HttpRequest, panels: list[Any]) -> None:
    if user_has_any_page_permission(request.user):
        panels.append(DeskPanel())


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
