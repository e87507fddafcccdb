"""Addresses of what a reader takes along: the PDF of a page, the list of pages kept on the device."""

from __future__ import annotations

from functools import cache

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
    with override(page.language):
        return reverse("portal:pdf", args=[page.kind, page.content_id])


@register.simple_tag
def kept_pages_address() -> str:
    """Return the address of the list of kept pages, in the reader's language."""
    with override(reader_language()):
        return reverse("portal:offline")
