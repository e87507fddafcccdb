"""What the stock article's template needs beyond the page: read with querysets, a few for the whole page.

The same information as on our page. Reads are joined where Wagtail's documentation shows how (`specific()`,
`select_related`, `prefetch_related`), so the stock view is not made slower than care would leave it.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.models import ArticlePage, JourneyPage, Notice

IN_MENU = ("phasepage", "journeyindexpage", "cityindexpage", "askpage")
MORE = ("topicpage", "audiencepage")
ABOUT = ("askpage", "standardpage")


def article_context(page: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    ancestors = list(page.get_ancestors().filter(depth__gt=1).order_by("depth"))
    sections = list(ancestors[0].get_children().live())
    return {
        "page": page,
        "home": ancestors[0],
        "ancestors": ancestors,
        "menu": _of_types(sections, IN_MENU),
        "more": _of_types(sections, MORE),
        "topics": _of_types(sections, ("topicpage",)),
        "about_us": _of_types(sections, ABOUT),
        "cities": next(iter(_of_types(sections, ("cityindexpage",))), None),
        "ask": next(iter(_of_types(sections, ("askpage",))), None),
        "translations": page.get_translations(inclusive=True).live().select_related("locale"),
        "languages": settings.LANGUAGES,
        "content_language": page.locale.language_code,
        "journeys": _journeys(page),
        "related": _related(page),
        "notices": Notice.objects.on(clock.today()).filter(legal_bases__in=page.legal_bases.all()).distinct(),
        "json_ld": _json_ld(page, ancestors, request),
    }


def _of_types(pages: list[Page], models: tuple[str, ...]) -> list[Page]:
    return [page for model in models for page in pages if page.cached_content_type.model == model]


def _journeys(page: ArticlePage) -> list[dict[str, Any]]:
    """Journeys of the page's language that lead through it, each with the steps before and after."""
    found = []
    for journey in JourneyPage.objects.live().filter(locale=page.locale):
        steps = [block.value for block in journey.steps]
        here = [number for number, step in enumerate(steps) if step["article"] and step["article"].pk == page.pk]
        if here:
            position = here[0]
            before = steps[position - 1] if position else None
            after = steps[position + 1] if position + 1 < len(steps) else None
            own = {"page": journey, "position": position + 1, "total": len(steps), "before": before, "after": after}
            found.append(own)
    return found


def _related(page: ArticlePage) -> list[Page]:
    chosen = [block.value.pk for block in page.related if block.value]
    found = {other.pk: other for other in Page.objects.live().filter(pk__in=chosen).specific()}
    return [found[pk] for pk in chosen if pk in found]


def _json_ld(page: ArticlePage, ancestors: list[Page], request: HttpRequest) -> str:
    crumbs = [
        {"@type": "ListItem", "position": n, "name": above.title, "item": above.get_full_url(request)}
        for n, above in enumerate([*ancestors, page], 1)
    ]
    article = {
        "@type": "Article",
        "headline": page.title,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "url": page.get_full_url(request),
        "publisher": {"@type": "GovernmentOrganization", "name": "Regionalverband Ruhr", "url": "https://www.rvr.ruhr"},
        "datePublished": page.first_published_at.date().isoformat() if page.first_published_at else "",
        "dateModified": page.checked_on.isoformat() if page.checked_on else "",
    }
    graph = [{"@type": "BreadcrumbList", "itemListElement": crumbs}, article]
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False).replace("<", "\\u003c")
