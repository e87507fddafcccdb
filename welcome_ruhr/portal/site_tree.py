"""Every public page in one read: addresses in the reader's language, with a fallback where a language lacks a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from welcome_ruhr.foundation.languages import fallbacks_of
from welcome_ruhr.foundation.per_request import PerRequest

reader_language = PerRequest(lambda: get_language() or settings.LANGUAGE_CODE)
"""The language of the address the reader asked for. It stays the same for the whole request, also while a part
of the page is written in another language because the reader's version is missing."""


locale_languages = PerRequest(lambda: dict(Locale.objects.values_list("pk", "language_code")))
"""Number of a locale → language code; a page's own locale would cost a query for each page."""


@dataclass(frozen=True)
class Node:
    """One public page. `place` is its address below the language, such as "aufenthalt/blaue-karte-eu/"."""

    pk: int
    title: str
    model: str
    language: str
    translation_key: str
    place: str
    tree_path: str

    @property
    def is_home(self) -> bool:
        return self.place == ""


@dataclass
class SiteTree:
    nodes: list[Node] = field(default_factory=list)

    @cached_property
    def by_pk(self) -> dict[int, Node]:
        return {node.pk: node for node in self.nodes}

    @cached_property
    def versions(self) -> dict[str, dict[str, Node]]:
        """Translation key → language → node."""
        table: dict[str, dict[str, Node]] = {}
        for node in self.nodes:
            table.setdefault(node.translation_key, {})[node.language] = node
        return table

    @cached_property
    def by_tree_path(self) -> dict[str, Node]:
        return {node.tree_path: node for node in self.nodes}

    def best(self, node: Node, language: str) -> Node:
        """Return the version of `node` for a reader of `language`."""
        versions = self.versions[node.translation_key]
        return next((versions[code] for code in fallbacks_of(language) if code in versions), node)

    def address(self, node: Node, language: str) -> str:
        """Return the path of the page as a reader of `language` meets it: "/ar/residence/eu-blue-card/"."""
        return f"/{language}/{self.best(node, language).place}"

    def of_model(self, model: str, language: str) -> list[Node]:
        """All pages of one type, each in its best version for the reader, in tree order."""
        chosen = {node.translation_key: self.best(node, language) for node in self.nodes if node.model == model}
        return sorted(chosen.values(), key=lambda node: node.tree_path)

    def first_of_model(self, model: str, language: str) -> Node | None:
        return next(iter(self.of_model(model, language)), None)

    def ancestors(self, node: Node) -> Iterator[Node]:
        """Yield the pages above `node`, the home page first."""
        step = Page.steplen
        for end in range(2 * step, len(node.tree_path), step):
            if above := self.by_tree_path.get(node.tree_path[:end]):
                yield above

    def home(self, language: str) -> Node | None:
        homes = {node.language: node for node in self.nodes if node.is_home}
        return next((homes[code] for code in fallbacks_of(language) if code in homes), None)


def read_site_tree() -> SiteTree:
    models = dict(ContentType.objects.filter(app_label="portal").values_list("pk", "model"))
    languages = locale_languages()
    rows = (
        Page.objects.live()
        .filter(depth__gte=2, content_type_id__in=models)
        .order_by("path")
        .values_list("pk", "title", "content_type_id", "locale_id", "translation_key", "url_path", "path", "depth")
    )
    nodes: list[Node] = []
    roots: dict[str, str] = {}
    for pk, title, type_id, locale_id, translation_key, url_path, path, depth in rows:
        if depth == 2:
            roots[path] = url_path
        root = roots.get(path[: 2 * Page.steplen])
        # A page below one that is not public has no address of its own.
        if root is not None and languages[locale_id] in dict(settings.LANGUAGES):
            place = url_path.removeprefix(root)
            nodes.append(Node(pk, title, models[type_id], languages[locale_id], str(translation_key), place, path))
    return SiteTree(nodes)


site_tree = PerRequest(read_site_tree)
"""The tree of all public pages, read once per request."""
