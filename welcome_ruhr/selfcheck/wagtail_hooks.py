"""Where the self-checks join Wagtail's admin."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .flows import desk


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("self-checks/", desk.FlowsView.as_view(), name="selfcheck_flows"),
        path("self-checks/<slug:flow_id>.svg", desk.flow_picture, name="selfcheck_flow_picture"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(_("Self-checks"), reverse_lazy("selfcheck_flows"), icon_name="list-ul", order=145)
