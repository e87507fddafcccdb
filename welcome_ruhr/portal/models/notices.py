"""What changed in law or amounts: said once, shown on every page it concerns until its last day."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.fields import text_in
from welcome_ruhr.portal.fields import TranslatedTokenField
from welcome_ruhr.vocabulary.models import Topic


class NoticeQuerySet(models.QuerySet["Notice"]):
    def on(self, day: Any) -> NoticeQuerySet:
        """Those shown on this day, the newest first."""
        return self.filter(valid_from__lte=day, valid_until__gte=day).order_by("-valid_from", "key")


class Notice(models.Model):
    """A change that readers should know of, in every language, kept once for all pages that it concerns."""

    key = models.SlugField(_("key"), unique=True, max_length=60)
    headings = TranslatedTokenField(_("What has changed"), max_length=120)
    texts = TranslatedTokenField(_("Text"), max_length=600, multiline=True)
    valid_from = models.DateField(_("shown from"))
    valid_until = models.DateField(_("last day shown"), blank=True, help_text=_("Empty: twelve months."))
    more = models.ForeignKey(
        Page, verbose_name=_("page that tells more"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    pages = StreamField(
        [("page", blocks.PageChooserBlock(label=_("Page")))],
        verbose_name=_("these pages"),
        blank=True,
        help_text=_("In any language: the notice stands on all versions of a page. Of a topic, on its articles too."),
    )
    legal_bases = models.ManyToManyField(
        LegalBasis, verbose_name=_("pages that rest on these legal bases"), blank=True, related_name="+"
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("all pages of these topics"), blank=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    panels = [
        FieldPanel("key"),
        FieldPanel("headings"),
        FieldPanel("texts"),
        FieldPanel("more"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        MultiFieldPanel(
            [FieldPanel("pages"), FieldPanel("legal_bases"), FieldPanel("topics")], heading=_("Where it is shown")
        ),
    ]

    class Meta:
        ordering = ["-valid_from", "key"]
        verbose_name = _("notice of a change")
        verbose_name_plural = _("notices of changes")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="portal_notice_ends_after_start",
                violation_error_message=_("A notice cannot end before it is shown."),
            )
        ]

    def __str__(self) -> str:
        return text_in(self.headings, get_language() or "de") or self.key

    def clean_fields(self, exclude: Any = None) -> None:
        if self.valid_from and not self.valid_until:
            self.valid_until = clock.a_year_after(self.valid_from)
        super().clean_fields(exclude)
        missing = set(self.headings) ^ set(self.texts)
        if missing:
            raise ValidationError({"texts": _("Give each language both a heading and a text.")})
