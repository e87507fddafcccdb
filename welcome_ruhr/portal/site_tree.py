"""Every public page in memory: addresses in the reader's language, with a fallback where a language lacks a page.

Who asks the tree is noted as made of what it answered (`foundation.ingredients`), under names that
`portal.freshness` raises:

    node:<number>       title, address or being public of one page
    key:<key>           which languages a page has
    nodes:<model>       which pages of a type there are, with their titles and addresses
    at:<tree path>      which page stands at this place of the tree
    below:<tree path>   which pages stand right below this place
    place:<address>     which pages have this address, in whichever language
    tree                any of these
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from sys import intern

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import get_language
from wagtail.models import Locale, Page, PageViewRestriction

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.foundation.languages import fallbacks_of
from welcome_ruhr.foundation.per_request import PerRequest

reader_language = PerRequest(lambda: get_language() or settings.LANGUAGE_CODE)
"""The language of the address the reader asked for. It stays the same for the whole request, also while a part
of the page is written in another language because the reader's version is missing."""


def read_locales() -> dict[int, str]:
    made_of("locales")
    return dict(Locale.objects.values_list("pk", "language_code"))


locale_languages = Kept(read_locales)
"""Number of a locale → language code; a page's own locale would cost a query for each page."""

by_place = attrgetter("tree_path")


@dataclass(frozen=True, slots=True)
class Node:
    """One public page. `place` is its address below the language, such as "aufenthalt/blaue-karte-eu/"."""

    pk: int
    title: str
    model: str
    language: str
    translation_key: str
    place: str
    tree_path: str
    is_private: bool = False
    """whether it may be read by some people only; it is never stored"""

    @property
    def is_home(self) -> bool:
        return self.place == ""


