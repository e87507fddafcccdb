from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PageFeedback(models.Model):
    """An answer to "Was this page helpful?": no name, no address, only the day."""

    about = models.CharField(_("page"), max_length=120)
    language = models.CharField(_("language"), max_length=10)
    helpful = models.BooleanField(_("helpful"))
    comment = models.TextField(_("comment"), blank=True, max_length=1000)
    given_on = models.DateField(_("date"))
    dealt_with_at = models.DateTimeField(_("dealt with at"), null=True, blank=True)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("dealt with by"),
    )

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = _("feedback on a page")
        verbose_name_plural = _("feedback on pages")

    def __str__(self) -> str:
        return f"{self.about} ({self.given_on})"
