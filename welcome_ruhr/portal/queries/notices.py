"""Notices of changes as a reader meets them: on every page they concern, in his language where there is one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.design import tokens
from welcome_ruhr.foundation import clock, formats
from welcome_ruhr.foundation.fields import text_and_language_in
from welcome_ruhr.foundation.ingredients import changes_on, made_of
from welcome_ruhr.foundation.languages import name_of
from welcome_ruhr.portal.models import KeptPage, Notice, PortalPage, TopicPage
from welcome_ruhr.portal.site_tree import SiteTree, site_tree

from .doors import door_of
from .entries import link
from .reading import laws_of


def read_current() -> list[Notice]:
    """Return all notices of today, with what they concern."""
    made_of("notices")
    today = clock.today()
    there = Notice.objects.filter(valid_until__gte=today).prefetch_related("legal_bases", "topics")
    found = list(there.order_by("-valid_from", "key"))
    days = [day for one in found for day in (one.valid_from, one.valid_until + timedelta(days=1)) if day > today]
    changes_on(min(days, default=None))
    return [notice for notice in found if notice.valid_from <= today]


current_notices = Kept(read_current)


def notices_on(page: PortalPage, language: str) -> list[dict[str, Any]]:
    """Return today's notices that concern `page`, as the component takes them, for a reader of `language`."""
    notices = current_notices()
    if not notices:
        return []
    tree = site_tree()
    above = keys_of(page, tree)
    bases = {basis.pk for basis in laws_of(page)} if isinstance(page, KeptPage) else set()
    topics = topics_of(notices, above, tree)
    return [
        shown(notice, page, language, tree)
        for notice in notices
        if above & _chosen(notice, tree)
        or bases & {basis.pk for basis in notice.legal_bases.all()}
        or topics & {topic.pk for topic in notice.topics.all()}
    ]


def keys_of(page: PortalPage, tree: SiteTree) -> set[str]:
    """The translation keys of the page and of the topic above it: a notice on a topic concerns its articles."""
    parent = tree.parent(page.path)
    above = {parent.translation_key} if parent and parent.model == "topicpage" else set()
    return {str(page.translation_key)} | above


def topics_of(notices: list[Notice], keys: set[str], tree: SiteTree) -> set[int]:
    """The topics whose pages are among `keys`; asked only where a notice names topics."""
    if not any(notice.topics.all() for notice in notices):
        return set()
    pages = [node for key in keys for node in tree.versions(key).values() if node.model == "topicpage"]
    return {door.term for node in pages if (door := door_of(TopicPage, node.pk))}


def shown(notice: Notice, page: PortalPage, language: str, tree: SiteTree) -> dict[str, Any]:
    """The notice in the reader's language; in another one it says which, to the reader and to screen readers."""
    text, written_in = text_and_language_in(notice.texts, language)
    heading, _code = text_and_language_in(notice.headings, written_in)
    day = formats.day(notice.valid_from, written_in)
    with override(language):
        name = "" if written_in == language else name_of(written_in)
    return {
        "title": tokens.in_text(heading, written_in),
        "date": f"{day} · {name}" if name else day,
        "html": _html(notice, text, written_in, language, tree),
        "lang": written_in if written_in != page.language else "",
    }


def _html(notice: Notice, text: str, written_in: str, language: str, tree: SiteTree) -> SafeString:
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    html = format_html_join("", "<p>{}</p>", [(tokens.as_safe_html(one, written_in),) for one in paragraphs if one])
    node = tree.node(notice.more_id)
    if node is None:
        return html
    more = link(node, language, tree)
    return html + format_html(
        '<p><a href="{}" lang="{}" dir="auto">{}</a></p>', more["href"], more["lang"] or language, more["title"]
    )


def _chosen(notice: Notice, tree: SiteTree) -> set[str]:
    """The translation keys of the chosen pages; read from the raw value, because a page each would be a query each."""
    chosen = (tree.node(block["value"]) for block in notice.pages.raw_data)
    return {node.translation_key for node in chosen if node}
