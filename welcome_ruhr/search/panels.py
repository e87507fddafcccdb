"""Words to try below a form of the search's own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from .forms import TryForm


class TryPanel(Panel):
    """A field for what a reader types, and what would be found before and after the change."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "kind": self.kind}

    class BoundPanel(Panel.BoundPanel):
        template_name = "search/admin/try_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            pk = self.instance.pk
            names = {"kind": self.panel.kind, **({"pk": pk} if pk else {})}
            return {**context, "try_form": TryForm(), "try_address": reverse("search_try_change", kwargs=names)}
