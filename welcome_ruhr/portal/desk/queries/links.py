"""Links that lead nowhere: addresses that were tried, and pages of ours that are not public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.enums import LinkOutcome, LinkProblem
from welcome_ruhr.portal.models import CheckedLink, LinkUse
from welcome_ruhr.portal.site_tree import site_tree

from .pages import PageInLanguages, grouped

FAILURES_BEFORE_ALARM = 3
"""On so many runs a link has to fail before anybody is told: servers are mended, restarted and overrun."""


@dataclass(frozen=True)
class Record:
    """A row of the facts or the directory that holds a link."""

    label: str
    href: str


@dataclass
class LinkInUse:
    """A link and where it stands: in pages and in records."""

    link: CheckedLink
    pages: list[PageInLanguages] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class DeadEnd:
    """A public page that names another page of ours which is not public."""

    page: Page
    target: Page


def _broken() -> QuerySet[CheckedLink]:
    # A page of our own is looked up, not asked for: one answer is enough.
    alarming = Q(failures__gte=FAILURES_BEFORE_ALARM) | Q(problem=LinkProblem.NO_PAGE)
    return CheckedLink.objects.filter(alarming, outcome=LinkOutcome.FAILED)


def broken_links() -> QuerySet[CheckedLink]:
    """Links that failed three times in a row and are not on the ignore list, the longest broken first."""
    heard = Q(ignored_until__isnull=True) | Q(ignored_until__lt=clock.today())
    return _broken().filter(heard).order_by("failing_since", "address")


def ignored_links() -> QuerySet[CheckedLink]:
    """The ignore list; what runs out first stands first."""
    return CheckedLink.objects.filter(ignored_until__gte=clock.today()).order_by("ignored_until", "address")


def unsure_links() -> QuerySet[CheckedLink]:
    """Links whose servers turn programs away: only a person can tell."""
    return CheckedLink.objects.filter(outcome=LinkOutcome.UNSURE).order_by("address")


def in_use(links: Iterable[CheckedLink]) -> list[LinkInUse]:
    """Put beside each link where it stands, in as many reads as there are kinds of places."""
    rows = list(links)
    uses = list(LinkUse.objects.filter(link__in=[link.pk for link in rows]))
    places = _places(uses)
    page_type = ContentType.objects.get_for_model(Page).pk
    table = {link.pk: LinkInUse(link) for link in rows}
    pages: dict[int, list[Page]] = {}
    for use in uses:
        place = places.get((use.content_type_id, use.object_id))
        if place is not None and use.content_type_id == page_type:
            pages.setdefault(use.link_id, []).append(place)
        elif place is not None:
            table[use.link_id].records.append(_record(place))
    for pk, found in pages.items():
        table[pk].pages = grouped(sorted(found, key=lambda page: page.path))
    return [table[link.pk] for link in rows]


def _places(uses: Iterable[LinkUse]) -> dict[tuple[int, int], Any]:
    wanted: dict[int, set[int]] = {}
    for use in uses:
        wanted.setdefault(use.content_type_id, set()).add(use.object_id)
    places: dict[tuple[int, int], Any] = {}
    for type_id, keys in wanted.items():
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        rows = model._default_manager.filter(pk__in=keys)
        for row in rows.select_related("locale") if model is Page else rows:
            places[type_id, row.pk] = row
    return places


def _record(row: Any) -> Record:
    return Record(str(row), reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk]))


def dead_ends() -> list[DeadEnd]:
    """Public pages that name a page of ours which is not public, told by Wagtail's reference index."""
    pages = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.objects.filter(base_content_type=pages, to_content_type=pages)
    public = {node.pk for node in site_tree().nodes()}
    pairs = {(int(one), int(other)) for one, other in references.values_list("object_id", "to_object_id")}
    dead = sorted((one, other) for one, other in pairs if one in public and other not in public)
    found = Page.objects.select_related("locale").in_bulk({number for pair in dead for number in pair})
    return [DeadEnd(found[one], found[other]) for one, other in dead if one in found and other in found]
