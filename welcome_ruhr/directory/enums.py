from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MunicipalityType(TextChoices):
    INDEPENDENT_CITY = "independent_city", _("independent city")
    TOWN = "town", _("town")
    MUNICIPALITY = "municipality", _("municipality")


class OfficeKind(TextChoices):
    CITIZENS_OFFICE = "citizens_office", _("Citizens’ office")
    FOREIGNERS_OFFICE = "foreigners_office", _("Foreigners’ office")
    WELCOME_CENTRE = "welcome_centre", _("Welcome centre")
    INTEGRATION_CENTRE = "integration_centre", _("Municipal integration centre")
    RECOGNITION_ADVICE = "recognition_advice", _("Advice on recognition")
    EMPLOYMENT_AGENCY = "employment_agency", _("Employment agency")
    JOB_CENTRE = "job_centre", _("Job centre")
    CHAMBER_IHK = "chamber_ihk", _("Chamber of industry and commerce")
    CHAMBER_HWK = "chamber_hwk", _("Chamber of skilled crafts")
    ECONOMIC_DEVELOPMENT = "economic_development", _("Economic development")
    STARTUP_CENTRE = "startup_centre", _("Start-up centre")
    SKILLED_WORKER_AUTHORITY = "skilled_worker_authority", _("Central office for skilled immigration")


GERMAN_TERMS = {
    OfficeKind.CITIZENS_OFFICE: "Bürgerbüro",
    OfficeKind.FOREIGNERS_OFFICE: "Ausländerbehörde",
    OfficeKind.WELCOME_CENTRE: "Welcome Center",
    OfficeKind.INTEGRATION_CENTRE: "Kommunales Integrationszentrum",
    OfficeKind.RECOGNITION_ADVICE: "Anerkennungsberatung",
    OfficeKind.EMPLOYMENT_AGENCY: "Agentur für Arbeit",
    OfficeKind.JOB_CENTRE: "Jobcenter",
    OfficeKind.CHAMBER_IHK: "Industrie- und Handelskammer (IHK)",
    OfficeKind.CHAMBER_HWK: "Handwerkskammer (HWK)",
    OfficeKind.ECONOMIC_DEVELOPMENT: "Wirtschaftsförderung",
    OfficeKind.STARTUP_CENTRE: "STARTERCENTER",
    OfficeKind.SKILLED_WORKER_AUTHORITY: "Zentralstelle Fachkräfteeinwanderung",
}
"""The word on the door, shown beside every translation."""

ADVICE_KINDS = (OfficeKind.WELCOME_CENTRE, OfficeKind.INTEGRATION_CENTRE, OfficeKind.RECOGNITION_ADVICE)
"""Kinds that advise newcomers in person, the most welcoming first."""


class InstitutionKind(TextChoices):
    UNIVERSITY = "university", _("University")
    APPLIED_SCIENCES = "applied_sciences", _("University of applied sciences")
    ARTS = "arts", _("University of the arts")
    PUBLIC_ADMINISTRATION = "public_administration", _("University for public administration")
    RESEARCH = "research", _("Research institute")
    ALLIANCE = "alliance", _("Alliance")


class PlaceKind(TextChoices):
    """What a name is, if not that of a municipality today."""

    FORMER_TOWN = "former_town", _("former town")
    DISTRICT = "district", _("part of the town")
    SPELLING = "spelling", _("another spelling")


class Matter(TextChoices):
    """What somebody comes to an office for."""

    RESIDENCE = "residence", _("Visa and residence permit")
    REGISTRATION = "registration", _("Registering my address")
    RECOGNITION = "recognition", _("Recognition of my qualification")
    JOB_CENTRE = "job_centre", _("Looking for work, support without work")
    CHAMBER = "chamber", _("Training, trade and crafts")
    SCHOOL = "school", _("School for my child")


class Nationality(TextChoices):
    EU = "eu", _("EU, Iceland, Liechtenstein, Norway or Switzerland")
    VISA_FREE = (
        "visa_free",
        _("Australia, Israel, Japan, Canada, New Zealand, Republic of Korea, United Kingdom or USA"),
    )
    """May enter without a visa and apply for a permit here (AufenthV § 41(1))."""
    OTHER = "other", _("another country")


class Purpose(TextChoices):
    WORK = "work", _("Work")
    STUDY = "study", _("Studies or training")
    RESEARCH = "research", _("Research")
    FAMILY = "family", _("Living with my family")
    FOUNDING = "founding", _("Starting a business")
    JOB_SEARCH = "job_search", _("Looking for a job")
    NATURALISATION = "naturalisation", _("Becoming a German citizen")


class Stage(TextChoices):
    ABROAD = "abroad", _("I am still abroad.")
    ARRIVED = "arrived", _("I have just arrived.")
    EXTENDING = "extending", _("I live here and my permit ends, or I want to change something.")


class AnswerKind(TextChoices):
    OFFICE_KIND = "office_kind", _("the office of a kind that serves the place")
    OFFICE = "office", _("one office")
    MISSION_ABROAD = "mission_abroad", _("the German mission abroad")
    MUNICIPALITY = "municipality", _("the town’s or district’s own pages")
    NOT_NEEDED = "not_needed", _("nobody: it is not needed")


class Certainty(TextChoices):
    SURE = "sure", _("sure")
    PROBABLE = "probable", _("probable: please confirm")
