"""What editors should look at again."""

from __future__ import annotations

from wagtail.models import Page, ReferenceIndex

from welcome_ruhr.facts.models import Figure
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.models import (
    ArticlePage,
    AskPage,
    EventPage,
    JourneyPage,
    KeptPage,
    NewsPage,
    PortalPage,
    StandardPage,
)

KEPT_MODELS: tuple[type[KeptPage], ...] = (ArticlePage, AskPage, StandardPage, JourneyPage, NewsPage, EventPage)


def pages_using(figure: Figure) -> list[PortalPage]:
    """Public pages, in every language, that print a figure."""
    ids = ReferenceIndex.get_references_to(figure).values_list("object_id", flat=True)
    numbers = {int(pk) for pk in ids if str(pk).isdigit()}
    return [
        page
        for page in Page.objects.filter(pk__in=numbers).select_related("locale").specific()
        if isinstance(page, PortalPage)
    ]


def pages_due() -> list[KeptPage]:
    """Source pages whose next check has come, the oldest first."""
    due = [
        page
        for model in KEPT_MODELS
        for page in model.objects.live()
        .filter(next_check_on__lte=clock.today(), portal_translation__isnull=True)
        .select_related("locale")
        .defer_streamfields()
    ]
    return sorted(due, key=lambda page: page.next_check_on)
