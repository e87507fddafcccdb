from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from .base import KeptPage, PortalPage


class NewsIndexPage(PortalPage):
    kind = "page"
    template = "portal/news_index.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.NewsPage", "portal.EventPage"]

    class Meta:
        verbose_name = _("list of news and events")


class NewsPage(KeptPage):
    kind = "news"
    shared_fields = (*KeptPage.shared_fields, "published_on")
    template = "portal/news.html"
    parent_page_types = ["portal.NewsIndexPage"]
    subpage_types: list[str] = []

    published_on = models.DateField(_("date"))

    shared_panels = [FieldPanel("published_on"), *KeptPage.shared_panels]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")


class EventPage(KeptPage):
    kind = "event"
    shared_fields = (*KeptPage.shared_fields, "starts_at", "ends_at", "place", "registration_url")
    template = "portal/event.html"
    parent_page_types = ["portal.NewsIndexPage"]
    subpage_types: list[str] = []

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=250, blank=True)
    registration_url = models.URLField(_("registration"), blank=True)

    shared_panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("place"),
        FieldPanel("registration_url"),
        *KeptPage.shared_panels,
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