class SiteTree:
    """All public pages; what a method returns, the answer that is being made is noted to be made of."""

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self._by_pk: dict[int, Node] = {}
        self._by_tree_path: dict[str, Node] = {}
        self._tree_paths: list[str] = []
        self._by_address: dict[str, dict[str, Node]] = {}
        self._versions: dict[str, dict[str, Node]] = {}
        self._by_model: dict[str, list[Node]] = {}
        self._homes: dict[str, Node] = {}
        for node in sorted(nodes, key=by_place):
            self._add(node)

    def __len__(self) -> int:
        return len(self._by_pk)

    def _add(self, node: Node) -> None:
        self._by_pk[node.pk] = node
        if node.tree_path not in self._by_tree_path:
            insort(self._tree_paths, node.tree_path)
        self._by_tree_path[node.tree_path] = node
        self._by_address.setdefault(node.language, {})[node.place] = node
        self._versions.setdefault(node.translation_key, {})[node.language] = node
        insort(self._by_model.setdefault(node.model, []), node, key=by_place)
        if node.is_home:
            self._homes[node.language] = node

    def with_changed(self, keys: Collection[str], nodes: Iterable[Node]) -> SiteTree:
        """Return a tree in which `nodes` stand for all pages with one of these translation keys."""
        new = SiteTree()
        new._by_pk, new._by_tree_path = dict(self._by_pk), dict(self._by_tree_path)
        new._tree_paths = list(self._tree_paths)
        new._by_address = {language: dict(places) for language, places in self._by_address.items()}
        new._versions, new._homes = dict(self._versions), dict(self._homes)
        new._by_model = {model: list(found) for model, found in self._by_model.items()}
        for key in keys:
            for node in new._versions.pop(key, {}).values():
                new._remove(node)
        for node in nodes:
            new._add(node)
        return new

    def _remove(self, node: Node) -> None:
        del self._by_pk[node.pk]
        if self._by_tree_path.pop(node.tree_path, None):
            del self._tree_paths[bisect_left(self._tree_paths, node.tree_path)]
        self._by_address[node.language].pop(node.place, None)
        self._by_model[node.model].remove(node)
        if self._homes.get(node.language) is node:
            del self._homes[node.language]

    def nodes(self) -> list[Node]:
        """Return every public page in tree order."""
        made_of("tree")
        return sorted(self._by_pk.values(), key=by_place)

    def node(self, pk: int | None) -> Node | None:
        """Return the page with this number; None when it is not public."""
        if pk is None:
            return None
        made_of(f"node:{pk}")
        return self._by_pk.get(pk)

    def public_node(self, pk: int) -> Node:
        """Return the page with this number; raises KeyError when it is not public."""
        made_of(f"node:{pk}")
        return self._by_pk[pk]

    def at_address(self, place: str, language: str) -> Node | None:
        """Return the page at a place such as "residence/eu-blue-card/" in exactly this language.
        The answer is noted whoever asks: a reader who is shown English for want of Arabic has to be shown the Arabic
        page that comes to stand here.
        """
        made_of(f"place:{place}")
        return self._by_address.get(language, {}).get(place)

    def of_pages(self, pks: Iterable[int]) -> list[Node]:
        """Return the pages with these numbers, in this order, leaving out what is not public."""
        return [node for pk in pks if (node := self.node(pk))]

    def of_kind(self, model: str, pks: Iterable[int]) -> list[Node]:
        """Return the pages with these numbers, which are of one type, in this order, leaving out what is not public.

        For long lists: one name, raised whenever a page of the type changes, stands for all of them.
        """
        made_of(f"kind:{model}")
        return [self._by_pk[pk] for pk in pks if pk in self._by_pk]

    def children(self, node: Node) -> list[Node]:
        """Return the public pages right below `node`, in tree order."""
        made_of(f"below:{node.tree_path}")
        length = len(node.tree_path) + Page.steplen
        start = bisect_left(self._tree_paths, node.tree_path)
        end = bisect_left(self._tree_paths, f"{node.tree_path}~")
        return [self._by_tree_path[path] for path in self._tree_paths[start:end] if len(path) == length]

    def versions(self, key: object) -> dict[str, Node]:
        """Return the languages of the page with this translation key: language → page."""
        made_of(f"key:{key}")
        return self._versions.get(key if isinstance(key, str) else str(key), {})

    def best(self, node: Node, language: str) -> Node:
        """Return the version of `node` for a reader of `language`."""
        versions = self.versions(node.translation_key)
        if found := versions.get(language):
            return found
        return next((versions[code] for code in fallbacks_of(language) if code in versions), node)

    def address(self, node: Node, language: str) -> str:
        """Return the path of the page as a reader of `language` meets it: "/ar/residence/eu-blue-card/"."""
        return f"/{language}/{self.best(node, language).place}"

    def of_model(self, model: str, language: str) -> list[Node]:
        """All pages of one type, each in its best version for the reader, in tree order."""
        made_of(f"nodes:{model}")
        chosen = {node.translation_key: self.best(node, language) for node in self._by_model.get(model, [])}
        return sorted(chosen.values(), key=by_place)

    def first_of_model(self, model: str, language: str) -> Node | None:
        return next(iter(self.of_model(model, language)), None)

    def parent(self, tree_path: str) -> Node | None:
        """Return the public page right above the place `tree_path`."""
        above = tree_path[: -Page.steplen]
        made_of(f"at:{above}")
        return self._by_tree_path.get(above)

    def ancestors(self, node: Node) -> Iterator[Node]:
        """Yield the pages above `node`, the home page first."""
        for end in range(2 * Page.steplen, len(node.tree_path), Page.steplen):
            if above := self.parent(node.tree_path[: end + Page.steplen]):
                yield above

    def languages(self) -> list[str]:
        """Return the languages that have a public home page, in the order of their trees."""
        made_of("nodes:homepage")
        return [node.language for node in sorted(self._homes.values(), key=by_place)]

    def branch(self, language: str) -> list[Node]:
        """Return every public page of a language in tree order."""
        made_of("tree")
        home = self._homes.get(language)
        if home is None:
            return []
        start = bisect_left(self._tree_paths, home.tree_path)
        end = bisect_left(self._tree_paths, f"{home.tree_path}~")
        return [self._by_tree_path[path] for path in self._tree_paths[start:end]]

    def versions_in_tree(self, node: Node) -> dict[str, Node]:
        """Return the languages of a page for who shows all of the tree; it notes no name for each page."""
        made_of("tree")
        return self._versions[node.translation_key]

    def home(self, language: str) -> Node | None:
        made_of("nodes:homepage")
        return next((self._homes[code] for code in fallbacks_of(language) if code in self._homes), None)


def read_site_tree() -> SiteTree:
    return SiteTree(_nodes(Page.objects.live()))


def mended_site_tree(tree: SiteTree, names: list[str]) -> SiteTree:
    """Return the tree with the pages read anew that `names` tell of ("page:<translation key>")."""
    keys = {name.removeprefix("page:") for name in names if name.startswith("page:")}
    return tree.with_changed(keys, _nodes(Page.objects.live().filter(translation_key__in=keys)))


def _nodes(pages: QuerySet[Page]) -> Iterator[Node]:
    models = dict(ContentType.objects.filter(app_label="portal").values_list("pk", "model"))
    languages = {pk: code for pk, code in locale_languages().items() if code in dict(settings.LANGUAGES)}
    roots = dict(Page.objects.live().filter(depth=2).values_list("path", "url_path"))
    private = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    rows = (
        pages.filter(depth__gte=2, content_type_id__in=models)
        .order_by("path")
        .values_list("pk", "title", "content_type_id", "locale_id", "translation_key", "url_path", "path")
    )
    for pk, title, type_id, locale_id, translation_key, url_path, path in rows.iterator():
        # A page below one that is not public has no address of its own.
        root = roots.get(path[: 2 * Page.steplen])
        if root is not None and locale_id in languages:
            place = url_path.removeprefix(root)
            key = intern(str(translation_key))
            yield Node(pk, title, models[type_id], languages[locale_id], key, place, path, path.startswith(private))


site_tree = Kept(read_site_tree, of=["tree"], mend=mended_site_tree)
"""The tree of all public pages, kept in memory and mended when pages change."""
