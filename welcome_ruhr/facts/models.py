from __future__ import annotations

from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from welcome_ruhr.foundation.fields import TranslatedTextField, text_in

from .enums import Rhythm, Status, Unit


class Figure(ClusterableModel):
    """A number that an authority or a law sets and that changes in time; pages name it by `key`."""

    key = models.CharField(_("key"), unique=True, max_length=60)
    labels = TranslatedTextField(_("label"))
    unit = models.CharField(_("unit"), max_length=20, choices=Unit)
    rhythm = models.CharField(_("rhythm of change"), max_length=20, choices=Rhythm, default=Rhythm.ON_LAW)
    rule = models.CharField(_("rule it follows"), max_length=250, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    panels = [
        FieldPanel("key"),
        FieldPanel("labels"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("rhythm")]),
        FieldPanel("rule"),
        InlinePanel("values", heading=_("Values in time"), label=_("Value"), min_num=1),
    ]

    class Meta:
        ordering = ["key"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.label} ({self.key})"

    @property
    def as_token(self) -> str:
        return f"{{{{ fact:{self.key} }}}}"

    @property
    def label(self) -> str:
        return self.label_in(get_language() or "de")

    def label_in(self, language: str) -> str:
        return text_in(self.labels, language) or self.key

    def values_in_time(self) -> list[FigureValue]:
        """Return the values, the earliest first; one without a first day has held since ever."""
        return sorted(self.values.all(), key=lambda value: value.valid_from or date.min)

    def clean(self) -> None:
        super().clean()
        spans = [(value.valid_from, value.valid_to) for value in self.values_in_time()]
        for (_start, end), (start, _end) in pairwise(spans):
            if start is None or end is None or end >= start:
                raise ValidationError(_("Two values are valid on the same day: give the earlier one an end."))


class FigureValue(models.Model):
    """One value of a figure, from a first to a last day (both included; empty where nothing sets one)."""

    figure = ParentalKey(Figure, on_delete=models.CASCADE, related_name="values")
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.UNVERIFIED)
    source_title = models.CharField(_("source"), max_length=250, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=400, blank=True)
    as_of = models.DateField(_("source read on"))

    panels = [
        FieldRowPanel([FieldPanel("value"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        MultiFieldPanel([FieldPanel("source_title"), FieldPanel("source_url"), FieldPanel("as_of")]),
    ]

    class Meta:
        ordering = ["figure", "valid_from"]
        verbose_name = _("value of a figure")
        verbose_name_plural = _("values of figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="facts_value_ends_after_start",
                violation_error_message=_("A value cannot end before it starts."),
            ),
            models.UniqueConstraint(fields=["figure", "valid_from"], name="facts_one_value_per_start"),
            models.UniqueConstraint(
                fields=["figure"], condition=Q(valid_from__isnull=True), name="facts_one_value_without_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure.key} = {self.value}"


class LegalBasis(models.Model):
    """A paragraph of a law that a page rests on, with its last change that the editors have taken note of."""

    key = models.SlugField(_("key"), unique=True, max_length=60)
    label = models.CharField(_("label"), max_length=100)
    url = models.URLField(_("address of the text"), max_length=300)
    changed_on = models.DateField(
        _("changed with effect from"),
        null=True,
        blank=True,
        help_text=_("From this day, every page that cites it waits on the review desk until it is checked again."),
    )
    change_note = models.CharField(_("what has changed"), max_length=300, blank=True)
    change_noted_at = models.DateTimeField(_("change entered at"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["label"]
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        constraints = [
            models.CheckConstraint(
                condition=Q(changed_on__isnull=False) | Q(change_note=""),
                name="facts_change_of_law_has_a_date",
                violation_error_message=_("Say from which day the change holds."),
            )
        ]

    def __str__(self) -> str:
        return self.label
