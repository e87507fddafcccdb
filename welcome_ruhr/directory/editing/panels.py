"""What an editor sees beside the fields of an office or a rule."""

from __future__ import annotations

from typing import Any

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel

from welcome_ruhr.directory.models import ResponsibilityRule
from welcome_ruhr.directory.uses import uses_of

from .meaning import meaning_of


class UsesPanel(Panel):
    """Lists the pages and rules that use an office."""

    @property
    def clean_name(self) -> str:
        return "uses"

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/uses.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "uses": uses_of(self.instance, self.request.user)}


class MeaningPanel(Panel):
    """Says in words what a stored rule means, and in how many cases it answers."""

    @property
    def clean_name(self) -> str:
        return "meaning"

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/meaning.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            # As stored: after a refused form the instance holds what was typed.
            stored = ResponsibilityRule.objects.filter(pk=self.instance.pk).first()
            meaning = meaning_of(stored) if stored else None
            finder = AdminURLFinder(self.request.user)
            stronger = [(rule, finder.get_edit_url(rule)) for rule in meaning.stronger] if meaning else []
            return {**context, "meaning": meaning, "stronger": stronger}
