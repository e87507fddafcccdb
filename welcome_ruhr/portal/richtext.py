"""Running text in the editor and on the page: links between pages, and buttons for figures and German terms."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from .site_tree import SiteTree, reader_language, site_tree

SCRIPT = ["portal/tokens.js"]
STYLE = {"all": ["portal/editing.css"]}


class ReaderPageLink(PageLinkHandler):
    """Leads to the page as the reader of this page meets it; a page that is not public is named without a link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        tree, language = site_tree(), reader_language()
        return [_opening(tree, attrs.get("id", ""), language) for attrs in attrs_list]


def _opening(tree: SiteTree, pk: str, language: str) -> str:
    node = tree.node(int(pk)) if pk.isdigit() else None
    return f'<a href="{escape(tree.address(node, language))}">' if node else "<a>"


def register(features: FeatureRegistry) -> None:
    """Register the link and, under the one feature "token", the two buttons of the text editor."""
    features.register_link_type(ReaderPageLink)
    features.register_editor_plugin("draftail", "token", TokenButtons())


class TokenButtons(EntityFeature):
    """Two buttons that write plain text: `{{ fact:key }}` for a figure, `[[…]]` around a German term.

    They are entity types for the editor's toolbar and command list only: they never make an entity, so the text
    is stored as it stands and needs no rule of conversion.
    """

    def __init__(self) -> None:
        super().__init__(_figure_button(), js=SCRIPT, css=STYLE)

    def construct_options(self, options: dict[str, Any]) -> None:
        options.setdefault(self.option_name, []).extend([_figure_button(), _term_button()])


def _figure_button() -> dict[str, Any]:
    return {
        "type": "FIGURE",
        "icon": "decimal",
        "description": _("Figure from Facts"),
        "choices": reverse_lazy("portal_figure_choices"),
        "words": {
            "heading": _("Insert a figure"),
            "search": _("Search by name or key"),
            "none": _("No figure has these words."),
            "failed": _("The figures could not be read. Please try again."),
            "close": _("Close"),
        },
    }


def _term_button() -> dict[str, Any]:
    return {"type": "GERMAN_TERM", "label": "DE", "description": _("German term: the word on the door")}
