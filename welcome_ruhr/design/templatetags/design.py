"""Template tags of the design room: drawings, the tile map, addresses that survive a fault."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from welcome_ruhr.design import drawings, hexagons
from welcome_ruhr.design.gallery import Component
from welcome_ruhr.design.kept_drawings import kept_drawings

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: a decorative icon in the colour of the text around it."""
    return drawings.icon(name)


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
    return format_html(f'<span class="on-tile">{image}</span>', static(drawings.file_name(name)), later)


@register.simple_tag
def hex_map(tiles: Iterable[Mapping[str, Any]]) -> SafeString:
    """`{% hex_map tiles %}`: the municipalities as links in a tile map (see hexagons.draw)."""
    return kept_drawings.get("hex_map", {"tiles": tiles}, lambda: hexagons.draw(tiles))


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
