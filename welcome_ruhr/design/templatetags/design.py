"""Template tags of the design room: drawings, the tile map, addresses that survive a fault."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from welcome_ruhr.design import drawings, hexagons
from welcome_ruhr.design.gallery import Component

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: a decorative icon in the colour of the text around it."""
    return drawings.icon(name)


@register.simple_tag
def illustration(name: str) -> SafeString:
    """`{% illustration "tram" %}`: a decorative picture in the colours of the page."""
    return drawings.illustration(name)


@register.inclusion_tag("design/components/_hex_map_drawing.html")
def hex_map(tiles: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """`{% hex_map tiles %}`: the municipalities as links in a tile map (see hexagons.draw)."""
    view_box, drawn = hexagons.draw(tiles)
    return {"view_box": view_box, "tiles": drawn}


@register.simple_tag
def unhashed_static(path: str) -> str:
    """A static file's plain address, for the apology page: it must not need the manifest."""
    return f"{settings.STATIC_URL}{path}"


@register.simple_tag
def gallery_sample(component: Component, sample: Mapping[str, Any], language: str) -> SafeString:
    """One example of a component, drawn from nothing but the inputs it documents, in one language."""
    with translation.override(language):
        return render_to_string(component.template, dict(sample))
