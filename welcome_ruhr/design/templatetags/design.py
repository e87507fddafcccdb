"""Template tags of the design room: drawings, the tile map, addresses that survive a fault."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.i18n import do_translate
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from welcome_ruhr.design import drawings, hexagons
from welcome_ruhr.design.gallery import Component
from welcome_ruhr.design.kept_drawings import kept_drawings
from welcome_ruhr.design.static_files import static_address

register = template.Library()


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """`{% icon "search" %}`: a decorative icon in the colour of the text around it."""
    _tag, name = token.split_contents()
    return Icon(parser.compile_filter(name))


class Icon(Node):
    """A page shows some twenty of them: quicker than a tag with any arguments."""

    child_nodelists = ()

    def __init__(self, name: FilterExpression) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        return drawings.icon(self.name.resolve(context))


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """Django's tag of this name, quicker for a sentence without variables; load `design` after `i18n`."""
    node = do_translate(parser, token)
    sentence = node.filter_expression
    is_plain = not (node.noop or node.message_context or sentence.filters or sentence.var.literal is None)
    return Sentence(str(sentence.var.literal), node.asvar) if is_plain else node


class Sentence(Node):
    """A sentence in the active language; its translation is looked up once for each language."""

    child_nodelists = ()

    def __init__(self, sentence: str, name: str | None) -> None:
        self.sentence = sentence
        self.name = name
        self._said: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = translation.get_language()
        said = self._said.get(language)
        if said is None:
            # Percent signs are doubled in catalogues: there they would stand for variables.
            text = translation.gettext(self.sentence.replace("%", "%%")).replace("%%", "%")
            said = self._said[language] = mark_safe(text)  # noqa: S308 — sentences of ours, as in Django's own tag
        if self.name is None:
            return said
        context[self.name] = said
        return SafeString("")


@register.simple_tag(takes_context=True)
def item_level(context: Context) -> str:
    """The level of the items' titles: one below the component's heading, its own level where there is none."""
    return str(int(context.get("level") or 2) + bool(context.get("heading")))


@register.simple_tag
def current_of(items: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The item that stands for what is shown."""
    return next((item for item in items if item.get("current")), None)


LANGUAGE = '<li><a class="language-switch__item" href="{}" hreflang="{}"{}><span lang="{}">{}</span> {}</a></li>'


@register.simple_tag
def language_items(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """The items of the language switch: on every page there are many, and no two pages have the same."""
    chosen, check = SafeString(' aria-current="true"'), drawings.icon("check")
    missing = format_html('<small class="soft">{}</small>', translation.gettext("not this page yet"))
    links = []
    for item in items:
        is_here, language = item.get("current"), item["lang"]
        note = check if is_here else missing if item.get("available") is False else ""
        links.append((item["href"], language, chosen if is_here else "", language, item["name"], note))
    return format_html_join("\n", LANGUAGE, links)


@register.simple_tag
def read_on(day: str) -> str:
    """When a source was read; `day` is a formatted date."""
    return translation.gettext("read on %(date)s") % {"date": day}


@register.simple_tag
def illustration(name: str) -> SafeString:
    """`{% illustration "tram" %}`: a decorative picture in the colours of the page."""
    return drawings.illustration(name)


@register.simple_tag
def illustration_file(name: str, is_in_first_view: bool = False) -> SafeString:
    """`{% illustration_file "tram" %}`: the same as a file of its own, fetched when it comes near the screen.

    Its tile takes the colour of the phase around it.
    """
    image = '<img class="illustration" src="{}" alt="" width="320" height="240"{}>'
    later = "" if is_in_first_view else SafeString(' loading="lazy"')
    return format_html(f'<span class="on-tile">{image}</span>', static_address(drawings.file_name(name)), later)


@register.simple_tag
def file_address(path: str) -> str:
    """`{% file_address "design/welcome.css" %}`: as Django's `static`, but asked only once for each file."""
    return static_address(path)


@register.simple_tag
def hex_map(tiles: Iterable[Mapping[str, Any]], areas: Sequence[str] | None = None) -> SafeString:
    """`{% hex_map tiles areas %}`: the municipalities as links in a tile map (see hexagons.draw)."""
    named = list(areas or ())
    return kept_drawings.get("hex_map", {"tiles": tiles, "areas": named}, lambda: hexagons.draw(tiles, named))


@register.simple_tag
def kept_component(template_name: str, **inputs: Any) -> SafeString:
    """`{% kept_component "design/components/site_nav.html" items=nav_main %}`: a component that is drawn once.

    As `include … with … only`, for inputs that are kept in memory (see kept_drawings).
    """
    return kept_drawings.get(template_name, inputs, lambda: render_to_string(template_name, inputs))


@register.simple_tag
def unhashed_static(path: str) -> str:
    """A static file's plain address, for the apology page: it must not need the manifest."""
    return f"{settings.STATIC_URL}{path}"


@register.simple_tag
def gallery_sample(component: Component, sample: Mapping[str, Any], language: str) -> SafeString:
    """One example of a component, drawn from nothing but the inputs it documents, in one language."""
    with translation.override(language):
        return render_to_string(component.template, dict(sample))
