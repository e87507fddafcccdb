"""From HTML to runs of text: what stands in one line, with its manner, spaces as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from bs4 import NavigableString, PageElement, Tag
from bs4.element import PreformattedString

from .document import Run, Runs

WITHOUT_WORDS = {"svg", "script", "style", "template", "button", "form", "nav"}
WITH_ADDRESS = {"link-list", "page-meta"}
"""Where a printed link tells its address too, as in the print view."""
MAY_BREAK = re.compile(r"(?<=[/?&=_-])(?=\w)")
SPACES = re.compile(r"[ \t\r\n\f]+")
NEW_LINE = "\u2028"
"""Unicode's line separator: a line ends here whatever its width. The typesetter knows it."""
STAND_ALONE = {"action-link", "original-link"}
BOLD = {"b", "strong", "th", "dt", "summary"}
DECORATION = {"no-print", "tile"}


def is_left_out(tag: Tag) -> bool:
    """Whether paper has no use for it: icons, buttons, what is not printed."""
    return tag.name in WITHOUT_WORDS or tag.get("aria-hidden") == "true" or bool(DECORATION & set(classes(tag)))


def classes(tag: Tag) -> list[str]:
    return list(tag.get_attribute_list("class")) if tag.has_attr("class") else []


def runs(nodes: PageElement | list[PageElement], address: str) -> Runs:
    """Return the text of nodes as runs; relative links count from `address`."""
    several = nodes if isinstance(nodes, list) else [nodes]
    found = [run for node in several for run in _of(node, Run(""), address)]
    return _with_single_spaces(found)


def _of(node: PageElement, manner: Run, address: str) -> Iterator[Run]:
    if isinstance(node, PreformattedString):
        return
    if isinstance(node, NavigableString):
        yield replace(manner, text=str(node))
        return
    if not isinstance(node, Tag) or is_left_out(node) or (manner.href and "hidden-text" in classes(node)):
        return
    if node.name == "br":
        yield replace(manner, text=NEW_LINE)
        return
    inner = _manner_of(node, manner, address)
    # Links that stand beside each other on the page stand below each other on paper.
    alone = [Run(NEW_LINE)] if STAND_ALONE & set(classes(node)) else []
    yield from alone
    for child in node.children:
        yield from _of(child, inner, address)
    yield from alone
    if node.name == "a" and inner.href.startswith("http") and _tells_its_address(node):
        yield Run(" ")
        yield Run(MAY_BREAK.sub("\u200b", inner.href), quiet=True, href=inner.href, apart=True)


def _manner_of(tag: Tag, manner: Run, address: str) -> Run:
    href = str(tag.get("href") or "")
    return replace(
        manner,
        bold=manner.bold or tag.name in BOLD or "journey__label" in classes(tag),
        quiet=manner.quiet or bool({"soft", "fact-date", "figure-table__date"} & set(classes(tag))),
        href=urljoin(address, href) if tag.name == "a" and href else manner.href,
        lang=str(tag.get("lang") or manner.lang),
        apart=manner.apart or tag.name == "bdi" or tag.get("dir") in ("ltr", "auto"),
    )


def _tells_its_address(link: Tag) -> bool:
    return any(WITH_ADDRESS & set(classes(above)) for above in link.parents)


def _with_single_spaces(found: Runs) -> Runs:
    """Join runs of one manner; several spaces become one, and neither space nor new line stands at an end."""
    kept: Runs = []
    for run in found:
        text = SPACES.sub(" ", run.text)
        if kept and text == NEW_LINE:
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
        if not kept or kept[-1].text.endswith((" ", NEW_LINE)):
            text = text.lstrip()
        if kept and replace(kept[-1], text="") == replace(run, text="") and not run.apart:
            kept[-1] = replace(run, text=kept[-1].text + text)
        elif text:
            kept.append(replace(run, text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return [run for run in kept if run.text]
