"""Home, phases, audiences and topics: ways into the one content tree."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField

from welcome_ruhr.foundation.languages import is_variant
from welcome_ruhr.portal.blocks import Task
from welcome_ruhr.portal.fields import TokenTextField
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from .base import PortalPage


class HomePage(PortalPage):
    kind = "page"
    shared_fields = ("top_tasks",)
    text_fields = ("lead", *PortalPage.text_fields)
    template = "portal/home.html"
    max_count_per_parent = 10
    parent_page_types = ["wagtailcore.Page"]

    lead = TokenTextField(_("one sentence"), max_length=200)
    top_tasks = StreamField([("task", Task())], verbose_name=_("top tasks"), blank=True, max_num=3)

    content_panels = [
        *PortalPage.content_panels[:1],
        FieldPanel("lead", widget=AdminAutoHeightTextInput),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldPanel("body"),
    ]
    shared_panels = [FieldPanel("top_tasks")]

    class Meta:
        verbose_name = _("home page")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "portal/home_simple.html" if is_variant(self.language) else self.template


class DoorPage(PortalPage):
    """A door lists articles; it never holds copies of them."""

    shared_fields: tuple[str, ...] = ("illustration",)
    parent_page_types = ["portal.HomePage"]

    illustration = models.SlugField(_("illustration"), max_length=40, blank=True)

    class Meta:
        abstract = True


class PhasePage(DoorPage):
    kind = "phase"
    template = "portal/door.html"
    shared_fields = (*DoorPage.shared_fields, "phase")

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="+", verbose_name=_("phase"))

    shared_panels = [FieldPanel("phase"), FieldPanel("illustration")]

    class Meta:
        verbose_name = _("phase page")


class AudiencePage(DoorPage):
    kind = "audience"
    template = "portal/door.html"
    shared_fields = (*DoorPage.shared_fields, "audience")

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+", verbose_name=_("audience"))

    shared_panels = [FieldPanel("audience"), FieldPanel("illustration")]

    class Meta:
        verbose_name = _("audience page")


class TopicPage(DoorPage):
    kind = "topic"
    template = "portal/door.html"
    shared_fields = (*DoorPage.shared_fields, "topic")
    subpage_types = ["portal.ArticlePage"]

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+", verbose_name=_("topic"))

    shared_panels = [FieldPanel("topic"), FieldPanel("illustration")]

    class Meta:
        verbose_name = _("topic page")
