"""Old addresses lead on for good, in the language they were read in."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from welcome_ruhr.foundation.languages import fallbacks_of

from .site_tree import site_tree


class OldAddresses(RedirectMiddleware):
    """Wagtail's redirects with the reader's language kept.

    An Arabic reader reads the English article below /ar/. When the article moves, Wagtail notes its old address
    below /en/; that redirect holds for him as well, and leads to where he now finds the page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404:
            return response
        language = get_language_from_path(request.path_info) or ""
        found = next((one for path in _old_paths(request, language) if (one := get_redirect(request, path))), None)
        target = _target(found, language) if found else ""
        if found is None or not target or target == request.path:
            return response
        return HttpResponsePermanentRedirect(target) if found.is_permanent else HttpResponseRedirect(target)


def language_of(old_path: str) -> str:
    """Return the language of an old address: that of its first part, else the portal's first."""
    return get_language_from_path(old_path) or settings.LANGUAGE_CODE


def _old_paths(request: HttpRequest, language: str) -> Iterator[str]:
    """Yield the forms under which the address may stand in the table, the nearest first."""
    for path in dict.fromkeys((request.get_full_path(), request.path)):
        yield Redirect.normalise_path(path, decode_unicode=False)
    if language:
        rest = request.path.removeprefix(f"/{language}")
        for other in fallbacks_of(language)[1:]:
            yield Redirect.normalise_path(f"/{other}{rest}", decode_unicode=False)


def _target(redirect: Redirect, language: str) -> str:
    """Return where a redirect leads a reader of `language`; "" where its page is not public."""
    if redirect.redirect_page_id is None:
        return str(redirect.redirect_link)
    tree = site_tree()
    node = tree.node(redirect.redirect_page_id)
    if node is None:
        return ""
    return tree.address(node, language or node.language) + redirect.redirect_page_route_path.strip("/")
