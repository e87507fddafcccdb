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
