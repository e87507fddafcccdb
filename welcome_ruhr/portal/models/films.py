from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from welcome_ruhr.portal import films

TYPES = films.TYPES


class Film(models.Model):
    """A film that the portal itself serves, such as one in German Sign Language.

    `read` fills in what the file says of itself; forms and the import call it before they save.
    """

    title = models.CharField(_("title"), max_length=150)
    file = models.FileField(
        _("film"),
        upload_to="films",
        validators=[FileExtensionValidator(list(TYPES))],
        help_text=_("MP4 (H.264) or WebM, at least 320 × 240 pixels and 25 frames per second, at most 300 MB."),
    )
    captions = models.FileField(
        _("German captions"),
        upload_to="films",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text=_("WebVTT, for people who do not sign."),
    )
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    frames_per_second = models.DecimalField(_("frames per second"), max_digits=7, decimal_places=3, editable=False)
    seconds = models.PositiveIntegerField(_("length in seconds"), editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)

    panels = [FieldPanel("title"), MultiFieldPanel([FieldPanel("file"), FieldPanel("captions")])]

    class Meta:
        ordering = ["title"]
        verbose_name = _("film")
        verbose_name_plural = _("films")

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        return PurePath(str(self.file.name)).name

    @property
    def media_type(self) -> str:
        return TYPES[films.ending_of(str(self.file.name))]

    @property
    def kind(self) -> str:
        return films.ending_of(str(self.file.name)).upper()

    @property
    def href(self) -> str:
        return reverse("films:film", args=[self.pk, self.file_name])

    @property
    def captions_href(self) -> str:
        return reverse("films:film", args=[self.pk, PurePath(str(self.captions.name)).name]) if self.captions else ""

    def read(self, file: Any) -> None:
        """Take over what the film says of itself. Raises ValidationError for what cannot be shown."""
        facts = films.read_film(file, file.name)
        self.width, self.height = facts.width, facts.height
        self.frames_per_second, self.seconds, self.size = facts.frames_per_second, facts.seconds, file.size
