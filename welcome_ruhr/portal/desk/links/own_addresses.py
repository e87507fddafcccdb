"""Whether a path leads somewhere in this portal: looked up in the tree, never asked for over the network."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page

from welcome_ruhr.directory.queries import municipalities
from welcome_ruhr.portal.site_tree import site_tree

PAGE = "page:"
"""Running text keeps a link to a page of ours by its number; this stands before it."""


def is_ours(address: str) -> bool:
    """Whether a stored address is one of this portal."""
    return address.startswith(("/", PAGE))


class OwnAddresses:
    """All addresses of this portal, read once for many look-ups."""

    def __init__(self) -> None:
        nodes = site_tree().nodes()
        towns = {town.slug for town in municipalities()}
        self.places = {node.place for node in nodes}
        self.places |= {f"{node.place}{slug}/" for node in nodes if node.model == "cityindexpage" for slug in towns}
        self.pages = {str(pk) for pk in Page.objects.values_list("pk", flat=True)}
        self.redirects = set(Redirect.objects.values_list("old_path", flat=True))

    def lead_somewhere(self, address: str) -> bool:
        """Whether a reader who follows this path meets a page, a file or a redirect.

        A link by number, such as "page:7", leads somewhere while the page has not been deleted.
        """
        if address.startswith(PAGE):
            return address.removeprefix(PAGE) in self.pages
        path = unquote(urlsplit(address).path)
        language, _slash, place = path.lstrip("/").partition("/")
        if language in dict(settings.LANGUAGES) and self._is_place(place):
            return True
        return Redirect.normalise_path(path) in self.redirects or _is_other_view(path)

    def _is_place(self, place: str) -> bool:
        return (place if place.endswith("/") or not place else f"{place}/") in self.places


def _is_other_view(path: str) -> bool:
    """Whether one of our views answers that is no page of the tree, such as the search or a document."""
    try:
        match = resolve(path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/")
    except Resolver404:
        return False
    if match.view_name == "wagtaildocs_serve":
        return bool(get_document_model().objects.filter(pk=match.args[0]).exists())
    return match.view_name != "wagtail_serve"
