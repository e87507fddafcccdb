"""Structured data for search engines (schema.org, JSON-LD)."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from welcome_ruhr.design.static_files import static_address
from welcome_ruhr.portal.models import ArticlePage, HomePage, JourneyPage, KeptPage, NewsPage, PortalPage

from .frame import absolute


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
    if isinstance(page, (ArticlePage, NewsPage, JourneyPage)):
        graph.append(_article_ld(page, context, carrier))
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False).replace("<", "\\u003c")


def _crumb(position: int, step: dict[str, str]) -> dict[str, Any]:
    crumb: dict[str, Any] = {"@type": "ListItem", "position": position, "name": step["title"]}
    if step.get("href"):
        crumb["item"] = absolute(step["href"])
    return crumb


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
