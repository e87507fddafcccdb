"""Our own icons and illustrations: SVG files beside this module, printed into the page."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SVG = Path(__file__).parent / "svg"
# Pictures that point somewhere: the stylesheet turns them round where text runs right to left.
DIRECTIONAL = frozenset({"arrow", "arrow-back", "external"})
SAFE_NAME = re.compile(r"[a-z][a-z0-9-]*")


class UnknownDrawing(ValueError):
    """A template names an icon or illustration that nobody has drawn."""


def names(kind: str) -> list[str]:
    """All drawings of a kind ("icons" or "illustrations") in alphabetical order."""
    return sorted(path.stem for path in (SVG / kind).glob("*.svg"))


@cache
def icon(name: str) -> SafeString:
    """The icon as decorative inline SVG in the colour of the text. Raises UnknownDrawing."""
    classes = "icon icon--flip" if name in DIRECTIONAL else "icon"
    return _inline("icons", name, format_html('class="{}" aria-hidden="true"', classes))


@cache
def illustration(name: str) -> SafeString:
    """The illustration as decorative inline SVG in the page's colours. Raises UnknownDrawing."""
    attributes = format_html('class="illustration illustration--{}" aria-hidden="true"', name)
    return _inline("illustrations", name, attributes)


def _inline(kind: str, name: str, attributes: str) -> SafeString:
    path = SVG / kind / f"{name}.svg"
    if not SAFE_NAME.fullmatch(name) or not path.is_file():
        known = ", ".join(names(kind))
        raise UnknownDrawing(f"There is no {name!r} in design/svg/{kind}. Known: {known}.")
    svg = path.read_text(encoding="utf-8")
    svg = re.sub(r"<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE.*?>", "", svg, flags=re.DOTALL).strip()
    head, body = svg.split(">", 1)
    # The namespace is needed in a file, not in HTML; class and aria come from us.
    head = re.sub(r'\s(?:xmlns|class|role|aria-hidden|focusable)="[^"]*"', "", head)
    return mark_safe(f"{head} {attributes}>{body}")  # noqa: S308 - our own drawings, no input
