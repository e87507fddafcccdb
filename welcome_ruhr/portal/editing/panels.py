"""The line at the top of the editor that says how the page stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from wagtail.admin.panels import Panel


def _nothing(page: Any, user: Any) -> dict[str, Any]:
    return {}


class StandingPanel(Panel):
    """Says whether the page is a translation and up to date, and what keeps it from being published.

    `source` gives what the template shows for a page and a user. What it asks stands above the models, which
    list this panel: so the hooks set it.
    """

    source: ClassVar[Callable[[Any, Any], dict[str, Any]]] = staticmethod(_nothing)

    @property
    def clean_name(self) -> str:
        return "standing"

    class BoundPanel(Panel.BoundPanel):
        template_name = "portal/admin/standing_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, **StandingPanel.source(self.instance, self.request.user)}
