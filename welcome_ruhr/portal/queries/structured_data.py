"""Structured data for search engines (schema.org, JSON-LD)."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from welcome_ruhr.design.static_files import static_address
from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Municipality, Office
from welcome_ruhr.portal.models import ArticlePage, HomePage, JourneyPage, KeptPage, NewsPage, PortalPage

from .frame import absolute

AUTHORITIES = {
    OfficeKind.CITIZENS_OFFICE,
    OfficeKind.FOREIGNERS_OFFICE,
    OfficeKind.INTEGRATION_CENTRE,
    OfficeKind.EMPLOYMENT_AGENCY,
    OfficeKind.JOB_CENTRE,
    OfficeKind.SKILLED_WORKER_AUTHORITY,
}
"""Kinds that are always of the state; advice, say, may be given by an association."""


def json_ld(page: PortalPage, context: dict[str, Any]) -> str:
    """Return the page's structured data (schema.org) as JSON that is safe inside a script element."""
    carrier = {"@type": "GovernmentOrganization", "name": "Regionalverband Ruhr", "url": "https://www.rvr.ruhr"}
    graph: list[dict[str, Any]] = []
    if isinstance(page, HomePage):
        graph.append(
            {
                "@type": "WebSite",
                "name": settings.SITE_NAME,
                "url": context["canonical"],
                "inLanguage": page.language,
                "publisher": carrier,
            }
        )
        graph.append(
            {
                "@type": "Organization",
                "name": settings.SITE_NAME,
                "url": settings.BASE_URL,
                "parentOrganization": carrier,
            }
        )
    else:
        crumbs = [_crumb(n, step) for n, step in enumerate(context["breadcrumbs"], 1)]
        graph.append({"@type": "BreadcrumbList", "itemListElement": crumbs})
    if page.below and (town := directory.municipality(page.below[0].removesuffix("/"))):
        graph += _offices_ld(town)
    if isinstance(page, (ArticlePage, NewsPage, JourneyPage)):
        graph.append(_article_ld(page, context, carrier))
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False).replace("<", "\\u003c")


def _crumb(position: int, step: dict[str, str]) -> dict[str, Any]:
    crumb: dict[str, Any] = {"@type": "ListItem", "position": position, "name": step["title"]}
    if step.get("href"):
        crumb["item"] = absolute(step["href"])
    return crumb


def _offices_ld(town: Municipality) -> list[dict[str, Any]]:
    """The verified offices near a town, each with all the municipalities it serves."""
    table = directory.directory()
    groups = (group for group in directory.responsible_offices(town) if not group.whole_region)
    offices = (office for group in groups for office in group.offices)
    return [_office_ld(office, [table.towns[pk] for pk in table.served.get(office.pk, ())]) for office in offices]


def _office_ld(office: Office, towns: list[Municipality]) -> dict[str, Any]:
    areas = [{"@type": "AdministrativeArea", "name": town.name, "identifier": town.ags} for town in towns]
    data: dict[str, Any] = {
        "@type": "GovernmentOffice" if office.kind in AUTHORITIES else "Organization",
        "@id": f"{settings.BASE_URL}/api/v1/offices/{office.key}",
        "name": office.name,
        "areaServed": sorted(areas, key=lambda area: str(area["identifier"])),
    }
    known = {
        "address": office.address,
        "telephone": office.phone,
        "email": office.email,
        "url": office.website,
        "availableLanguage": office.languages.split(),
    }
    return data | {name: value for name, value in known.items() if value}


def _article_ld(page: KeptPage, context: dict[str, Any], carrier: dict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Article",
        "headline": page.title,
        "description": context["description"],
        "inLanguage": page.language,
        "url": context["canonical"],
        "image": absolute(static_address("design/og.png")),
        "publisher": carrier,
    }
    if page.first_published_at:
        data["datePublished"] = page.first_published_at.date().isoformat()
    if page.checked_on:
        data["dateModified"] = page.checked_on.isoformat()
    return data
