"""A translation that nobody has translated: its words are still those of its source."""

from __future__ import annotations

from typing import Any

from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from welcome_ruhr.design import blocks as design_blocks
from welcome_ruhr.portal.models import PortalPage, Translation
from welcome_ruhr.portal.translations import source_of


def reasons(page: Page) -> list[str]:
    """Say, in one sentence each, what keeps a page from being published, also what only editors are told."""
    return [*page.problems(), *untouched(page)] if isinstance(page, PortalPage) else []


def untouched(page: PortalPage) -> list[str]:
    """Name the texts that are word for word those of the source, when so many are that nobody has begun.

    A title alone may stay as it is: BAföG is BAföG everywhere.
    """
    source = _source(page)
    if source is None or page.locale_id == source.locale_id:
        return []
    written = [name for name in source.text_fields if _texts(source, name)]
    same = [name for name in written if _texts(page, name) == _texts(source, name)]
    if not ({"title", "summary"} <= set(same) or (same == written and len(same) > 1)):
        return []
    fields = ", ".join(capfirst(str(page._meta.get_field(name).verbose_name)) for name in same)
    return [_("Not translated yet: %(fields)s. These are still the words of the source.") % {"fields": fields}]


def _source(page: PortalPage) -> PortalPage | None:
    translation = Translation.objects.filter(page_id=page.pk).select_related("source_locale").first()
    return source_of(page, translation) if translation else None


def _texts(page: Any, name: str) -> list[str]:
    """Return the words of a field; the editor gives paragraphs new keys, which are no words."""
    words = (strip_tags(text).strip() for text in design_blocks.texts(getattr(page, name)))
    return [text for text in words if text]
