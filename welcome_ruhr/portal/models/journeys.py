from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from welcome_ruhr.portal.blocks import JourneyStep

from .base import KeptPage, PortalPage


class JourneyIndexPage(PortalPage):
    kind = "page"
    template = "portal/journeys.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.JourneyPage"]

    class Meta:
        verbose_name = _("list of journeys")


class JourneyPage(KeptPage):
    """Ordered steps with deadline, papers and office; `body` is the introduction."""

    kind = "journey"
    shared_fields = (*KeptPage.shared_fields, "illustration")
    text_fields = (*KeptPage.text_fields, "steps")
    template = "portal/journey.html"
    parent_page_types = ["portal.JourneyIndexPage"]
    subpage_types: list[str] = []

    steps = StreamField([("step", JourneyStep())], verbose_name=_("steps"))
    illustration = models.SlugField(_("illustration"), max_length=40, blank=True)

    content_panels = [*KeptPage.content_panels, FieldPanel("steps")]
    shared_panels = [*KeptPage.shared_panels, FieldPanel("illustration")]

    class Meta:
        verbose_name = _("journey")
        verbose_name_plural = _("journeys")
