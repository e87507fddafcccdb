"""Where the directory joins Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from .editing.checking_page import CheckingView
from .editing.snippets import DirectoryGroup
from .editing.views import say_findings
from .exchange import views as exchange
from .history import KEPT
from .models import ResponsibilityRule

register_snippet(DirectoryGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("directory/checking/", CheckingView.as_view(), name="directory_checking"),
        path("directory/offices.csv", exchange.export_offices, name="directory_export_offices"),
        path("directory/import/", exchange.ImportOfficesView.as_view(), name="directory_import_offices"),
        path("directory/import/apply/", exchange.apply_offices, name="directory_apply_offices"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(KEPT, _("Keep version"), _("Kept the version before this change"))


@hooks.register("insert_global_admin_css")
def editing_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("directory/editing.css"))


@hooks.register("after_delete_snippet")
def check_after_deleting(request: HttpRequest, instances: list[Any]) -> None:
    if any(isinstance(one, ResponsibilityRule) for one in instances):
        say_findings(request)
