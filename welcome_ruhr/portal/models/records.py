"""What the portal keeps about its pages: how a translation stands, what the last import wrote."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Revision

from welcome_ruhr.portal.enums import Maker


class Translation(models.Model):
    """A page that was translated, and the very text of the source that it was made from.

    The page in `source_locale` with the same translation key is the source; a page without such a
    record is a source itself. How the two stand today is told by `queries.translation_state`.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="portal_translation")
    source_locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    # The revision may be purged some day; the digest then still tells whether the text has changed.
    source_revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source_digest = models.CharField(_("digest of the source text"), max_length=64, blank=True)
    source_text = models.TextField(_("source text it was made from"), blank=True)
    made_by = models.CharField(_("made by"), max_length=10, choices=Maker, default=Maker.MACHINE)
    released_by = models.CharField(_("released by"), max_length=150, blank=True)
    released_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")

    def __str__(self) -> str:
        return f"{self.page.title} ({self.get_made_by_display()})"


class PublishedText(models.Model):
    """The digest of a page's text as it is public, so that many translations are compared in one read."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="portal_published_text")
    digest = models.CharField(_("digest of the public text"), max_length=64)

    class Meta:
        verbose_name = _("public text")
        verbose_name_plural = _("public texts")

    def __str__(self) -> str:
        return f"{self.page_id} {self.digest}"


class ContentRecord(models.Model):
    """What the last import of one entry saw in the file and left in the database."""

    entry = models.CharField(_("entry"), max_length=150)
    language = models.CharField(_("language"), max_length=10, blank=True)
    path = models.CharField(_("file"), max_length=250)
    file_text = models.TextField(_("text of the file"))
    stored_text = models.TextField(_("text after the import"))
    imported_at = models.DateTimeField(_("imported at"), auto_now=True)

    class Meta:
        verbose_name = _("imported entry")
        verbose_name_plural = _("imported entries")
        constraints = [models.UniqueConstraint(fields=["entry", "language"], name="portal_one_record_per_entry")]

    def __str__(self) -> str:
        return f"{self.entry} {self.language}".strip()
