"""Which links there are: in the parts of all public pages, in their sources, and in the facts and the directory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, URLField
from wagtail.fields import StreamField
from wagtail.models import Page

from welcome_ruhr.directory.models import Institution, Municipality, Office, Partner
from welcome_ruhr.facts.models import Figure, FigureValue, LegalBasis
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.models import CheckedLink, LinkUse, PortalPage
from welcome_ruhr.portal.models.desk import LONGEST_ADDRESS
from welcome_ruhr.portal.site_tree import site_tree

from .own_addresses import PAGE, is_ours

Place = tuple[int, int]
"""Number of a content type, number of a row."""

WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
ROWS: tuple[tuple[type[Model], dict[str, Any], type[Model], str], ...] = (
    (LegalBasis, {}, LegalBasis, "pk"),
    (FigureValue, {}, Figure, "figure_id"),
    (Office, {"published": True}, Office, "pk"),
    (Institution, {"published": True}, Institution, "pk"),
    (Municipality, {}, Municipality, "pk"),
    (Partner, {}, Partner, "pk"),
)
"""Model with addresses, which of its rows readers see, the model an editor opens for it, the field that names it."""


def collect_links() -> int:
    """Hold the list of links against what pages and records link today; return how many there are.

    A new link is due at once; one that stands nowhere any more is forgotten.
    """
    found = links_in_use()
    with transaction.atomic():
        _store_links(set(found))
        _store_uses(found)
    return len(found)


def links_in_use() -> dict[str, set[Place]]:
    """Return every address with the places it stands in."""
    found: dict[str, set[Place]] = {}
    for raw, place in [*_in_pages(), *_in_rows()]:
        if address := normalised(raw):
            found.setdefault(address, set()).add(place)
    return found


def normalised(raw: str) -> str:
    """Return an address as it is stored: without the place on the page; one of ours as a path, empty for no link."""
    address = urldefrag(raw.strip()).url
    if address.startswith(settings.BASE_URL + "/"):
        address = address.removeprefix(settings.BASE_URL)
    if address.startswith("//"):
        address = f"https:{address}"
    is_link = is_ours(address) or WEB_ADDRESS.fullmatch(address)
    return address if is_link and len(address) <= LONGEST_ADDRESS else ""


def _in_pages() -> Iterator[tuple[str, Place]]:
    page_type = ContentType.objects.get_for_model(Page).pk
    public = {node.pk for node in site_tree().nodes()}
    for model in apps.get_app_config("portal").get_models():
        if issubclass(model, PortalPage):
            for page in model.objects.live():
                if page.pk in public:
                    yield from ((address, (page_type, page.pk)) for address in addresses_in(page))


def addresses_in(page: PortalPage) -> Iterator[str]:
    """Yield the addresses in all fields of a page, as they are written there."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _in_value(list(getattr(page, field.name).raw_data))
        elif isinstance(field, URLField):
            yield getattr(page, field.name)


def _in_value(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _Hrefs(value).found if "<a " in value else [value] if WEB_ADDRESS.fullmatch(value) else []
    elif isinstance(value, dict):
        for part in value.values():
            yield from _in_value(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _in_value(part)


class _Hrefs(HTMLParser):
    """The addresses that running text links; a page of ours, which is linked by number, as "page:7"."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs) if tag == "a" else {}
        own = f"{PAGE}{given.get('id')}" if given.get("linktype") == "page" else ""
        self.found += [address for address in (given.get("href") or own,) if address]


def _in_rows() -> Iterator[tuple[str, Place]]:
    for model, shown, owner, key in ROWS:
        owner_type = ContentType.objects.get_for_model(owner).pk
        fields = [field.name for field in model._meta.get_fields() if isinstance(field, URLField)]
        for pk, *addresses in model._default_manager.filter(**shown).values_list(key, *fields):
            yield from ((address, (owner_type, pk)) for address in addresses)


def _store_links(addresses: set[str]) -> None:
    known = dict(CheckedLink.objects.values_list("address", "pk"))
    gone = [pk for address, pk in known.items() if address not in addresses]
    for start in range(0, len(gone), 500):
        CheckedLink.objects.filter(pk__in=gone[start : start + 500]).delete()
    now = clock.now()
    fresh = sorted(addresses - set(known))
    CheckedLink.objects.bulk_create(
        [CheckedLink(address=address, host=host_of(address), due_at=now) for address in fresh],
        ignore_conflicts=True,
        batch_size=200,
    )


def host_of(address: str) -> str:
    """Return the host of an address; empty for a path of ours and for what has none."""
    try:
        return (urlsplit(address).hostname or "")[:255]
    except ValueError:
        return ""


def _store_uses(found: dict[str, set[Place]]) -> None:
    links = dict(CheckedLink.objects.values_list("address", "pk"))
    wanted = {(links[address], *place) for address, places in found.items() for place in places if address in links}
    stored = {row[1:]: row[0] for row in LinkUse.objects.values_list("pk", "link_id", "content_type_id", "object_id")}
    gone = [pk for use, pk in stored.items() if use not in wanted]
    for start in range(0, len(gone), 500):
        LinkUse.objects.filter(pk__in=gone[start : start + 500]).delete()
    fresh = [
        LinkUse(link_id=link, content_type_id=content_type, object_id=pk)
        for link, content_type, pk in sorted(wanted - set(stored))
    ]
    LinkUse.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=200)
