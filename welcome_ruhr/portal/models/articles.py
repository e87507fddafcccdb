from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from .base import KeptPage


class ArticlePage(KeptPage):
    """The information itself; it stands below its topic, once per language."""

    kind = "article"
    shared_fields = (*KeptPage.shared_fields, "related")
    template = "portal/article.html"
    parent_page_types = ["portal.TopicPage"]
    subpage_types: list[str] = []

    related = StreamField(
        [("page", blocks.PageChooserBlock(label=_("Article")))], verbose_name=_("see also"), blank=True, max_num=4
    )

    shared_panels = [*KeptPage.shared_panels, FieldPanel("related")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class StandardPage(KeptPage):
    """Imprint, privacy, accessibility and the like."""

    kind = "legal"
    template = "portal/standard.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class AskPage(KeptPage):
    """Who advises in person: a full page with real offices."""

    kind = "page"
    template = "portal/ask.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("“ask us” page")
