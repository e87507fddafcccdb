"""From a page's HTML to blocks: paper shows the parts of the page because it is read from what the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.conf import settings

from .document import Block, Box, Heading, Listing, Paragraph, Picture, Run, Runs, Steps, Table
from .lines import NEW_LINE, classes, is_left_out, runs

IN_LINE = {"a", "abbr", "b", "bdi", "br", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"}
PARTS = ("p", "div", "section", "article", "ul", "ol", "dl", "table", "figure", "details", "h1", "h2", "h3", "h4")
SET_APART = {"contact-card", "notice", "office-finder"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


def blocks(html: str, address: str, *, below: int = 0) -> list[Block]:
    """Return the blocks of `html`. Relative links count from `address`; headings stand `below` levels deeper."""
    soup = BeautifulSoup(html, "html.parser")
    return _in_order(list(_children(soup, address)), below)


def _in_order(found: list[Block], below: int) -> list[Block]:
    """Let no heading skip a level: whoever listens to a PDF finds the way by them (PDF/UA-1 § 7.4)."""
    level = below
    kept: list[Block] = []
    for block in found:
        if isinstance(block, Heading):
            level = min(block.level + below, level + 1)
            kept.append(replace(block, level=level))
        else:
            kept.append(block)
    return kept


def _children(tag: Tag, address: str) -> Iterator[Block]:
    """Yield the blocks inside; text that stands between them becomes paragraphs."""
    line: list[PageElement] = []
    for child in tag.children:
        if _is_in_line(child):
            line.append(child)
            continue
        yield from _paragraph(line, address)
        line = []
        if isinstance(child, Tag):
            yield from _block(child, address)
    yield from _paragraph(line, address)


def _is_in_line(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return is_left_out(node) or (node.name in IN_LINE and node.find(PARTS) is None)
    return isinstance(node, NavigableString)


def _paragraph(line: list[PageElement], address: str) -> Iterator[Block]:
    if found := runs(line, address):
        yield Paragraph(found)


def _block(tag: Tag, address: str) -> Iterator[Block]:
    kinds = {
        **dict.fromkeys(HEADINGS, _heading),
        **dict.fromkeys(("ul", "ol"), _listing),
        "dl": _terms,
        "details": _question,
        "table": _table,
        "figure": _picture,
    }
    if tag.name in kinds:
        yield from kinds[tag.name](tag, address)
    elif tag.name == "p":
        yield from _paragraph([tag], address)
    elif SET_APART & set(classes(tag)):
        yield Box(_without_levels(list(_children(tag, address))))
    else:
        yield from _children(tag, address)


def _heading(tag: Tag, address: str) -> Iterator[Block]:
    if found := runs(tag, address):
        yield Heading(HEADINGS[tag.name], [replace(run, bold=False) for run in found])


def _without_levels(found: list[Block]) -> list[Block]:
    """Inside a box or a list a heading is a line in bold: it names the part, it does not divide the page."""
    return [Paragraph(_bold(block.runs)) if isinstance(block, Heading) else block for block in found]


def _bold(found: Runs) -> Runs:
    return [replace(run, bold=True) for run in found]


def _listing(tag: Tag, address: str) -> Iterator[Block]:
    items = [_without_levels(list(_children(item, address))) for item in tag.find_all("li", recursive=False)]
    items = [item for item in items if item]
    if not items:
        return
    if "steps" in classes(tag):
        yield Steps([[_title_of_step(step[0]), *step[1:]] for step in items])
    elif "contact-card__list" in classes(tag):
        yield from (block for item in items for block in item)
    else:
        marks = "boxes" if "checklist" in classes(tag) else {"ol": "numbers"}.get(tag.name, "dots")
        yield Listing(marks, items)


def _title_of_step(block: Block) -> Block:
    return Paragraph(_bold(block.runs)) if isinstance(block, Paragraph) else block


def _terms(tag: Tag, address: str) -> Iterator[Block]:
    """A list of terms: each term a line in bold, what belongs to it listed below."""
    for term in tag.find_all("dt"):
        yield from _paragraph([term], address)
        told = [list(_children(part, address)) for part in term.find_next_siblings("dd")]
        yield Listing("dots", [item for item in told if item])


def _question(tag: Tag, address: str) -> Iterator[Block]:
    summary = tag.find("summary")
    if isinstance(summary, Tag):
        yield from _paragraph([summary], address)
        summary.extract()
    yield from _children(tag, address)


def _table(tag: Tag, address: str) -> Iterator[Block]:
    caption = tag.find("caption")
    rows = [[_cell(cell, address) for cell in row.find_all(["th", "td"])] for row in tag.find_all("tr")]
    yield Table(runs(caption, address) if caption else [], [row for row in rows if row])


def _cell(cell: Tag, address: str) -> Runs:
    """The cell's text; amount and date stand in lines of their own."""
    date = cell.find(class_="figure-table__date")
    if not isinstance(date, Tag):
        return runs(cell, address)
    dated = runs(date.extract(), address)
    return [*runs(cell, address), Run(NEW_LINE), *[replace(run, quiet=True) for run in dated]]


def _picture(tag: Tag, address: str) -> Iterator[Block]:
    image, caption = tag.find("img"), tag.find("figcaption")
    words = runs(caption, address) if caption else []
    if isinstance(image, Tag) and (path := _uploaded(str(image.get("src") or ""))):
        yield Picture(path, str(image.get("alt") or ""), words)
    elif words:
        yield Paragraph(words)


def _uploaded(src: str) -> str:
    """Return the place of an upload below the folder of uploads; empty where there is no such file."""
    name = unquote(src).removeprefix(settings.MEDIA_URL)
    inside = name != unquote(src) and ".." not in PurePosixPath(name).parts
    return name if inside and (settings.MEDIA_ROOT / name).is_file() else ""
