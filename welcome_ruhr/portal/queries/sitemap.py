"""Every public address, for search engines: an index, and files of some thousand addresses of one language.

Put together as text, because that is many times as quick as a template or a tree of XML elements.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django.db.models import TextField
from django.db.models.functions import Cast, Left
from wagtail.models import Page

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.directory import queries as directory
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.foundation.languages import is_variant
from welcome_ruhr.portal.models import PAGE_MODELS
from welcome_ruhr.portal.site_tree import Node, locale_languages, site_tree

from .frame import absolute, standing_in
from .reading import WITH_TOWNS

ADDRESSES_IN_A_FILE = 5_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINKS = "http://www.w3.org/1999/xhtml"


def sitemap_index() -> str:
    """Return the index of all files."""
    names = [
        f"sitemap-{language}-{number}.xml"
        for language in site_tree().languages()
        for number in range(1, -(-len(_addresses(language)) // ADDRESSES_IN_A_FILE) + 1)
    ]
    files = "".join(f"<sitemap><loc>{absolute(f'/{name}')}</loc></sitemap>\n" for name in names)
    return f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{files}</sitemapindex>\n'


def sitemap_file(language: str, number: int) -> str | None:
    """Return one file of the addresses of a language, counted from 1; None when there is no such file."""
    addresses = _addresses(language)[(number - 1) * ADDRESSES_IN_A_FILE : number * ADDRESSES_IN_A_FILE]
    if not addresses:
        return None
    days, known = _last_published(language), _known_alternates()
    urls = "\n".join(_url(node, town, days.get(node.pk), known) for node, town in addresses)
    return f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{LINKS}">\n{urls}\n</urlset>\n'


def _addresses(language: str) -> list[tuple[Node, str]]:
    """All pages of a language that everybody may read, in tree order, the town pages behind their list."""
    towns = ["", *(f"{town.slug}/" for town in directory.municipalities())]
    return [
        (node, town)
        for node in site_tree().branch(language)
        if not node.is_private
        for town in (towns if node.model == WITH_TOWNS else ("",))
    ]


def _last_published(language: str) -> dict[int, str]:
    """Number of a page → day on which it was last published."""
    made_of(*(f"kind:{model}" for model in PAGE_MODELS))
    # As text: to make 20,000 moments of them and write them again takes longer than all the rest.
    day = Left(Cast("last_published_at", TextField()), 10)
    locales = [pk for pk, code in locale_languages().items() if code == language]
    pages = Page.objects.order_by().filter(live=True, locale_id__in=locales)
    return dict(pages.annotate(day=day).values_list("pk", "day"))


def _url(node: Node, town: str, day: str | None, known: dict[str, str]) -> str:
    place = f"{node.translation_key}{town}"
    alternates = known.get(place)
    if alternates is None:
        alternates = known[place] = _alternates(node, town)
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    # Easy language is another way of writing, never offered in place of a language.
    return f"<url><loc>{_location(node, town)}</loc>{changed}{'' if is_variant(node.language) else alternates}</url>"


# The same for all versions of a page, and so for all files; it lasts as long as the tree is the same.
_known_alternates: Kept[dict[str, str]] = Kept(dict, of=["tree"])


def _alternates(node: Node, town: str) -> str:
    """Links to all languages of a page."""
    versions = site_tree().versions_in_tree(node)
    offered = {code: _location(versions[code], town) for code in sorted(versions) if not is_variant(code)}
    return "".join(map(_link, [*offered.items(), *_default(offered)]))


def _default(offered: dict[str, str]) -> Iterable[tuple[str, str]]:
    """What is offered to readers of all other languages, where there is a choice."""
    return [("x-default", offered[standing_in(offered)])] if len(offered) > 1 else []


def _link(item: tuple[str, str]) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{item[0]}" href="{item[1]}"/>'


def _location(node: Node, town: str) -> str:
    return absolute(f"/{node.language}/{node.place if node.place.isascii() else quote(node.place)}{town}")
