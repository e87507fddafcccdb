"""The search of the portal, until the search room takes over."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wagtail.models import Page

from welcome_ruhr.foundation.languages import fallbacks_of
from welcome_ruhr.portal.site_tree import Node, locale_languages, site_tree

from .entries import Entry, entries

FEW_RESULTS = 3
NOT_SEARCHED = re.compile(r'["\x00-\x1f\x7f]')


def search(text: str, language: str) -> list[Entry]:
    """Pages that match `text` in the reader's language, then in English and German; each page once."""
    # Quotation marks and control characters are no words, but syntax to the database's search.
    words = NOT_SEARCHED.sub(" ", text)[:200].strip()
    if not words:
        return []
    locales = {code: pk for pk, code in locale_languages().items()}
    pages: dict[int, Page] = {}
    for code in fallbacks_of(language):
        if code in locales:
            pages.update({page.pk: page for page in _search_in(locales[code], words) if page.pk not in pages})
    best = _best_versions(pages.values(), words, language)
    return entries(best, language)


def _search_in(locale: int, words: str) -> list[Page]:
    """All words first; where few pages have all of them, pages that have some, such as of a whole question."""
    public = Page.objects.live().filter(depth__gt=2, locale_id=locale)
    found = [*public.search(words, operator="and")[:30], *public.autocomplete(words, operator="and")[:30]]
    if len(found) < FEW_RESULTS:
        found += public.search(words, operator="or")[:10]
    return found


def _best_versions(pages: Iterable[Page], words: str, language: str) -> list[Node]:
    """The pages to show, those with the words in their title first, in whatever language it was found.

    Found by its German text, a page is still shown in the reader's language where it exists in it.
    """
    tree = site_tree()
    wanted = {word for word in re.findall(r"\w+", words.lower()) if len(word) > 2}
    in_title: dict[Node, int] = {}
    for page in pages:
        if node := tree.node(page.pk):
            best = tree.best(node, language)
            hits = len(wanted & set(re.findall(r"\w+", page.title.lower())))
            in_title[best] = max(hits, in_title.get(best, 0))
    return sorted(in_title, key=lambda node: -in_title[node])
