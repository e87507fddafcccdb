"""News and coming events as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Page

from welcome_ruhr.foundation.languages import is_variant

from .entries import Entry
from .frame import absolute
from .lists import coming_events, news

NEWS_IN_FEED = 30


def feed(language: str, address: str) -> str:
    """Return the feed for readers of a language; `address` is its own path."""
    items = [*news(language, NEWS_IN_FEED), *coming_events(language)]
    # Readers of easy language are offered easy texts only.
    items = [item for item in items if item.node.language == language or not is_variant(language)]
    made = Atom1Feed(
        title=f"{_('News')} · {settings.SITE_NAME}",
        link=absolute(f"/{language}/"),
        description="",
        language=language,
        feed_url=absolute(address),
        feed_guid=absolute(address),
    )
    moments = _moments(items)
    for item in items:
        _add(made, item, *moments[item.node.pk])
    return str(made.writeString("utf-8"))


def _moments(items: list[Entry]) -> dict[int, tuple[datetime | None, datetime | None]]:
    """Number of a page → when it was first and last published."""
    pages = Page.objects.order_by().filter(pk__in=[item.node.pk for item in items])
    return {pk: (first, last) for pk, first, last in pages.values_list("pk", "first_published_at", "last_published_at")}


def _add(made: Atom1Feed, item: Entry, first: datetime | None, last: datetime | None) -> None:
    made.add_item(
        title=item.title,
        link=absolute(item.href),
        description=item.summary,
        unique_id=absolute(item.href),
        pubdate=first,
        updateddate=last,
    )
