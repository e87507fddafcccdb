"""Notices of changes and films in Wagtail's admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from welcome_ruhr.portal.models import Film, Notice

from .uploads import FilmForm


class NoticeForm(WagtailAdminModelForm):
    """Asks where the notice is to be shown: one that concerns nothing would be seen by nobody."""

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean()
        if not any(cleaned.get(name) for name in ("pages", "legal_bases", "topics")):
            self.add_error("pages", _("Choose pages, legal bases or topics: nobody would see this notice."))
        return cleaned


class NoticeViewSet(SnippetViewSet):
    model = Notice
    icon = "warning"
    menu_label = _("Notices of changes")
    menu_name = "notices"
    menu_order = 125
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_handler = ObjectList(Notice.panels, base_form_class=NoticeForm)
    search_fields = ["key"]
    list_display = ["__str__", "valid_from", "valid_until"]


class FilmViewSet(SnippetViewSet):
    model = Film
    icon = "media"
    menu_label = _("Films")
    menu_name = "films"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_handler = ObjectList(Film.panels, base_form_class=FilmForm)
    list_display = ["title", "width", "height", "frames_per_second", "seconds"]
