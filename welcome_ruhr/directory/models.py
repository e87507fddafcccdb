from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from welcome_ruhr.foundation.fields import ChoicesField, TranslatedTextField

from .enums import (
    GERMAN_TERMS,
    AnswerKind,
    Certainty,
    InstitutionKind,
    Matter,
    MunicipalityType,
    Nationality,
    OfficeKind,
    PlaceKind,
    Purpose,
    Stage,
)
from .history import KeepsHistory

PARTIAL_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
"""2025, 2025-05 or 2025-05-20"""
PHONE_NUMBER = re.compile(r"(?=(?:[^0-9]*[0-9]){5})[0-9 +/()-]+")


def is_phone_number(typed: str) -> None:
    """Refuse what a phone could not dial: it is printed as a link that calls. Raises ValidationError."""
    if not PHONE_NUMBER.fullmatch(typed):
        raise ValidationError(
            _("This is no phone number such as +49 234 12345: five digits or more, with spaces and + / ( ) - only.")
        )


class Municipality(KeepsHistory):
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


class PlaceName(models.Model):
    """What somebody may call one of the 53: a part of it, a town it took in, its name in another language."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="place_names", verbose_name=_("municipality")
    )
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind)
    language = models.CharField(_("language"), max_length=12, blank=True, help_text=_("Of a spelling, such as uk."))
    source = models.CharField(_("source"), max_length=300, blank=True)
    as_of = models.CharField(_("as of"), max_length=10, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("municipality")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("as_of")]),
    ]

    class Meta:
        ordering = ["municipality", "kind", "name"]
        verbose_name = _("place name")
        verbose_name_plural = _("place names")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name", "kind", "language"], name="directory_place_name_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.municipality})"


class Office(KeepsHistory):
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
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[is_phone_number])
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

    def clean(self) -> None:
        """Refuse what must not be printed: a visible office without a source, a date nobody can read."""
        problems = {}
        if self.published and not self.source.strip():
            problems["source"] = _("Visitors may only be shown what has a source.")
        if self.as_of and not PARTIAL_DAY.fullmatch(self.as_of):
            problems["as_of"] = _("This is not a year, month or day such as 2025-05.")
        if problems:
            raise ValidationError(problems)

    @property
    def german_kind(self) -> str:
        return GERMAN_TERMS[OfficeKind(self.kind)]

    @property
    def can_be_reached(self) -> bool:
        """Whether a way to the office is verified; else only the town's own pages lead to it."""
        return bool(self.address or self.phone or self.email or self.website)


class ContactPerson(models.Model):
    """Somebody at an office whom advisers may pass an enquiry on to; never shown to visitors."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="persons", verbose_name=_("office"))
    name = models.CharField(_("name"), max_length=120)
    task = models.CharField(_("task"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[is_phone_number])
    email = models.EmailField(_("e-mail"), blank=True)
    languages = models.CharField(_("languages spoken"), max_length=200, blank=True)
    is_active = models.BooleanField(_("may be asked"), default=True)

    panels = [
        FieldPanel("office"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("task")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldRowPanel([FieldPanel("languages"), FieldPanel("is_active")]),
    ]

    class Meta:
        ordering = ["office", "name"]
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")

    def __str__(self) -> str:
        return f"{self.name} ({self.office})"


class Institution(KeepsHistory):
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


class Partner(KeepsHistory):
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


class ResponsibilityRule(KeepsHistory):
    """Who is responsible in which case; of several rules that fit, the most specific one wins.

    What a rule does not name it does not ask: without municipalities it holds for all 53.
    """

    key = models.SlugField(_("key"), unique=True, max_length=60)
    matter = models.CharField(_("matter"), max_length=20, choices=Matter)
    municipalities = models.ManyToManyField(
        Municipality, blank=True, verbose_name=_("only in"), related_name="+", help_text=_("None means everywhere.")
    )
    nationalities = ChoicesField(_("only for citizens of"), of=Nationality)
    purposes = ChoicesField(_("only for those who come for"), of=Purpose)
    stages = ChoicesField(_("only for those who say"), of=Stage)
    answer = models.CharField(_("who is responsible"), max_length=20, choices=AnswerKind)
    office_kind = models.CharField(_("kind of office"), max_length=30, choices=OfficeKind, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("office"))
    also = ChoicesField(_("who helps besides"), of=OfficeKind)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty, default=Certainty.SURE)
    reasons = TranslatedTextField(_("why"), multiline=True, help_text=_("One or two short sentences."))
    papers = TranslatedTextField(_("papers"), multiline=True, blank=True, help_text=_("One a line."))
    booking = TranslatedTextField(_("how to book"), multiline=True, blank=True)
    next_page = models.CharField(
        _("page to follow"), max_length=80, blank=True, help_text=_("Such as journey:first-14-days.")
    )
    legal_bases = models.CharField(_("legal bases"), max_length=200, blank=True, help_text=_("Their keys."))
    source = models.URLField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"))
    next_check_on = models.DateField(_("next check"))

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("matter")]),
        MultiFieldPanel(
            [
                FieldPanel("municipalities"),
                FieldPanel("nationalities"),
                FieldPanel("purposes"),
                FieldPanel("stages"),
            ],
            heading=_("In which cases"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("answer"), FieldPanel("certainty")]),
                FieldRowPanel([FieldPanel("office_kind"), FieldPanel("office")]),
                FieldPanel("also"),
                FieldPanel("reasons"),
                FieldPanel("papers"),
                FieldPanel("booking"),
                FieldPanel("next_page"),
            ],
            heading=_("Answer"),
        ),
        FieldRowPanel([FieldPanel("source"), FieldPanel("as_of"), FieldPanel("next_check_on")]),
        FieldPanel("legal_bases"),
    ]

    class Meta:
        ordering = ["matter", "key"]
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(answer=AnswerKind.OFFICE_KIND) | ~models.Q(office_kind=""),
                name="directory_rule_names_the_kind",
                violation_error_message=_("Say which kind of office is responsible."),
            ),
            models.CheckConstraint(
                condition=~models.Q(answer=AnswerKind.OFFICE) | models.Q(office__isnull=False),
                name="directory_rule_names_the_office",
                violation_error_message=_("Say which office is responsible."),
            ),
        ]

    def __str__(self) -> str:
        return self.key
