"""Addresses of what a reader takes along: the PDF of a page, the list of pages kept on the device."""

from __future__ import annotations

from functools import cache, lru_cache

from django import template
from django.urls import reverse
from django.utils.translation import override

from welcome_ruhr.portal.models import PortalPage
from welcome_ruhr.portal.pdf.fonts import can_write
from welcome_ruhr.portal.site_tree import reader_language

register = template.Library()
# Fonts come with a release; to look for them takes a while.
_can_write = cache(can_write)


@register.simple_tag
def pdf_address(page: PortalPage) -> str:
    """Return the address of the page's PDF in the page's own language; empty where none can be made."""
    if not _can_write(page.language):
        return ""
    return _pdf_address(page.language, page.kind, page.content_id)


@lru_cache(2048)
def _pdf_address(language: str, kind: str, content_id: str) -> str:
    with override(language):
        return reverse("portal:pdf", args=[kind, content_id])


@register.simple_tag
def kept_pages_address() -> str:
    """Return the address of the list of kept pages, in the reader's language."""
    return _kept_pages_address(reader_language())


@lru_cache(256)
def _kept_pages_address(language: str) -> str:
    with override(language):
        return reverse("portal:offline")
