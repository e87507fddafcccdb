from collections.abc import Iterator
from typing import Any

from allauth.account import views as account
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from . import queries, views, workspace
from .models import User


class WorkspaceMenuItem(MenuItem):
    """The way to the workspace, for those who have work there."""

    def is_shown(self, request: workspace.SignedInRequest) -> bool:
        return bool(workspace.entries_for(request.user))


@hooks.register("register_admin_menu_item")
def workspace_menu_item() -> MenuItem:
    address = reverse("workspace:home")
    return WorkspaceMenuItem(gettext_lazy("Workspace"), address, name="workspace", icon_name="group", order=50)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Add the page that removes a second factor, and put our own sign-in and sign-out in the place of Wagtail's.

    Wagtail's login knows neither lock-out nor second factor: this address comes before its own and needs admin
    access, so whoever is not signed in is led to the sign-in page. Its logout leaves a message behind, and with it
    a session cookie: of two addresses with one name Django links to the last, so the menu leads here.
    """
    return [
        path("login/", RedirectView.as_view(pattern_name="wagtailadmin_home")),
        path("sign-out/", account.logout, name="wagtailadmin_logout"),
        path("users/second-factor/<int:user_id>/", views.remove_second_factor, name="accounts_remove_second_factor"),
    ]


@hooks.register("register_account_menu_item")
def security_menu_item(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Sign-in and security"),
        "help_text": _("Password, second factor and recovery codes"),
    }


@hooks.register("register_user_listing_buttons")
def second_factor_button(user: User, request_user: User) -> Iterator[Button]:
    if queries.may_change(user, by=request_user):
        yield Button(
            _("Remove second factor"),
            reverse("accounts_remove_second_factor", args=[user.pk]),
            icon_name="lock-open",
            priority=30,
        )


@hooks.register("before_edit_user")
def only_superusers_change_superusers(request: workspace.SignedInRequest, user: User) -> None:
    if not queries.may_change(user, by=request.user):
        raise PermissionDenied


@hooks.register("insert_global_admin_js")
def trouble_script() -> str:
    """Keep what somebody has written when the session ends meanwhile, as in the workspace."""
    script = format_html('<script type="module" src="{}"></script>', static("accounts/trouble.js"))
    return render_to_string("accounts/_trouble.html") + script


@hooks.register("insert_global_admin_css")
def trouble_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("accounts/admin.css"))


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("accounts.invite", _("Invite"), _("Link to choose a password sent"))
    actions.register_action("accounts.remove_second_factor", _("Remove second factor"), _("Second factor removed"))
