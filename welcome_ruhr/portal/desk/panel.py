"""What waits, in numbers, on the dashboard."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from .parts import PARTS
from .queries.waiting import Desk


class DeskPanel(Component):
    """Each number leads to its part of the review desk; a part where nothing waits is left out."""

    order = 230  # after the tasks that wait for this very person
    template_name = "portal/admin/desk/panel.html"

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        desk = Desk()
        address = reverse("portal_desk")
        return [
            {"label": label, "number": number, "href": f"{address}#{name}"}
            for name, label in PARTS.items()
            if (number := desk.count(name))
        ]

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"items": self.items}
