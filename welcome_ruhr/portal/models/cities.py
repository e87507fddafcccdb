from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from welcome_ruhr.design import tokens
from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.foundation.fields import text_and_language_in
from welcome_ruhr.portal.site_tree import reader_language

from .base import PortalPage


class CityIndexPage(RoutablePageMixin, PortalPage):
    """All 53 municipalities; below it one page per municipality, made from the directory."""

    kind = "page"
    template = "portal/cities.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("list of municipalities")

    @path("<slug:slug>/")
    def municipality(self, request: HttpRequest, slug: str) -> HttpResponse:
        town = directory.municipality(slug)
        if town is None:
            raise Http404
        self.below = (f"{town.slug}/", town.name)
        return self.render(request, template="portal/city.html", context_overrides=town_context(town))


def town_context(town: Municipality) -> dict[str, Any]:
    """What a municipality's page shows, all from the directory."""
    groups = directory.responsible_offices(town)
    return {
        "town": town,
        "offices_here": [group for group in groups if not group.whole_region],
        "offices_of_region": [group for group in groups if group.whole_region],
        "advice_nearby": directory.advice_nearby(town),
        "institutions": directory.institutions_in(town),
        "neighbours": directory.neighbours_of(town),
        "differences": [_said(rule.reasons) for rule in directory.local_differences(town)],
    }


def _said(texts: dict[str, str]) -> dict[str, str]:
    """Return a text for the reader, its figures filled in; `lang` where it is in another language than his."""
    reader = reader_language()
    text, language = text_and_language_in(texts, reader)
    return {"html": tokens.as_safe_html(text, language), "lang": language if language != reader else ""}
