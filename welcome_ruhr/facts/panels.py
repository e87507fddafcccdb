"""What the editors' page of a legal basis shows beside its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from wagtail.admin.panels import Panel

from .models import LegalBasis


def _no_pages(basis: LegalBasis) -> list[Any]:
    return []


class CitingPagesPanel(Panel):
    """Lists all pages that cite a legal basis, in every language.

    `source` gives them: objects with `title` and `versions`, pages of Wagtail. Page types stand above the facts,
    so the room that has them sets it.
    """

    source: ClassVar[Callable[[LegalBasis], list[Any]]] = staticmethod(_no_pages)

    @property
    def clean_name(self) -> str:
        return "citing_pages"

    class BoundPanel(Panel.BoundPanel):
        template_name = "facts/admin/citing_pages.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "citing": CitingPagesPanel.source(self.instance)}
