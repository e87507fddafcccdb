"""Forms and lists of the directory, as far as they differ from Wagtail's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView

from welcome_ruhr.directory.checking import findings
from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.history import KeepsHistory, keep_version_before
from welcome_ruhr.directory.models import Municipality

SHOWN = 3
"""So many findings stand in the message; the page of the check has all."""


class SavedByHand:
    """Without Wagtail's saving while somebody types: a half-typed phone number would be public at once."""

    autosave_enabled: bool

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # of the view it is mixed into
        self.autosave_enabled = False


class DirectoryCreateView(SavedByHand, CreateView):
    """The form for a new row."""


class DirectoryEditView(SavedByHand, EditView):
    """Keeps what was there before the first change by hand, so that it can be compared and restored."""

    def form_valid(self, form: Any) -> HttpResponse:
        if isinstance(self.object, KeepsHistory):
            keep_version_before(self.object)
        response: HttpResponse = super().form_valid(form)
        return response


class OfficeCreateView(DirectoryCreateView):
    """Takes kind and town from the list of gaps: `?kind=citizens_office&town=05916000`."""

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        initial: dict[str, Any] = super().get_initial()
        if asked.get("kind") in OfficeKind.values:
            initial["kind"] = asked["kind"]
        if towns := list(Municipality.objects.filter(ags=asked.get("town", ""))):
            initial["serves"] = towns
        return initial

    def get_form_kwargs(self) -> dict[str, Any]:
        # Wagtail gives the form an instance, which comes before initial values of fields that are not empty.
        return {**super().get_form_kwargs(), "initial": self.get_initial()}


class OfficeIndexView(IndexView):
    """The list of offices, with the way to its exchange as CSV for those who may change offices."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons: list[Any] = super().header_more_buttons
        if self.request.user.has_perm("directory.change_office"):
            export, load = reverse("directory_export_offices"), reverse("directory_import_offices")
            buttons += [
                Button(_("Download all as CSV"), export, icon_name="download", priority=60),
                Button(_("Download all for Excel"), f"{export}?excel", icon_name="download", priority=65),
                Button(_("Import a CSV file"), load, icon_name="upload", priority=70),
            ]
        return buttons


class ChecksRules:
    """Says after saving what the check of the rules finds."""

    request: HttpRequest

    def save_action(self) -> HttpResponse:
        response: HttpResponse = super().save_action()  # type: ignore[misc]  # of the view it is mixed into
        say_findings(self.request)
        return response


class RuleCreateView(ChecksRules, DirectoryCreateView):
    """The form for a new rule."""


class RuleEditView(ChecksRules, DirectoryEditView):
    """The form of a rule."""


def say_findings(request: HttpRequest) -> None:
    """Tell what is wrong with the rules now; nothing when all is well."""
    found = findings()
    if not found:
        return
    head = ngettext(
        "The check of the rules finds %(count)d thing:", "The check of the rules finds %(count)d things:", len(found)
    )
    sentences = " ".join(str(one) for one in found[:SHOWN])
    button = messages.button(reverse("directory_checking"), _("Show the check"))
    messages.warning(request, f"{head % {'count': len(found)}} {sentences}", buttons=[button])


__all__ = [
    "DirectoryCreateView",
    "DirectoryEditView",
    "OfficeCreateView",
    "OfficeIndexView",
    "RuleCreateView",
    "RuleEditView",
    "say_findings",
]
