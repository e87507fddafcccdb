"""A picture of who is known to be responsible: one small tile map for each kind of office."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin

from django.utils.html import escape

from .checking import Coverage
from .models import Municipality

SIZE = 9.0
"""from the middle of a tile to its corner, in pixels"""
ROOT3 = 3**0.5
COLUMNS = 3
MARGIN, LABEL = 24, 52
KNOWN, OPEN, INK = "#2b6f9e", "#ddd5c7", "#16243d"


def draw(rows: list[Coverage]) -> str:
    """Return an SVG with a map for each row: a dark tile is a town whose office is verified."""
    towns = [*rows[0].covered, *rows[0].open] if rows else []
    width, height = _extent(towns)
    cell = width + 2 * MARGIN, height + LABEL + MARGIN
    lines = -(-len(rows) // COLUMNS)
    maps = (_map(row, (n % COLUMNS) * cell[0] + MARGIN, (n // COLUMNS) * cell[1] + LABEL) for n, row in enumerate(rows))
    size = f'viewBox="0 0 {COLUMNS * cell[0]:.0f} {lines * cell[1]:.0f}"'
    title = "Verified offices of each kind, by municipality"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" fill="{INK}">',
            f"<title>{title}</title>",
            '<rect width="100%" height="100%" fill="#fbf7f0"/>',
            *(line for one in maps for line in one),
            "</svg>\n",
        ]
    )


def _map(row: Coverage, left: float, top: float) -> Iterator[str]:
    towns = [*row.covered, *row.open]
    yield f'<text x="{left:.0f}" y="{top - 32:.0f}" font-size="11" font-weight="bold">{escape(row.kind.label)}</text>'
    yield f'<text x="{left:.0f}" y="{top - 16:.0f}" font-size="11">{len(row.covered)} of {len(towns)}</text>'
    known = {town.pk for town in row.covered}
    west, north = min(map(_x, towns)), min(town.r for town in towns)
    for town in sorted(towns, key=lambda one: one.name):
        x, y = left + _x(town) - west + SIZE, top + 1.5 * SIZE * (town.r - north) + SIZE
        colour = KNOWN if town.pk in known else OPEN
        yield f'<polygon points="{_hexagon(x, y)}" fill="{colour}"><title>{escape(town.name)}</title></polygon>'


def _extent(towns: list[Municipality]) -> tuple[float, float]:
    if not towns:
        return 0, 0
    across = [_x(town) for town in towns]
    down = [town.r for town in towns]
    return max(across) - min(across) + 2 * SIZE, 1.5 * SIZE * (max(down) - min(down)) + 2 * SIZE


def _x(town: Municipality) -> float:
    return ROOT3 * SIZE * (town.q + town.r / 2)


def _hexagon(x: float, y: float) -> str:
    corners = ((x + 0.94 * SIZE * sin(pi / 3 * n), y - 0.94 * SIZE * cos(pi / 3 * n)) for n in range(6))
    return " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)
