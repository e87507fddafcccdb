"""A picture of a flow for editors, drawn from its data: questions with their answers, from left to right.

Each answer is a line of its question's box, and a line leads from there to where it goes on. Lines that pass other
columns run through gaps kept free for them; all that lead to the same place share one (after Sugiyama's layers).
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field

from django.utils.html import escape

from welcome_ruhr.design import tokens
from welcome_ruhr.foundation.fields import text_in

from .parts import Decision, Flow, Outcome, Question, Texts

WIDTH, BETWEEN, APART, MARGIN = 300, 110, 26, 30
LINE, PAD = 17, 9
SIGNS, BOLD_SIGNS = 42, 36
SWEEPS = 12
COLOURS = {
    "question": ("#ffffff", "#16243d"),
    "decision": ("#f3ece0", "#16243d"),
    "likely": ("#e4eedd", "#4b7f3a"),
    "possible": ("#e1edf5", "#2b6f9e"),
    "unlikely": ("#fcefc4", "#8a6a00"),
    "ask": ("#eceaf2", "#5b5675"),
}
STYLE = (
    "text{font:13px sans-serif;fill:#16243d}.t{font-weight:700}.i{font-size:10px;fill:#46536b}"
    ".l{fill:none;stroke:#767e8f;stroke-width:1.3}.a{fill:#46536b}"
)


@dataclass
class Row:
    """Lines of text in a box, and where a line leads from here."""

    lines: list[str]
    to: str = ""
    points: int = 0
    y: float = 0

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + PAD


@dataclass
class Box:
    """A step of the flow in a column; one without rows is a gap for lines that pass."""

    name: str
    column: int
    kind: str = "gap"
    rows: list[Row] = field(default_factory=list)
    y: float = 0

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows) + (LINE if self.rows else 0)

    @property
    def x(self) -> float:
        return MARGIN + self.column * (WIDTH + BETWEEN)

    @property
    def port(self) -> float:
        """The height at which lines arrive."""
        return self.y + (LINE if self.rows else 0)


@dataclass(frozen=True)
class Line:
    """A line from a row of a box, or from a gap, to a box or a gap in the next column."""

    start: Box
    row: Row | None
    end: Box

    @property
    def y(self) -> float:
        return self.row.y if self.row else self.start.y


def picture(flow: Flow, language: str = "de") -> str:
    """Return the picture as the text of an SVG file. Every `next` has to be there, and no way leads in a circle."""
    boxes = _boxes(flow, language)
    lines = _lines(boxes)
    columns = _arranged(boxes, lines)
    width = MARGIN * 2 + len(columns) * (WIDTH + BETWEEN) - BETWEEN
    height = max(box.y + box.height for box in boxes.values()) + MARGIN
    title = escape(_plain(flow.titles, language))
    drawn = [*map(_drawn_line, lines), *(_drawn_box(box) for box in boxes.values() if box.rows)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
            f'height="{height:.0f}" role="img" aria-labelledby="title" lang="{language}">',
            f'<title id="title">{title}</title>',
            f"<style>{STYLE}</style>",
            '<rect width="100%" height="100%" fill="#fbf7f0"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _boxes(flow: Flow, language: str) -> dict[str, Box]:
    columns = _columns(flow)
    boxes = {}
    for target, column in columns.items():
        step = flow.step(target)
        kind = step.certainty if isinstance(step, Outcome) else type(step).__name__.lower()
        boxes[target] = Box(target, column, kind, _rows(step, language))
    return boxes


def _columns(flow: Flow) -> dict[str, int]:
    """Return for each step that can be reached how many steps at most lie before it."""
    columns = {flow.start: 0}
    waiting = [flow.start]
    while waiting:
        target = waiting.pop()
        for following in flow.targets(target):
            if columns.get(following, -1) <= columns[target]:
                columns[following] = columns[target] + 1
                waiting.append(following)
    return columns


def _rows(step: object, language: str) -> list[Row]:
    if isinstance(step, Question):
        answers = [Row(_wrapped(one.texts, language, one.points), one.next, one.points) for one in step.answers]
        return [Row(_wrapped(step.texts, language, signs=BOLD_SIGNS)), *answers]
    if isinstance(step, Decision):
        needed = f"[{step.figure}]" if step.figure else str(step.at_least)
        return [Row([f"≥ {needed}"], step.then), Row([f"< {needed}"], step.otherwise)]
    return [Row(_wrapped(step.titles, language, signs=BOLD_SIGNS))] if isinstance(step, Outcome) else []


def _wrapped(texts: Texts, language: str, points: int = 0, signs: int = SIGNS) -> list[str]:
    text = _plain(texts, language) + (f" (+{points})" if points else "")
    return textwrap.wrap(text, signs) or [""]


def _plain(texts: Texts, language: str) -> str:
    """Name figures by their keys, so that the picture stays the same when their values change."""
    text = tokens.TOKEN.sub(r"[\g<key>]", text_in(texts, language))
    return re.sub(tokens.TERM, r"\g<term>", text)


def _lines(boxes: dict[str, Box]) -> list[Line]:
    """Return all lines, column by column; gaps are added to `boxes` where a line passes one."""
    found: dict[tuple[str, str], Line] = {}
    for box in list(boxes.values()):
        for number, row in enumerate(box.rows):
            if row.to:
                end = _next_on_the_way(boxes, box, row.to)
                found[f"{box.name}#{number}", end.name] = Line(box, row, end)
                while end.name != row.to:
                    here, end = end, _next_on_the_way(boxes, end, row.to)
                    found[here.name, end.name] = Line(here, None, end)
    return list(found.values())


def _next_on_the_way(boxes: dict[str, Box], here: Box, to: str) -> Box:
    """Return what stands in the next column: the box itself, or the gap of all lines to it."""
    column = here.column + 1
    name = to if boxes[to].column == column else f"{to}@{column}"
    return boxes.setdefault(name, Box(name, column))


def _arranged(boxes: dict[str, Box], lines: list[Line]) -> list[list[Box]]:
    """Give each box its place: in its column, near to what it is connected with."""
    columns: list[list[Box]] = [[] for _n in range(max(box.column for box in boxes.values()) + 1)]
    for box in boxes.values():
        columns[box.column].append(box)
    arriving: dict[str, list[Line]] = {}
    leaving: dict[str, list[Line]] = {}
    for line in lines:
        arriving.setdefault(line.end.name, []).append(line)
        leaving.setdefault(line.start.name, []).append(line)
    for column in columns:
        _stack(column, {})
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            _stack(column, {box.name: _wish(box, arriving, leaving, sweep) for box in column})
    for column in columns:
        _stack(column, {box.name: _wish(box, arriving, leaving, 0) for box in column})
    highest = min(box.y for box in boxes.values())
    for box in boxes.values():
        box.y += MARGIN - highest
        _place_rows(box)
    return columns


def _wish(box: Box, arriving: dict[str, list[Line]], leaving: dict[str, list[Line]], sweep: int) -> float:
    """Where a box would like to stand: in the middle of where its lines come from, or of where they go."""
    if sweep % 2 == 0:
        heights = [line.y for line in arriving.get(box.name, [])]
    else:
        heights = [line.end.port - (line.y - box.y) + LINE for line in leaving.get(box.name, [])]
    return sum(heights) / len(heights) - (box.port - box.y) if heights else box.y


def _stack(column: list[Box], wishes: dict[str, float]) -> None:
    """Put the boxes of a column one below the other, each as near to its wish as the others leave room."""
    column.sort(key=lambda box: wishes.get(box.name, 0))
    groups: list[tuple[float, list[Box]]] = []
    for box in column:
        top, members = wishes.get(box.name, 0), [box]
        # Boxes that would overlap become a group whose members all move by the same.
        while groups and groups[-1][0] + _length(groups[-1][1]) > top:
            above_top, above = groups.pop()
            own = top - _length(above)
            top = (above_top * len(above) + own * len(members)) / (len(above) + len(members))
            members = above + members
        groups.append((top, members))
    for top, members in groups:
        y = top
        for box in members:
            box.y = y
            y += box.height + APART
            _place_rows(box)


def _length(boxes: list[Box]) -> float:
    return sum(box.height + APART for box in boxes)


def _place_rows(box: Box) -> None:
    y = box.y + LINE
    for row in box.rows:
        row.y = y + row.height / 2
        y += row.height


def _drawn_line(line: Line) -> str:
    x, y = line.start.x + WIDTH, line.y
    end_x, end_y = line.end.x, line.end.port
    bend = BETWEEN / 2
    path = f"M{x:.0f} {y:.0f}C{x + bend:.0f} {y:.0f} {end_x - bend:.0f} {end_y:.0f} {end_x:.0f} {end_y:.0f}"
    if not line.end.rows:
        return f'<path class="l" d="{path}h{WIDTH}"/>'
    head = f"M{end_x:.0f} {end_y:.0f}l-8 -4v8z"
    return f'<path class="l" d="{path}"/><path class="a" d="{head}"/>'


def _drawn_box(box: Box) -> str:
    fill, edge = COLOURS[box.kind]
    parts = [
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{WIDTH}" height="{box.height:.0f}" rx="6" fill="{fill}" '
        f'stroke="{edge}" stroke-width="1.5"/>',
        f'<text class="i" x="{box.x + PAD:.0f}" y="{box.y + 13:.0f}">{escape(box.name)}</text>',
    ]
    for number, row in enumerate(box.rows):
        top = row.y - row.height / 2
        if number:
            parts.append(f'<path stroke="{edge}" stroke-opacity=".25" d="M{box.x:.0f} {top:.0f}h{WIDTH}"/>')
        weight = ' class="t"' if number == 0 and box.kind != "decision" else ""
        spans = "".join(
            f'<tspan x="{box.x + PAD:.0f}" y="{top + PAD / 2 + 13 + n * LINE:.0f}">{escape(text)}</tspan>'
            for n, text in enumerate(row.lines)
        )
        parts.append(f"<text{weight}>{spans}</text>")
    return "<g>" + "".join(parts) + "</g>"
