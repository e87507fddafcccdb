from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from welcome_ruhr.design import tokens
from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.foundation.fields import text_and_language_in
from welcome_ruhr.portal.site_tree import reader_language

from .base import PortalPage

SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+")


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
        "differences": _said([rule.reasons for rule in directory.local_differences(town)]),
    }


def _said(reasons: Iterable[dict[str, str]]) -> SafeString:
    """Return texts for the reader, a paragraph each, their figures filled in; what one said the next leaves out."""
    reader, said = reader_language(), set[str]()
    paragraphs = []
    for texts in reasons:
        text, language = text_and_language_in(texts, reader)
        new = [sentence for sentence in SENTENCE_END.split(text) if sentence not in said]
        said.update(new)
        if new:
            mark = format_html(' lang="{}" dir="auto"', language) if language != reader else ""
            paragraphs.append((mark, tokens.as_safe_html(" ".join(new), language)))
    return format_html_join("", "<p{}>{}</p>", paragraphs)
