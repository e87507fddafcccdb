from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from .enums import GERMAN_TERMS, InstitutionKind, MunicipalityType, OfficeKind


class Municipality(models.Model):
    """One of the 53 towns and cities; `ags` is its official key, `q` and `r` its place on the tile map."""

    ags = models.CharField(_("official key (AGS)"), max_length=8, unique=True)
    slug = models.SlugField(_("address part"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=MunicipalityType)
    district = models.CharField(_("district"), max_length=60, blank=True)
    website = models.URLField(_("website"), blank=True)
    population = models.PositiveIntegerField(_("population"))
    population_on = models.DateField(_("population counted on"))
    area_km2 = models.DecimalField(_("area in km²"), max_digits=7, decimal_places=2)
    postcodes = models.TextField(_("postcodes"), blank=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    q = models.SmallIntegerField(_("tile column"))
    r = models.SmallIntegerField(_("tile row"))
    neighbours = models.ManyToManyField("self", blank=True, verbose_name=_("neighbours"))

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("district")]),
        FieldPanel("website"),
        FieldRowPanel([FieldPanel("population"), FieldPanel("population_on"), FieldPanel("area_km2")]),
        FieldPanel("postcodes"),
        FieldPanel("neighbours"),
        MultiFieldPanel(
            [FieldPanel("ags"), FieldPanel("slug"), FieldPanel("q"), FieldPanel("r")], heading=_("Keys and tile")
        ),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [models.UniqueConstraint(fields=["q", "r"], name="directory_one_town_per_tile")]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A public office or advice service, with what was verified about it and when.

    Empty contact fields are honest: the page then links the town's own website.
    """

    key = models.SlugField(_("key"), unique=True, max_length=60)
    kind = models.CharField(_("kind"), max_length=30, choices=OfficeKind)
    name = models.CharField(_("name"), max_length=200)
    serves = models.ManyToManyField(Municipality, verbose_name=_("responsible for"), related_name="offices", blank=True)
    published = models.BooleanField(
        _("shown to visitors"), default=False, help_text=_("Only when name and responsibility are verified.")
    )
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    languages = models.CharField(_("languages spoken"), max_length=200, blank=True)
    as_of = models.CharField(_("as of"), max_length=10, blank=True, help_text=_("Year, month or day, such as 2025-05."))
    source = models.TextField(_("source"), blank=True)
    next_check_on = models.DateField(_("next check"), null=True, blank=True)
    review_note = models.TextField(_("for the editors: what to check"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        FieldPanel("published"),
        FieldPanel("serves"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("website"),
        FieldPanel("languages"),
        MultiFieldPanel(
            [FieldPanel("as_of"), FieldPanel("source"), FieldPanel("next_check_on"), FieldPanel("review_note")],
            heading=_("Verification"),
        ),
        FieldPanel("key"),
    ]

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return self.name

    @property
    def german_kind(self) -> str:
        return GERMAN_TERMS[OfficeKind(self.kind)]


class Institution(models.Model):
    """A university or research institute."""

    key = models.SlugField(_("key"), unique=True, max_length=60)
    kind = models.CharField(_("kind"), max_length=30, choices=InstitutionKind)
    name = models.CharField(_("name"), max_length=200)
    municipalities = models.ManyToManyField(Municipality, related_name="institutions", verbose_name=_("places"))
    published = models.BooleanField(_("shown to visitors"), default=False)
    website = models.URLField(_("website"), max_length=300, blank=True)
    international_name = models.CharField(_("international office"), max_length=200, blank=True)
    international_url = models.URLField(_("address of the international office"), max_length=300, blank=True)
    as_of = models.CharField(_("as of"), max_length=10, blank=True)
    source = models.TextField(_("source"), blank=True)
    review_note = models.TextField(_("for the editors: what to check"), blank=True)

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """Who carries or supports the project, and actors it works with."""

    key = models.SlugField(_("key"), unique=True, max_length=60)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=300, blank=True)
    since = models.CharField(_("since"), max_length=40, blank=True)
    until = models.CharField(_("until"), max_length=40, blank=True)
    present_name = models.CharField(_("name today"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    as_of = models.CharField(_("as of"), max_length=10, blank=True)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name
