"""Our own icons and illustrations: SVG files beside this module, printed into the page."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from welcome_ruhr.design import palette
from welcome_ruhr.design.stylesheet import squeeze

SVG = Path(__file__).parent / "svg"
# Pictures that point somewhere: the stylesheet turns them round where text runs right to left.
DIRECTIONAL = frozenset({"arrow", "arrow-back", "external"})
COLOURS = Path(__file__).parent / "css" / "illustrations.css"
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
SAFE_NAME = re.compile(r"[a-z][a-z0-9-]*")
# What the stylesheet says of every icon need not stand in each of them.
SAID_BY_CSS = re.compile(r'\s(?:fill="none"|stroke="currentColor"|stroke-width="1.75"|stroke-line(?:cap|join)="round")')
# The tile an illustration stands on. As a file it has none: there the stylesheet draws it, in the phase's colour.
TILE = '<path class="i-sky" d="M160 2l102.2 59v118L160 238 57.8 179V61z"/>'


class UnknownDrawing(ValueError):
    """A template names an icon or illustration that nobody has drawn."""


def names(kind: str) -> list[str]:
    """All drawings of a kind ("icons" or "illustrations") in alphabetical order."""
    return sorted(path.stem for path in (SVG / kind).glob("*.svg"))


@cache
def icon(name: str) -> SafeString:
    """The icon as decorative inline SVG in the colour of the text. Raises UnknownDrawing."""
    classes = "icon icon--flip" if name in DIRECTIONAL else "icon"
    head, body = _parts("icons", name)
    return _inline(SAID_BY_CSS.sub("", head), body, format_html('class="{}" aria-hidden="true"', classes))


@cache
def illustration(name: str) -> SafeString:
    """The illustration as decorative inline SVG in the page's colours. Raises UnknownDrawing."""
    attributes = format_html('class="illustration illustration--{}" aria-hidden="true"', name)
    return _inline(*_parts("illustrations", name), attributes)


def file_name(name: str) -> str:
    """The name among the static files of an illustration that is fetched only when it comes into view."""
    return f"design/illustrations/{name}.svg"


@cache
def file_text(name: str) -> str:
    """The illustration as a file of its own, in the colours of day and night. Raises UnknownDrawing."""
    head, body = _parts("illustrations", name)
    css = COLOURS.read_text(encoding="utf-8")
    light, dark = (_in_colours(css, colours) for colours in palette.read().values())
    style = squeeze(f"{light} @media (prefers-color-scheme: dark) {{ {dark} }}")
    return f"{head} {NAMESPACE}><style>{style}</style>{body.replace(TILE, '')}\n"


def _in_colours(css: str, colours: dict[str, str]) -> str:
    return re.sub(r"var\(--([a-z-]+)\)", lambda found: colours[found[1]], css)


def _parts(kind: str, name: str) -> tuple[str, str]:
    """The opening tag without its end and what only we say, and the rest."""
    path = SVG / kind / f"{name}.svg"
    if not SAFE_NAME.fullmatch(name) or not path.is_file():
        known = ", ".join(names(kind))
        raise UnknownDrawing(f"There is no {name!r} in design/svg/{kind}. Known: {known}.")
    svg = path.read_text(encoding="utf-8")
    svg = re.sub(r"<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE.*?>", "", svg, flags=re.DOTALL).strip()
    head, body = svg.split(">", 1)
    # The namespace is needed in a file, not in HTML; class and aria come from us.
    return re.sub(r'\s(?:xmlns|class|role|aria-hidden|focusable)="[^"]*"', "", head), body


def _inline(head: str, body: str, attributes: str) -> SafeString:
    return mark_safe(f"{head} {attributes}>{body}")  # noqa: S308 - our own drawings, no input
